using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>The packed tool, installed and run as a user does.</summary>
public sealed class ToolTests(PackageFeed feed)
{
    private const string Id = "fal-ai/kling-image/v3/text-to-image";

    /// <summary>What docs/cli/README.md says of the package, with a tenth on top for what is to come.</summary>
    private const long MaxToolBytes = 20_900_000;

    /// <summary>The same of what is installed.</summary>
    private const long MaxUnpackedBytes = 46_400_000;

    private static readonly string s_schema = File.ReadAllText(Repository.File("schemas/" + Consumer.SchemaName));

    [Fact]
    public async Task The_installed_tool_adds_an_endpoint_whose_first_call_builds()
    {
        using Consumer consumer = NewConsumer();
        await using FalEmulator emulator = await StartAsync(s_schema);
        (await consumer.DotnetAsync("tool", "install", "KlingGen.Cli", "--tool-path", "tools", "--version", feed.Version)).ShouldSucceed();
        string tool = Path.Combine(consumer.Folder, "tools", "klinggen");

        CommandResult version = await CommandLine.RunAsync(consumer.Folder, tool, "--version");
        CommandResult add = await CommandLine.RunAsync(consumer.Folder, tool, "add", Id, "--service", emulator.Address.ToString(), "--json");
        add.ShouldSucceed();
        using JsonDocument report = JsonDocument.Parse(add.Output);
        consumer.Write("Program.cs", report.RootElement.GetProperty("endpoints")[0].GetProperty("firstCall").GetString()!);

        Assert.Equal(feed.Version, version.Output.Trim().Split('+')[0]);
        Assert.Empty(add.Error);
        (await consumer.DotnetAsync("build", "-warnaserror")).ShouldSucceed();
        (await CommandLine.RunAsync(consumer.Folder, tool, "inspect", Id)).ShouldSucceed();
    }

    [Fact]
    public async Task The_build_target_refreshes_through_dotnet_tool_exec()
    {
        using Consumer consumer = NewConsumer();
        JsonNode locked = JsonNode.Parse(await File.ReadAllTextAsync(Repository.File("schemas/klinggen.lock.json"), TestContext.Current.CancellationToken))!;
        locked["endpoints"] = new JsonObject { [Id] = locked["endpoints"]![Id]!.DeepClone() };
        consumer.Write("schemas/" + Consumer.SchemaName, s_schema);
        consumer.Write("schemas/klinggen.lock.json", locked.ToJsonString());
        string changed = s_schema.Replace("\"maxLength\": 2500", "\"maxLength\": 3000", StringComparison.Ordinal);
        await using FalEmulator emulator = await StartAsync(changed);

        // The targets of the package are there only after the restore.
        (await consumer.DotnetAsync("restore")).ShouldSucceed();
        CommandResult build = await consumer.DotnetAsync("build", "--no-restore", "-t:RefreshKlingGenSchemas", $"-p:KlingGenRefreshArguments=--service {emulator.Address}");
        build.ShouldSucceed();

        CommandResult refused = await consumer.DotnetAsync("build", "--no-restore", "-t:RefreshKlingGenSchemas", "-p:KlingGenRefreshArguments=--service http://example.com/");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("exit code 3", refused.Output, StringComparison.Ordinal);
        Assert.Contains("is not one of this machine", refused.Output, StringComparison.Ordinal);
        Assert.Contains("schema differs", build.Output, StringComparison.Ordinal);
        Assert.Equal(changed, await File.ReadAllTextAsync(Path.Combine(consumer.Folder, "schemas", Consumer.SchemaName), TestContext.Current.CancellationToken));
    }

    /// <summary>
    /// One package serves every platform: pictures are drawn and read in managed code. SQLite, which keeps batches, is the one native library, for the eight platforms that people work on.
    /// </summary>
    [Fact]
    public void The_tool_weighs_little_and_has_no_native_library_but_SQLite()
    {
        string[] entries = [.. feed.EntriesOf("KlingGen.Cli")];
        string[] native = [.. entries.Where(static entry => entry.Contains("/runtimes/", StringComparison.Ordinal))];
        Assert.Equal(
            ["linux-arm64", "linux-musl-arm64", "linux-musl-x64", "linux-x64", "osx-arm64", "osx-x64", "win-arm64", "win-x64"],
            native.Select(static entry => entry.Split('/')[^3]).Order(StringComparer.Ordinal));
        Assert.All(native, static entry => Assert.EndsWith("e_sqlite3", Path.GetFileNameWithoutExtension(entry), StringComparison.Ordinal));
        entries = [.. entries.Except(native)];
        string[] folders = [.. entries.Where(static entry => entry.StartsWith("tools/", StringComparison.Ordinal)).Select(static entry => Path.GetDirectoryName(entry)!.Replace('\\', '/')).Distinct()];
        Assert.Equal(["tools/net10.0/any"], folders);
        foreach (string entry in entries.Where(static entry => Path.GetExtension(entry) is ".dll" or ".so" or ".dylib" or ".exe" or ".a"))
        {
            using var library = new PEReader(new MemoryStream(feed.Read("KlingGen.Cli", entry)!));
            Assert.True(library.HasMetadata && (library.PEHeaders.CorHeader!.Flags & CorFlags.ILOnly) != 0, $"{entry} is native.");
        }

        Assert.DoesNotContain(entries, static entry => entry.EndsWith(".xml", StringComparison.Ordinal) && entry.StartsWith("tools/", StringComparison.Ordinal) && !entry.EndsWith("DotnetToolSettings.xml", StringComparison.Ordinal));
        Assert.InRange(feed.SizeOf("KlingGen.Cli"), 5_000_000, MaxToolBytes);
        Assert.InRange(entries.Concat(native).Where(static entry => entry.StartsWith("tools/", StringComparison.Ordinal)).Sum(entry => (long)feed.Read("KlingGen.Cli", entry)!.Length), 10_000_000, MaxUnpackedBytes);
    }

    private Consumer NewConsumer()
    {
        Consumer consumer = Consumer.Create(
            feed,
            $"""
            <Project Sdk="Microsoft.NET.Sdk">

              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>

              <ItemGroup>
                <PackageReference Include="KlingGen" Version="{feed.Version}" />
              </ItemGroup>

            </Project>
            """,
            "",
            s_schema);
        File.Delete(Path.Combine(consumer.Folder, "schemas", Consumer.SchemaName));
        return consumer;
    }

    private static async Task<FalEmulator> StartAsync(string schema)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("klinggen-served-");
        string path = Path.Combine(folder.FullName, Consumer.SchemaName);
        await File.WriteAllTextAsync(path, schema, TestContext.Current.CancellationToken);
        try
        {
            return await FalEmulator.StartAsync(new() { Schemas = { path } }, TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
