using System.Reflection.Metadata;
using System.Xml.Linq;
using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>What is in each package, what it depends on and how large it may be.</summary>
public sealed class ContentTests(PackageFeed feed)
{
    private const string BothAspNet = "net10.0 ∋ Microsoft.AspNetCore.App; net8.0 ∋ Microsoft.AspNetCore.App";
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>A package: its assemblies (with documentation unless it is a tool or an analyzer), its dependencies by framework, and the bytes that it and its symbols may have: a seventh more than they had when this was written.</summary>
    private sealed record Expected(string Id, string[] Assemblies, string Dependencies, long MaxBytes, long MaxSymbolBytes, bool HasDocumentation = true);

    private static readonly Expected[] s_packages =
    [
        new("KlingGen", ["analyzers/dotnet/cs/KlingGen.Compiler", "analyzers/dotnet/cs/KlingGen.Generator"], "net8.0: KlingGen.Runtime [*]", 245_000, 315_000, HasDocumentation: false),
        new("KlingGen.AspNetCore", ["lib/net10.0/KlingGen.AspNetCore", "lib/net8.0/KlingGen.AspNetCore"],
            "net10.0: KlingGen.Runtime [*], KlingGen.Webhooks [*]; net8.0: KlingGen.Runtime [*], KlingGen.Webhooks [*]; " + BothAspNet, 80_000, 86_000),
        new("KlingGen.AspNetCore.OpenApi", ["lib/net10.0/KlingGen.AspNetCore.OpenApi"],
            "net10.0: KlingGen.Runtime [*], Microsoft.AspNetCore.OpenApi 10.0.12, Microsoft.OpenApi 2.12.1; net10.0 ∋ Microsoft.AspNetCore.App", 20_400, 21_000),
        new("KlingGen.Aspire.Hosting", ["lib/net8.0/KlingGen.Aspire.Hosting"], "net8.0: Aspire.Hosting 13.6.5", 16_500, 21_000),
        new("KlingGen.Batches", ["lib/net10.0/KlingGen.Batches", "lib/net8.0/KlingGen.Batches"],
            "net10.0: KlingGen.Runtime [*], Microsoft.Data.Sqlite 10.0.13, Microsoft.Extensions.Hosting.Abstractions 8.0.1; "
            + "net8.0: KlingGen.Runtime [*], Microsoft.Data.Sqlite 10.0.13, Microsoft.Extensions.Hosting.Abstractions 8.0.1", 287_000, 209_000),
        new("KlingGen.Batches.PostgreSql", ["lib/net10.0/KlingGen.Batches.PostgreSql", "lib/net8.0/KlingGen.Batches.PostgreSql"],
            "net10.0: KlingGen.Batches [*], Npgsql 10.0.3; net8.0: KlingGen.Batches [*], Npgsql 10.0.3", 50_000, 51_500),
        new("KlingGen.Cli", [.. new[] { "Cli", "Comparison", "Compiler", "Emulator", "Extensions.AI", "Runtime" }.Select(static name => "tools/net10.0/any/KlingGen." + name)],
            "net10.0 ∋ Microsoft.AspNetCore.App", 12_800_000, 1_440_000, HasDocumentation: false),
        new("KlingGen.Compiler", ["lib/netstandard2.0/KlingGen.Compiler"], ".NETStandard2.0:", 247_000, 262_000),
        new("KlingGen.Emulator", ["lib/net10.0/KlingGen.Emulator", "lib/net8.0/KlingGen.Emulator"],
            "net10.0: BouncyCastle.Cryptography 2.7.0, KlingGen.Compiler [*], NJsonSchema 11.6.2, SixLabors.ImageSharp 2.1.13; "
            + "net8.0: BouncyCastle.Cryptography 2.7.0, KlingGen.Compiler [*], NJsonSchema 11.6.2, SixLabors.ImageSharp 2.1.13; " + BothAspNet, 559_000, 561_000),
        new("KlingGen.Extensions.AI", ["lib/net10.0/KlingGen.Extensions.AI", "lib/net8.0/KlingGen.Extensions.AI"],
            "net10.0: KlingGen.Runtime [*], Microsoft.Extensions.AI.Abstractions 10.11.0; net8.0: KlingGen.Runtime [*], Microsoft.Extensions.AI.Abstractions 10.11.0", 129_000, 116_000),
        new("KlingGen.Runtime", ["lib/net10.0/KlingGen.Runtime", "lib/net8.0/KlingGen.Runtime"],
            "net10.0: Microsoft.Extensions.Http 8.0.1, Microsoft.Extensions.Logging.Abstractions 8.0.2, Microsoft.Extensions.Options.ConfigurationExtensions 8.0.0; "
            + "net8.0: Microsoft.Extensions.Http 8.0.1, Microsoft.Extensions.Logging.Abstractions 8.0.2, Microsoft.Extensions.Options.ConfigurationExtensions 8.0.0, System.Net.ServerSentEvents 10.0.0",
            778_000, 837_000),
        new("KlingGen.Testing", ["lib/net8.0/KlingGen.Testing"], "net8.0: KlingGen.Compiler [*], KlingGen.Emulator [*]", 24_000, 26_000),
        new("KlingGen.Webhooks", ["lib/net10.0/KlingGen.Webhooks", "lib/net8.0/KlingGen.Webhooks"],
            "net10.0: BouncyCastle.Cryptography 2.7.0, KlingGen.Runtime [*]; net8.0: BouncyCastle.Cryptography 2.7.0, KlingGen.Runtime [*]", 17_200, 23_500),
    ];

