using System.Runtime.InteropServices;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Samples.Tests;

/// <summary>Samples that are built by other means than a project in this solution: one file, and a native program.</summary>
public sealed class ProgramTests : IDisposable
{
    private static readonly byte[] s_png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen-sample-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task One_file_makes_a_picture()
    {
        CommandResult run = await CommandLine.RunAsync(_folder, "dotnet", "run", Repository.File("samples/FileBased/lighthouse.cs"), "--", "a tower by the sea");
        run.ShouldSucceed();
        Assert.EndsWith("cost 0.028 USD", run.Output.TrimEnd(), StringComparison.Ordinal);
        await AssertPicturesAsync(1);
    }

    [Fact]
    public async Task A_native_program_makes_pictures_and_names_what_is_wrong()
    {
        Assert.SkipUnless(CommandLine.Exists("clang") || CommandLine.Exists("gcc"), "NativeAOT needs clang or gcc on the PATH.");
        // Into folders of its own: the solution's may be in use.
        string[] publish = ["publish", Repository.File("samples/Aot"), "-r", RuntimeInformation.RuntimeIdentifier, "-o", Path.Combine(_folder, "native"), "--artifacts-path", Path.Combine(_folder, "artifacts")];
        CommandResult published = await CommandLine.RunAsync(_folder, "dotnet", publish);
        published.ShouldSucceed();
        Assert.DoesNotContain("warning", published.Output, StringComparison.OrdinalIgnoreCase);

        await using FalEmulator emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") }, Timing = FalEmulatorTiming.Instant }, Cancellation);
        string program = Path.Combine(_folder, "native", "Aot");
        CommandResult run = await CommandLine.RunAsync(_folder, program, "a tower by the sea", "--emulator", emulator.Address.AbsoluteUri);
        run.ShouldSucceed();
        Assert.Contains("cost 0.056 USD", run.Output, StringComparison.Ordinal);
        await AssertPicturesAsync(2);

        CommandResult refused = await CommandLine.RunAsync(_folder, program, new string('a', 2501), "--emulator", emulator.Address.AbsoluteUri);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Prompt", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
        emulator.Journal.AssertSubmittedOnce();
    }

    private async Task AssertPicturesAsync(int count)
    {
        FileInfo[] files = new DirectoryInfo(Path.Combine(_folder, "out")).GetFiles();
        Assert.Equal(count, files.Length);
        foreach (FileInfo file in files)
            Assert.Equal(s_png, (await File.ReadAllBytesAsync(file.FullName, Cancellation))[..4]);
    }
}
