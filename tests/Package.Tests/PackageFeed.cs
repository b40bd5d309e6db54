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

        foreach (string project in new[] { "runtime/KlingGen.Runtime", "runtime/KlingGen.Webhooks", "integrations/KlingGen.AspNetCore", "integrations/KlingGen.Extensions.AI", "integrations/KlingGen.Aspire.Hosting", "integrations/KlingGen.Testing", "generator/KlingGen.Generator", "generator/KlingGen.Compiler", "emulator/KlingGen.Emulator", "cli/KlingGen.Cli" })
        {
            CommandResult pack = await CommandLine.RunAsync(
                Repository.Root, "dotnet", "pack", project, "--artifacts-path", Path.Combine(root, "artifacts"), "-o", Folder, $"-p:Version={Version}", "-p:RunAnalyzers=false");
            pack.ShouldSucceed();
        }
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
    internal IReadOnlyList<string> DependenciesOf(string packageId)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, $"{packageId}.{Version}.nupkg"));
        using Stream nuspec = archive.GetEntry($"{packageId}.nuspec")!.Open();
        return [.. XDocument.Load(nuspec).Descendants().Where(static element => element.Name.LocalName == "dependency").Select(static element => element.Attribute("id")!.Value)];
    }

    internal IReadOnlyList<string> EntriesOf(string packageId)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, $"{packageId}.{Version}.nupkg"));
        return [.. archive.Entries.Select(static entry => entry.FullName)];
    }

    /// <summary>Bytes of a package as it is downloaded.</summary>
    internal long SizeOf(string packageId) => new FileInfo(Path.Combine(Folder, $"{packageId}.{Version}.nupkg")).Length;

    /// <summary>A file of a package; null where it has none of that name.</summary>
    internal byte[]? Read(string packageId, string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, $"{packageId}.{Version}.nupkg"));
        if (archive.GetEntry(entry) is not { } found)
            return null;
        using Stream content = found.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
