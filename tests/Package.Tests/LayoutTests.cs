using System.Text.Json;
using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>Where a repository can name the package: each consumer gets its code, and a project without schemas gets none.</summary>
public sealed class LayoutTests(PackageFeed feed)
{
    /// <summary>Says which of our types its own assembly has.</summary>
    private const string Program = """
        using System;
        using System.Linq;

        Console.WriteLine("types: " + string.Join(" ", typeof(Program).Assembly.GetTypes().Select(type => type.Name).Where(name => name.EndsWith("Client") && !name.StartsWith("I")).Order()));
        """;

    private static readonly string s_schema = File.ReadAllText(Repository.File("schemas/" + Consumer.SchemaName));

    [Fact]
    public async Task Central_versions_and_a_lock_file()
    {
        using Consumer consumer = Consumer.Create(feed, Project("""<PackageReference Include="KlingGen" /><KlingGenSchema Include="schemas/*.json" />"""), Program, s_schema);
        consumer.Write("Directory.Packages.props", Versions(feed.Version));
        consumer.Write("Directory.Build.props", "<Project><PropertyGroup><RestorePackagesWithLockFile>true</RestorePackagesWithLockFile></PropertyGroup></Project>");

        (await consumer.DotnetAsync("restore")).ShouldSucceed();
        using (JsonDocument locked = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(consumer.Folder, "packages.lock.json"), TestContext.Current.CancellationToken)))
        {
            JsonElement packages = locked.RootElement.GetProperty("dependencies").GetProperty("net10.0");
            Assert.Equal("Direct", packages.GetProperty("KlingGen").GetProperty("type").GetString());
            Assert.Equal("Transitive", packages.GetProperty("KlingGen.Runtime").GetProperty("type").GetString());
        }

        (await consumer.DotnetAsync("restore", "--locked-mode")).ShouldSucceed();
        Assert.Equal("types: KlingImageV3TextToImageClient", await RunAsync(consumer, ".", "-p:RestoreLockedMode=true"));

        // The generator and its runtime belong together: a runtime of another version is refused when packages are restored.
        consumer.Write("Directory.Packages.props", Versions(feed.Version, """<PackageVersion Include="KlingGen.Runtime" Version="0.0.1" />""", pinned: true));
        CommandResult other = await consumer.DotnetAsync("restore", "--force-evaluate");
        Assert.NotEqual(0, other.ExitCode);
        Assert.Contains("KlingGen.Runtime", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_reference_in_Directory_Build_props_serves_two_consumers_and_a_project_without_schemas()
    {
        using Consumer consumer = Consumer.Create(feed, Project(""), Program, s_schema, "First/First.csproj");
        consumer.Write("Directory.Build.props", $"""
            <Project>
              <ItemGroup>
                <PackageReference Include="KlingGen" Version="{feed.Version}" />
                <KlingGenSchema Include="$(MSBuildProjectDirectory)/schemas/*.json" />
              </ItemGroup>
            </Project>
            """);
        Place(consumer, "First", s_schema);
        Place(consumer, "Second", SmallSchema.Endpoint("studio/second", """{"type":"object","properties":{"prompt":{"type":"string"}}}"""));
        Place(consumer, "Third", null);
        consumer.Write("All.slnx", """<Solution><Project Path="First/First.csproj" /><Project Path="Second/Second.csproj" /><Project Path="Third/Third.csproj" /></Solution>""");
        File.Delete(Path.Combine(consumer.Folder, "Program.cs"));

        (await consumer.DotnetAsync("build", "All.slnx", "-warnaserror")).ShouldSucceed();

        Assert.Equal("types: KlingImageV3TextToImageClient", await RunAsync(consumer, "First", "--no-build"));
        Assert.Equal("types: SecondClient", await RunAsync(consumer, "Second", "--no-build"));
        Assert.Equal("types:", await RunAsync(consumer, "Third", "--no-build"));
    }

    [Fact]
    public async Task A_reference_that_comes_by_another_project_generates_for_schemas_of_ones_own()
    {
        using Consumer consumer = Consumer.Create(feed, Project(""), Program, s_schema, "First/First.csproj");
        Place(consumer, "First", s_schema, $"""<PackageReference Include="KlingGen" Version="{feed.Version}" /><KlingGenSchema Include="schemas/*.json" />""");
        Place(consumer, "Second", SmallSchema.Endpoint("studio/second", """{"type":"object","properties":{"prompt":{"type":"string"}}}"""),
            """<ProjectReference Include="../First/First.csproj" /><KlingGenSchema Include="schemas/*.json" />""");
        Place(consumer, "Third", null, """<ProjectReference Include="../Second/Second.csproj" />""");
        File.Delete(Path.Combine(consumer.Folder, "Program.cs"));

        (await consumer.DotnetAsync("build", "Third", "-warnaserror")).ShouldSucceed();

        Assert.Equal("types: SecondClient", await RunAsync(consumer, "Second", "--no-build"));
        Assert.Equal("types:", await RunAsync(consumer, "Third", "--no-build"));
    }

    private static void Place(Consumer consumer, string name, string? schema, string items = "")
    {
        consumer.Write($"{name}/{name}.csproj", Project(items));
        consumer.Write($"{name}/Program.cs", Program);
        if (schema is not null)
            consumer.Write($"{name}/schemas/{(schema == s_schema ? Consumer.SchemaName : "second.json")}", schema);
    }

    private static async Task<string> RunAsync(Consumer consumer, string project, params string[] arguments)
    {
        CommandResult run = await consumer.DotnetAsync(["run", "--project", project, .. arguments]);
        run.ShouldSucceed();
        return run.Output.Trim();
    }

    private static string Versions(string version, string more = "", bool pinned = false) => $"""
        <Project>
          <PropertyGroup>
            <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
            <CentralPackageTransitivePinningEnabled>{(pinned ? "true" : "false")}</CentralPackageTransitivePinningEnabled>
          </PropertyGroup>
          <ItemGroup>
            <PackageVersion Include="KlingGen" Version="{version}" />
            {more}
          </ItemGroup>
        </Project>
        """;

    private static string Project(string items) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;
}
