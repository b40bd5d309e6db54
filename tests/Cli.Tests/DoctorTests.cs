using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;
using Microsoft.Extensions.Time.Testing;

namespace Cli.Tests;

public sealed class DoctorTests
{
    private const string Version = "0.1.0";

    [Fact]
    public async Task A_healthy_project_has_nothing_to_mend()
    {
        using CliRun run = await HealthyAsync();
        IReadOnlyList<string> before = FolderState.Of(run.Folder);

        CliResult result = (await run.RunAsync("doctor")).ShouldSucceed();

        Assert.Contains("Nothing to mend.", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(run.Folder));
        using JsonDocument json = JsonDocument.Parse((await run.RunAsync("doctor", "--json")).Output);
        Assert.Equal(
            ["sdk ok", "project ok", "packages ok", "schemas ok", "lock ok", "key ok"],
            json.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => $"{finding.GetProperty("check")} {finding.GetProperty("severity")}"));
    }

    [Fact]
    public async Task The_real_sdk_is_asked() =>
        Assert.Equal(("sdk", "ok"), await OnlyAsync(static run => run.RunTool = ToolProcess.RunAsync, "sdk"));

    [Theory]
    [InlineData(0, "7.0.410\n", "error")]
    [InlineData(0, "8.0.100\n", "ok")]
    [InlineData(0, "11.0.100-preview.1\n", "ok")]
    [InlineData(0, "nonsense", "error")]
    [InlineData(145, "", "error")]
    [InlineData(-1, "", "error")]
    public async Task An_sdk_that_cannot_load_the_generator_is_reported_of(int exitCode, string output, string severity) =>
        Assert.Equal(("sdk", severity), await OnlyAsync(run => run.RunTool = (_, _, _, _) => Task.FromResult(exitCode < 0 ? null : new ToolResult(exitCode, output, "")), "sdk"));

    [Theory]
    [InlineData("no reference", "project", "error")]
    [InlineData("no item", "schemas", "error")]
    [InlineData("item without file", "schemas", "error")]
    [InlineData("runtime apart", "packages", "error")]
    [InlineData("tool apart", "packages", "warning")]
    [InlineData("changed by hand", "lock", "warning")]
    [InlineData("old", "lock", "warning")]
    [InlineData("file gone", "lock", "error")]
    [InlineData("file of another", "lock", "error")]
    [InlineData("lock damaged", "lock", "error")]
    [InlineData("no lock", "lock", "warning")]
    [InlineData("no entry", "lock", "warning")]
    [InlineData("no key", "key", "warning")]
    [InlineData("half a key", "key", "warning")]
    [InlineData("key with a line break", "key", "error")]
    public async Task Each_mistake_is_found_with_its_remedy(string mistake, string check, string severity)
    {
        using CliRun run = await HealthyAsync();
        Make(run, mistake);

        CliResult result = await run.RunAsync("doctor", "--json");

        Assert.Equal(ExitCodes.Findings, result.ExitCode);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement[] findings = [.. json.RootElement.GetProperty("findings").EnumerateArray().Where(static finding => finding.GetProperty("severity").GetString() != "ok")];
        Assert.Contains(findings, finding => finding.GetProperty("check").GetString() == check && finding.GetProperty("severity").GetString() == severity);
        Assert.All(findings, static finding => Assert.NotEmpty(finding.GetProperty("remedy").GetString()!));
        Assert.DoesNotContain("sesame", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_folder_is_reported_what_to_do_first()
    {
        using var run = new CliRun();
        CliResult result = await run.RunAsync("doctor");
        Assert.Equal(ExitCodes.Findings, result.ExitCode);
        Assert.Contains("There is no project here.", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("no package", "project", "Put this line at the top of app.cs: #:package KlingGen@")]
    [InlineData("other package", "project", "Put this line at the top of app.cs: #:package KlingGen@")]
    [InlineData("no schemas", "schemas", "Put this line at the top of app.cs, or delete the file: #:property KlingGenSchemas=schemas/kling-image-v3-text-to-image.json")]
    [InlineData("other schemas", "schemas", "in app.cs by this one, or delete the file: #:property KlingGenSchemas=schemas/gone.json;schemas/kling-image-v3-text-to-image.json")]
    [InlineData("runtime apart", "packages", "Give all of them one version")]
    [InlineData("old sdk", "sdk", "Install the .NET SDK 10.0")]
    public async Task A_program_of_one_file_is_looked_at_like_a_project(string mistake, string? check, string? remedy)
    {
        using CliRun run = await HealthyAsync();
        File.Delete(run.PathOf("App.csproj"));
        string package = $"#:package KlingGen@{Version}\n", schemas = "#:property KlingGenSchemas=schemas/*.json\n";
        switch (mistake)
        {
            case "no package": package = ""; break;
            case "other package": package = $"#:package KlingGen.Emulator@{Version}\n"; break;
            case "no schemas": schemas = ""; break;
            case "other schemas": schemas = "#:property KlingGenSchemas=schemas/gone.json\n"; break;
            case "runtime apart": package += "#:package KlingGen.Emulator@0.0.9\n"; break;
            case "old sdk": run.RunTool = static (_, _, _, _) => Task.FromResult<ToolResult?>(new ToolResult(0, "9.0.100\n", "")); break;
        }
        run.Write("app.cs", package + schemas + "Console.WriteLine();\n");

        CliResult result = await run.RunAsync("doctor", "--json");
        CliResult named = await run.RunAsync("doctor", "--json", "--project", "app.cs");

        Assert.Equal(result.Output, named.Output);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement[] findings = [.. json.RootElement.GetProperty("findings").EnumerateArray().Where(static finding => finding.GetProperty("severity").GetString() != "ok")];
        if (check is null)
            Assert.Empty(findings);
        else
            Assert.Contains(findings, finding => finding.GetProperty("check").GetString() == check && finding.GetProperty("remedy").GetString()!.Contains(remedy!, StringComparison.Ordinal));
    }

    private static void Make(CliRun run, string mistake)
    {
        string project = run.Read("App.csproj"), locked = run.Read("schemas/" + LockFile.FileName);
        switch (mistake)
        {
            case "no reference":
                run.Write("App.csproj", project.Replace("Include=\"KlingGen\"", "Include=\"Other\"", StringComparison.Ordinal));
                break;
            case "no item":
                run.Write("App.csproj", project.Replace("KlingGenSchema", "None", StringComparison.Ordinal));
                break;
            case "item without file":
                run.Write("App.csproj", project.Replace("</Project>", "<ItemGroup><KlingGenSchema Include=\"schemas\\gone.json\" /></ItemGroup></Project>", StringComparison.Ordinal));
                break;
            case "runtime apart":
                run.Write("App.csproj", project.Replace("</Project>", "<ItemGroup><PackageReference Include=\"KlingGen.Emulator\" Version=\"0.0.9\" /></ItemGroup></Project>", StringComparison.Ordinal));
                break;
            case "tool apart":
                run.Write("App.csproj", project.Replace($"Version=\"{Version}\"", "Version=\"9.9.9\"", StringComparison.Ordinal));
                break;
            case "changed by hand":
                run.Write("schemas/" + KlingSchema.FileName, KlingSchema.Text.Replace("\"maximum\": 9", "\"maximum\": 8", StringComparison.Ordinal));
                break;
            case "old":
                run.Time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(31));
                break;
            case "file gone":
                File.Delete(run.PathOf("schemas/" + KlingSchema.FileName));
                break;
            case "file of another":
                run.Write("schemas/" + LockFile.FileName, locked.Replace($"\"{KlingSchema.Id}\": {{", "\"acme/other\": {", StringComparison.Ordinal));
                break;
            case "lock damaged":
                run.Write("schemas/" + LockFile.FileName, "<<<<<<< HEAD");
                break;
            case "no lock":
                File.Delete(run.PathOf("schemas/" + LockFile.FileName));
                break;
            case "no entry":
                run.Write("schemas/" + LockFile.FileName, LockFile.Empty.ToText());
                break;
            case "no key":
                run.Environment.Remove("FAL_KEY");
                break;
            case "half a key":
                run.Environment["FAL_KEY"] = "sesame";
                break;
            case "key with a line break":
                run.Environment["FAL_KEY"] = "open:ses\nsesame";
                break;
            default:
                throw new ArgumentException(mistake, nameof(mistake));
        }
    }

    private static async Task<(string Check, string Severity)> OnlyAsync(Action<CliRun> change, string check)
    {
        using CliRun run = await HealthyAsync();
        change(run);
        using JsonDocument json = JsonDocument.Parse((await run.RunAsync("doctor", "--json")).Output);
        JsonElement finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("check").GetString() == check);
        return (check, finding.GetProperty("severity").GetString()!);
    }

    private static async Task<CliRun> HealthyAsync()
    {
        var run = new CliRun { RunTool = static (_, _, _, _) => Task.FromResult<ToolResult?>(new ToolResult(0, "10.0.100\n", "")) };
        run.Environment["FAL_KEY"] = "open:sesame";
        run.Write("App.csproj", KlingSchema.Project.Replace("</Project>", $"<ItemGroup><PackageReference Include=\"KlingGen\" Version=\"{Version}\" /></ItemGroup></Project>", StringComparison.Ordinal));
        run.Write("downloaded.json", KlingSchema.Text);
        (await run.RunAsync("add", "downloaded.json")).ShouldSucceed();
        return run;
    }
}
