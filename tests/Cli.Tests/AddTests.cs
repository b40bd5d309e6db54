using System.Text;
using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests;

public sealed class AddTests(Emulated emulated) : IClassFixture<Emulated>
{
    [Fact]
    public async Task An_endpoint_becomes_a_schema_an_entry_and_an_item()
    {
        using CliRun run = Run();
        run.Write("App.csproj", KlingSchema.Project);

        CliResult result = (await run.RunAsync("add", KlingSchema.Id)).ShouldSucceed();

        Assert.Equal(KlingSchema.Text, run.Read($"schemas/{KlingSchema.FileName}"));
        LockEntry entry = Assert.Single(LockFile.Read("", run.Read($"schemas/{LockFile.FileName}")).File.Entries);
        Assert.Equal(KlingSchema.Id, entry.EndpointId);
        Assert.Equal(CanonicalForm.Of("", KlingSchema.Text).Form!.Sha256, entry.Sha256);
        Assert.Equal(("emulator", "emulator"), (entry.Source, entry.QuotedPrice?.Source));
        Assert.Equal(0.028m, entry.QuotedPrice?.Amount);
        Assert.Equal(
            KlingSchema.Project.Replace("\n</Project>", $"\n  <ItemGroup>\n    <KlingGenSchema Include=\"schemas/{KlingSchema.FileName}\" />\n  </ItemGroup>\n\n</Project>", StringComparison.Ordinal),
            run.Read("App.csproj"));
        Assert.Contains("using App.Fal.KlingImageV3TextToImage;", result.Output, StringComparison.Ordinal);
        Assert.Contains("KlingImageV3TextToImageInput", result.Output, StringComparison.Ordinal);
        Assert.Contains($"ForEmulator(new Uri(\"{emulated.Emulator.Address}\"))", result.Output, StringComparison.Ordinal);
        Assert.Contains("dotnet add \"App.csproj\" package KlingGen", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_of_one_file_gets_lines_in_place_of_an_item()
    {
        using CliRun run = Run();
        run.Write("app.cs", "#!/usr/bin/env dotnet\n#:property NuGetAudit=false\nConsole.WriteLine();\n");

        CliResult result = (await run.RunAsync("add", KlingSchema.Id)).ShouldSucceed();

        Assert.Contains("at the top of app.cs:", result.Output, StringComparison.Ordinal);
        Assert.Contains("  #:package KlingGen@", result.Output, StringComparison.Ordinal);
        Assert.Contains($"  #:property KlingGenSchemas=schemas/{KlingSchema.FileName}\n", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("using app.Fal.KlingImageV3TextToImage;", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("<KlingGenSchema", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#:package KlingGen@0.1.0\n#:property KlingGenSchemas=other.json\n", "#:property KlingGenSchemas=other.json;schemas/", 1)]
    [InlineData("#:package KlingGen@0.1.0\n#:property KlingGenSchemas=schemas/*.json\n", null, 0)]
    [InlineData("Console.WriteLine();\n#:package KlingGen@0.1.0\n", "#:property KlingGenSchemas=schemas/", 2)]
    public async Task Lines_that_a_program_has_are_not_shown_again(string program, string? start, int count)
    {
        using CliRun run = Run();
        run.Write("app.cs", program);
        run.Write("Other.cs", "class Other;");
        if (!program.StartsWith('#'))
            File.Delete(run.PathOf("Other.cs"));

        using JsonDocument report = JsonDocument.Parse((await run.RunAsync("add", KlingSchema.Id, "--json")).ShouldSucceed().Output);

        Assert.Equal("app.cs", report.RootElement.GetProperty("program").GetString());
        string[] lines = [.. report.RootElement.GetProperty("directives").EnumerateArray().Select(static line => line.GetString()!)];
        Assert.Equal(count, lines.Length);
        if (start is not null)
            Assert.Equal(start + (start.EndsWith('/') ? KlingSchema.FileName : ""), lines[^1]);
    }

    [Fact]
    public async Task Adding_again_changes_nothing()
    {
        using CliRun run = Run();
        run.Write("App.csproj", KlingSchema.Project);
        (await run.RunAsync("add", KlingSchema.Id)).ShouldSucceed();
        IReadOnlyList<string> before = FolderState.Of(run.Folder);

        (await run.RunAsync("add", KlingSchema.Id)).ShouldSucceed();

        Assert.Equal(before, FolderState.Of(run.Folder));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_shows_all()
    {
        using CliRun run = Run();
        run.Write("App.csproj", KlingSchema.Project);
        IReadOnlyList<string> before = FolderState.Of(run.Folder);

        CliResult result = (await run.RunAsync("add", KlingSchema.Id, "--dry-run", "--json")).ShouldSucceed();

        Assert.Equal(before, FolderState.Of(run.Folder));
        using JsonDocument document = JsonDocument.Parse(result.Output);
        Assert.True(document.RootElement.GetProperty("dryRun").GetBoolean());
        Assert.Equal("App.Fal.KlingImageV3TextToImage", document.RootElement.GetProperty("endpoints")[0].GetProperty("namespace").GetString());
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_file_and_standard_input_need_no_network()
    {
        using var run = new CliRun { Input = Encoding.UTF8.GetBytes("{\"openapi\":\"3.0.4\"," + SmallSchema.Endpoint("acme/two", """{"type":"object"}""")[1..]) };
        run.Environment["FAL_KEY"] = "a:b";
        run.Write("downloaded.json", KlingSchema.Text);

        (await run.RunAsync("add", "downloaded.json", "-")).ShouldSucceed();

        Assert.Equal([KlingSchema.Id, "acme/two"], LockFile.Read("", run.Read($"schemas/{LockFile.FileName}")).File.Entries.Select(static entry => entry.EndpointId).OrderDescending(StringComparer.Ordinal));
        Assert.True(File.Exists(run.PathOf("schemas/acme-two.json")));
    }

    [Fact]
    public async Task A_file_of_the_folder_keeps_its_name()
    {
        using var run = new CliRun();
        run.Write("schemas/mine.json", JsonShuffle.Shuffle(KlingSchema.Text, 1));

        (await run.RunAsync("add", "schemas/mine.json")).ShouldSucceed();

        Assert.Equal("mine.json", LockFile.Read("", run.Read($"schemas/{LockFile.FileName}")).File.Find(KlingSchema.Id)!.File);
        Assert.Equal([LockFile.FileName, "mine.json"], Directory.GetFiles(run.PathOf("schemas")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(KlingSchema.Text, run.Read("schemas/mine.json"));
    }

    [Fact]
    public async Task An_unknown_id_suggests_near_ones_and_writes_nothing()
    {
        using CliRun run = Run();
        IReadOnlyList<string> before = FolderState.Of(run.Folder);

        CliResult result = await run.RunAsync("add", "fal-ai/kling-image/v3/text-to-imgae");

        Assert.Equal(ExitCodes.Service, result.ExitCode);
        Assert.Contains($"Did you mean {KlingSchema.Id}?", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(run.Folder));
    }

    [Fact]
    public async Task One_bad_source_of_two_leaves_everything_as_it_was()
    {
        using CliRun run = Run();
        run.Write("App.csproj", KlingSchema.Project);
        run.Write("half.json", KlingSchema.Text[..2000]);
        IReadOnlyList<string> before = FolderState.Of(run.Folder);

        CliResult result = await run.RunAsync("add", KlingSchema.Id, "half.json");

        Assert.Equal(ExitCodes.Unusable, result.ExitCode);
        Assert.Contains("half.json(", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(run.Folder));
    }

    [Fact]
    public async Task A_file_in_the_way_takes_back_what_was_written()
    {
        using CliRun run = Run();
        run.Write("App.csproj", KlingSchema.Project);
        Directory.CreateDirectory(run.PathOf($"schemas/{LockFile.FileName}/x"));
        IReadOnlyList<string> before = FolderState.Of(run.Folder);

        CliResult result = await run.RunAsync("add", KlingSchema.Id);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal(before, FolderState.Of(run.Folder));
    }

    private CliRun Run() => new CliRun().Against(emulated.Emulator.Address);
}
