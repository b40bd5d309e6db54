using Cli.Tests.Support;
using KlingGen.Compiler;

namespace Cli.Tests.BadInput;

/// <summary>What lies in a folder before things go wrong.</summary>
internal static class Worlds
{
    /// <summary>A sound document, <c>a.json</c>.</summary>
    public static void Schema(CliRun run) => run.Write("a.json", KlingSchema.Text);

    /// <summary>A project whose schema is locked.</summary>
    public static void Locked(CliRun run)
    {
        run.Write("App.csproj", KlingSchema.Project);
        run.Write($"schemas/{KlingSchema.FileName}", KlingSchema.Text);
        run.Write($"schemas/{LockFile.FileName}", KlingSchema.Lock);
    }

    /// <summary>The same, with another file in the entry.</summary>
    public static void LockedTo(CliRun run, string file)
    {
        Locked(run);
        run.Write($"schemas/{LockFile.FileName}", run.Read($"schemas/{LockFile.FileName}").Replace(KlingSchema.FileName, file.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal));
    }
}

/// <summary>A standard output that nobody reads any more.</summary>
internal sealed class BrokenWriter : StringWriter
{
    public override void Write(char value) => throw Broken();

    public override void Write(string? value) => throw Broken();

    public override void Write(char[] buffer, int index, int count) => throw Broken();

    public override void Write(ReadOnlySpan<char> buffer) => throw Broken();

    private static KlingGen.Cli.Errors.CliException Broken()
    {
        using var stream = new KlingGen.Cli.Hosting.ResultStream(new FailingStream());
        try
        {
            stream.Write([1]);
        }
        catch (KlingGen.Cli.Errors.CliException error)
        {
            return error;
        }
        throw new InvalidOperationException("the stream must fail");
    }

    private sealed class FailingStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }
}