    public static TheoryData<string> Ids => [.. s_packages.Select(static package => package.Id)];

    [Fact]
    public void One_command_packs_these_and_nothing_else() => Assert.Equal(
        s_packages.SelectMany(package => new[] { $"{package.Id}.{feed.Version}.nupkg", $"{package.Id}.{feed.Version}.snupkg" }).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(feed.Folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_introduces_itself(string id)
    {
        XElement metadata = feed.NuspecOf(id).Root!.Elements().First(static element => element.Name.LocalName == "metadata");
        string? Value(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal("MIT", Value("license"));
        Assert.Equal("expression", metadata.Elements().Single(static element => element.Name.LocalName == "license").Attribute("type")!.Value);
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("The KlingGen authors", Value("authors"));
        Assert.Contains(" fal ", $" {Value("tags")} ", StringComparison.Ordinal);
        Assert.InRange(Value("description")!.Length, 60, 300);

        string readme = System.Text.Encoding.UTF8.GetString(feed.Read(id, "README.md")!);
        Assert.StartsWith($"# {id}\n", readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        string install = id switch { "KlingGen.Cli" => "dotnet tool install --global KlingGen.Cli", "KlingGen.Runtime" => "dotnet add package KlingGen", _ => $"dotnet add package {id}" };
        Assert.Contains(install + "\n", readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.True(File.ReadAllBytes(Repository.File("eng/icon.png")).AsSpan().SequenceEqual(feed.Read(id, "icon.png")), "The icon is another one.");
        // A page that a README names is there.
        foreach (string page in System.Text.RegularExpressions.Regex.Matches(readme, "`(docs/[^`]+)`").Select(static match => match.Groups[1].Value))
            Assert.True(File.Exists(Repository.File(page)), $"{id} names {page}, which does not exist.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_holds_its_assemblies_with_documentation_and_symbols(string id)
    {
        Expected expected = Of(id);
        string[] entries = [.. feed.EntriesOf(id)];
        string[] ours = [.. entries.Where(static entry => Path.GetFileName(entry).StartsWith("KlingGen", StringComparison.Ordinal))];

        Assert.Equal(Files(expected, ".dll"), ours.Where(static entry => entry.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(expected.HasDocumentation ? Files(expected, ".xml") : [], ours.Where(static entry => entry.EndsWith(".xml", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(Files(expected, ".pdb"), feed.EntriesOf(id, "snupkg").Where(static entry => entry.EndsWith(".pdb", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary>A debugger finds the sources: by an address, or in the symbols themselves; and no path of the machine that packed is in them.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_symbols_lead_to_the_sources(string id)
    {
        foreach (string entry in Files(Of(id), ".pdb"))
        {
            using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(feed.Read(id, entry, "snupkg")!));
            MetadataReader reader = provider.GetMetadataReader();
            bool hasLink = reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition).Any(handle => reader.GetGuid(reader.GetCustomDebugInformation(handle).Kind) == new Guid("CC110556-A091-4D38-9FEC-25AB9A351A6A"));
            foreach (DocumentHandle handle in reader.Documents)
            {
                string name = reader.GetString(reader.GetDocument(handle).Name);
                Assert.StartsWith("/_", name, StringComparison.Ordinal);
                Assert.True(hasLink || reader.GetCustomDebugInformation(handle).Any(info => reader.GetGuid(reader.GetCustomDebugInformation(info).Kind) == s_embeddedSource), $"{entry}: no debugger finds {name}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_depends_on_no_more_than_this(string id) => Assert.Equal(Of(id).Dependencies, string.Join("; ", Groups(feed.NuspecOf(id), feed.Version)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_is_not_larger_than_it_has_to_be(string id)
    {
        Assert.InRange(feed.SizeOf(id), 1, Of(id).MaxBytes);
        Assert.InRange(feed.SizeOf(id, "snupkg"), 1, Of(id).MaxSymbolBytes);
    }

    [Fact]
    public async Task The_same_sources_give_the_same_bytes()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("klinggen-again-");
        try
        {
            foreach (string project in new[] { "generator/KlingGen.Generator", "integrations/KlingGen.AspNetCore" })
                (await CommandLine.RunAsync(Repository.Root, "dotnet", "pack", project, "--artifacts-path", Path.Combine(folder.FullName, project), "-o", Path.Combine(folder.FullName, "out"), $"-p:Version={feed.Version}")).ShouldSucceed();

            string[] first = Hashes(feed.Folder, "KlingGen", "KlingGen.AspNetCore");
            Assert.Equal(4, first.Length);
            Assert.Equal(first, Hashes(Path.Combine(folder.FullName, "out"), "KlingGen", "KlingGen.AspNetCore"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string[] Hashes(string folder, params string[] ids) =>
        [.. ids.SelectMany(id => Files(Of(id), ".dll").Select(entry => $"{entry} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(feed.Read(id, entry, folder: folder)!))}"))];

    private static Expected Of(string id) => s_packages.Single(package => package.Id == id);

    private static IEnumerable<string> Files(Expected package, string extension) => package.Assemblies.Select(name => name + extension).Order(StringComparer.Ordinal);

    /// <summary>Such as <c>net8.0: A 1.0, B [*]</c>, where * is the version of this run, and <c>net8.0 ∋ Microsoft.AspNetCore.App</c>.</summary>
    private static IEnumerable<string> Groups(XDocument nuspec, string version) =>
        from element in nuspec.Descendants()
        where element.Name.LocalName is "group"
        let isFramework = element.Parent!.Name.LocalName == "frameworkReferences"
        orderby isFramework, element.Attribute("targetFramework")!.Value
        let names = string.Join(", ", element.Elements()
            .Select(item => isFramework ? item.Attribute("name")!.Value : $"{item.Attribute("id")!.Value} {item.Attribute("version")!.Value.Replace(version, "*", StringComparison.Ordinal)}")
            .Order(StringComparer.Ordinal))
        select $"{element.Attribute("targetFramework")!.Value}{(isFramework ? " ∋" : ":")} {names}".TrimEnd();
}
