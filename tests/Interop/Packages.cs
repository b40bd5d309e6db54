using KlingGen.TestKit;

[assembly: AssemblyFixture(typeof(Interop.Packages))]

namespace Interop;

/// <summary>The clients from npm, at the versions of <c>package-lock.json</c>.</summary>
public sealed class Packages : IAsyncLifetime
{
    public static string Folder { get; } = Repository.File("tests/Interop");

    private static bool HasNode { get; } = CommandLine.Exists("node") && CommandLine.Exists("npm");

    public async ValueTask InitializeAsync()
    {
        if (HasNode)
            (await CommandLine.RunAsync(Folder, "npm", "ci", "--no-audit", "--no-fund")).ShouldSucceed();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static void SkipWithoutNode() => Assert.SkipUnless(HasNode, "Node and npm are not on the PATH.");
}
