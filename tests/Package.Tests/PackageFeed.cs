using System.IO.Compression;
using System.Xml.Linq;
using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>The real packages, packed once for all tests of this assembly into a folder of their own.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("klinggen-feed-").FullName;

    /// <summary>A version of this run alone, so that no package cache can serve an older build.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    public string Folder => Path.Combine(root, "feed");

    /// <summary>The machine's own package folder, so that third-party packages need not be fetched again.</summary>
    public string SharedPackages { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        CommandResult locals = await CommandLine.RunAsync(Repository.Root, "dotnet", "nuget", "locals", "global-packages", "--list", "--force-english-output");
        locals.ShouldSucceed();
        SharedPackages = locals.Output[(locals.Output.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();

        // The one command of CONTRIBUTING.
        string[] same = ["KlingGen.sln", "--artifacts-path", Path.Combine(root, "artifacts"), $"-p:Version={Version}", "-p:RunAnalyzers=false"];
        (await CommandLine.RunAsync(Repository.Root, "dotnet", ["restore", .. same])).ShouldSucceed();
        CommandResult pack = await CommandLine.RunAsync(Repository.Root, "dotnet", ["pack", .. same, "--no-restore", "-o", Folder]);
        pack.ShouldSucceed();
        Assert.DoesNotContain("warning", pack.Output, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Packs a project again from what was built, with other properties.</summary>
    internal Task<CommandResult> PackAgainAsync(string project, string folder, params string[] properties)
    {
        // Each validates for itself: the SDK takes a package for validated while this file is younger than it.
        foreach (string mark in Directory.GetFiles(Path.Combine(root, "artifacts"), "*.semaphore", SearchOption.AllDirectories))
            File.Delete(mark);
        return CommandLine.RunAsync(Repository.Root, "dotnet", ["pack", project, "--no-build", "--artifacts-path", Path.Combine(root, "artifacts"), "-o", folder, $"-p:Version={Version}", .. properties]);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ids of the packages that a package asks for, once for each framework.</summary>
    internal IReadOnlyList<string> DependenciesOf(string packageId) =>
        [.. NuspecOf(packageId).Descendants().Where(static element => element.Name.LocalName == "dependency").Select(static element => element.Attribute("id")!.Value)];

    internal XDocument NuspecOf(string packageId) => XDocument.Load(new MemoryStream(Read(packageId, $"{packageId}.nuspec")!));

    /// <summary>What is in a package, or in its symbol package (<c>snupkg</c>).</summary>
    internal IReadOnlyList<string> EntriesOf(string packageId, string kind = "nupkg")
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, $"{packageId}.{Version}.{kind}"));
        return [.. archive.Entries.Select(static entry => entry.FullName)];
    }

    /// <summary>Bytes of a package as it is downloaded.</summary>
    internal long SizeOf(string packageId, string kind = "nupkg") => new FileInfo(Path.Combine(Folder, $"{packageId}.{Version}.{kind}")).Length;

    /// <summary>A file of a package; null where it has none of that name.</summary>
    internal byte[]? Read(string packageId, string entry, string kind = "nupkg", string? folder = null)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(folder ?? Folder, $"{packageId}.{Version}.{kind}"));
        if (archive.GetEntry(entry) is not { } found)
            return null;
        using Stream content = found.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
