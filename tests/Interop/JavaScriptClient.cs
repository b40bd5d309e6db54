using KlingGen.Emulator;
using KlingGen.TestKit;

[assembly: AssemblyFixture(typeof(Interop.JavaScriptClient))]

namespace Interop;

/// <summary>One run of <c>interop.mjs</c> against one emulator, shared by the tests that each look at one of its checks.</summary>
public sealed class JavaScriptClient : IAsyncLifetime
{
    public static bool HasNode { get; } = CommandLine.Exists("node") && CommandLine.Exists("npm");

    /// <summary>Check name → null when it passed, else what went wrong.</summary>
    public IReadOnlyDictionary<string, string?> Outcomes { get; private set; } = new Dictionary<string, string?>();

    public async ValueTask InitializeAsync()
    {
        if (!HasNode)
            return;

        string folder = Repository.File("tests/Interop");
        (await CommandLine.RunAsync(folder, "npm", "ci", "--no-audit", "--no-fund")).ShouldSucceed();

        await using FalEmulator emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") } });
        CommandResult run = await CommandLine.RunAsync(folder, "node", "interop.mjs", emulator.Address.ToString());
        Outcomes = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToDictionary(static pair => pair.Name, static pair => pair.Problem);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static (string Name, string? Problem) Parse(string line)
    {
        if (line.StartsWith("ok ", StringComparison.Ordinal))
            return (line["ok ".Length..], null);
        string rest = line["not ok ".Length..];
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        return (rest[..colon], rest[(colon + 1)..].Trim());
    }
}
