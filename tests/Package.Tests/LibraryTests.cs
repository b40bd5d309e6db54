using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>A library that uses KlingGen inside passes on the runtime, and neither generator nor MSBuild files: docs/libraries.md.</summary>
public sealed class LibraryTests(PackageFeed feed)
{
    private const string Library = """
        using KlingGen;
        using Studio.Fal.KlingImageV3TextToImage;

        namespace Studio;

        public static class Painter
        {
            public static async Task<int> PaintAsync(Uri emulator, string prompt)
            {
                using var fal = new FalClient(FalClientOptions.ForEmulator(emulator));
                var result = await fal.KlingImageV3TextToImage().SubscribeAsync(new() { Prompt = prompt, NumImages = 2 });
                return result.Value.Images.Count;
            }
        }
        """;

    [Fact]
    public async Task A_program_that_knows_only_the_library_calls_the_endpoint()
    {
        using Consumer library = Consumer.Create(feed, Project($"""
            <PackageReference Include="KlingGen" Version="{feed.Version}" PrivateAssets="all" />
            <PackageReference Include="KlingGen.Runtime" Version="{feed.Version}" />
            <KlingGenSchema Include="schemas/*.json" Visibility="internal" />
            """, "Library"), Library, File.ReadAllText(Repository.File("schemas/" + Consumer.SchemaName)), "Studio.csproj");
        (await library.DotnetAsync("pack", "-o", feed.Folder + "-of-libraries", "-warnaserror")).ShouldSucceed();

        string package = Path.Combine(feed.Folder + "-of-libraries", "Studio.1.0.0-test.nupkg");
        using (ZipArchive archive = ZipFile.OpenRead(package))
        {
            Assert.DoesNotContain(archive.Entries, static entry => entry.FullName.EndsWith(".json", StringComparison.Ordinal) || entry.FullName.StartsWith("build", StringComparison.Ordinal) || entry.FullName.StartsWith("analyzers", StringComparison.Ordinal));
            using Stream nuspec = archive.GetEntry("Studio.nuspec")!.Open();
            Assert.Equal("KlingGen.Runtime", Assert.Single(XDocument.Load(nuspec).Descendants(), static element => element.Name.LocalName == "dependency").Attribute("id")!.Value);
        }

        using Consumer program = Consumer.Create(feed, Project("""<PackageReference Include="Studio" Version="1.0.0-test" />""", "Exe"), "Console.WriteLine(await Studio.Painter.PaintAsync(new Uri(args[0]), \"a lighthouse in fog\"));", "{}");
        program.Write("nuget.config", (await File.ReadAllTextAsync(Path.Combine(program.Folder, "nuget.config"), TestContext.Current.CancellationToken))
            .Replace("</packageSources>", $"""<add key="libraries" value="{Path.GetDirectoryName(package)}" /></packageSources>""", StringComparison.Ordinal));
        await using FalEmulator emulator = await FalEmulator.StartAsync(
            new() { Schemas = { Path.Combine(library.Folder, "schemas") }, Timing = FalEmulatorTiming.Instant }, TestContext.Current.CancellationToken);
        CommandResult run = await program.DotnetAsync("run", "--", emulator.Address.ToString());
        run.ShouldSucceed();

        Assert.Equal("2", run.Output.Trim());
        Assert.Equal(1, emulator.Journal.Count(FalOperation.Submit));
        // What the consumer has restored.
        using JsonDocument assets = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(program.Folder, "obj", "project.assets.json"), TestContext.Current.CancellationToken));
        string[] ours = [.. assets.RootElement.GetProperty("libraries").EnumerateObject().Select(static item => item.Name.Split('/')[0]).Where(static name => name.StartsWith("KlingGen", StringComparison.Ordinal))];
        Assert.Equal(["KlingGen.Runtime"], ours);
        Assert.DoesNotContain("KlingGen.targets", await File.ReadAllTextAsync(Path.Combine(program.Folder, "obj", "MyApp.csproj.nuget.g.targets"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Project(string items, string kind) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>{kind}</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <NuGetAudit>false</NuGetAudit>
            <Version>1.0.0-test</Version>
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;
}
