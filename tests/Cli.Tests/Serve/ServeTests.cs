using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cli.Tests.Support;
using KlingGen.TestKit;

namespace Cli.Tests.Serve;

/// <summary><c>klinggen serve</c>: its ready line, what it serves, and how it ends.</summary>
public sealed class ServeTests
{
    private const string Kling = "fal-ai/kling-image/v3/text-to-image";

    [Fact]
    public async Task Without_a_schema_it_serves_the_tools_own_set_and_leaves_nothing_behind()
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, "serve", "--json");
        Assert.Contains(Kling, serving.Ready.GetProperty("endpoints").EnumerateArray().Select(static id => id.GetString()));
        Assert.Equal("ok", (await serving.GetAsync("emulator/health")).GetProperty("status").GetString());
        CliResult end = await serving.StopAsync();
        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Empty(Directory.EnumerateFileSystemEntries(run.Folder));
    }

    /// <summary>Twelve members a record, each of them the record again: a form of all would have a quarter of a million fields.</summary>
    [Fact]
    public async Task A_form_of_records_inside_records_has_an_end()
    {
        JsonNode document = JsonNode.Parse(KlingSchema.Text)!;
        var node = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(Enumerable.Range(0, 12).Select(static number => KeyValuePair.Create($"part_{number}", Reference()))) };
        JsonObject schemas = document["components"]!["schemas"]!.AsObject();
        schemas["Node"] = node;
        schemas["ElementInput"]!["properties"]!["tree"] = Reference();
        using var run = new CliRun();
        run.Write("a.json", document.ToJsonString());
        await using var serving = await Serving.StartAsync(run, "serve", "a.json", "--json");
        string form = await serving.Http.GetStringAsync("page/form/" + Kling, TestContext.Current.CancellationToken);
        Assert.Contains("part_11", form, StringComparison.Ordinal);
        Assert.InRange(form.Length, 10_000, 1_000_000);

        static JsonNode? Reference() => new JsonObject { ["$ref"] = "#/components/schemas/Node" };
    }

    [Fact]
    public async Task A_schema_that_may_not_be_read_is_no_matter_of_the_port()
    {
        using var run = new CliRun();
        await using FileStream held = File.Open(run.Write("a.json", KlingSchema.Text), FileMode.Open, FileAccess.Read, FileShare.None);
        CliResult end = await run.RunAsync("serve", "a.json");
        Assert.Equal(4, end.ExitCode);
        Assert.Contains("A schema file cannot be read", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--port", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ready_line_is_one_sentence_for_people()
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, "serve", "--any-key");
        Assert.Matches("^Ready at http://127\\.0\\.0\\.1:[0-9]+/ with [0-9]+ endpoints of the tool's own set; key .*\\. Ctrl\\+C stops it\\.$", serving.Line);
    }

    [Fact]
    public async Task The_locked_schemas_are_served_where_there_are_some()
    {
        using var run = new CliRun();
        run.Write("schemas/a.json", KlingSchema.Text);
        File.Copy(Repository.File("schemas/klinggen.lock.json"), run.PathOf("schemas/klinggen.lock.json"));
        await using var serving = await Serving.StartAsync(run, "serve", "--json");
        Assert.Equal(Kling, Assert.Single(serving.Ready.GetProperty("endpoints").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Unexpected_requests_fail_the_run_when_asked_to(bool strict, int exitCode)
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, ["serve", "--json", .. strict ? ["--fail-on-unexpected"] : Array.Empty<string>()]);
        await serving.Http.GetAsync("nowhere/at/all", TestContext.Current.CancellationToken);
        using var input = new StringContent("{}", Encoding.UTF8, "application/json");
        await serving.Http.PostAsync("queue/fal-ai/no-such/endpoint", input, TestContext.Current.CancellationToken);
        CliResult end = await serving.StopAsync();
        Assert.Equal(exitCode, end.ExitCode);
        Assert.Equal(strict ? 2 : 0, end.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task What_is_expected_does_not_fail_a_strict_run()
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, "serve", "--json", "--fail-on-unexpected", "--timing", "instant", "--fault", "Status; status=503; operation=Run; times=1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await serving.RunAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await serving.RunAsync()).StatusCode);
        Assert.Equal(0, (await serving.StopAsync()).ExitCode);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Unauthorized)]
    public async Task Any_key_lets_callers_in_who_have_none(bool any, HttpStatusCode status)
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, ["serve", "--json", "--timing", "instant", .. any ? ["--any-key"] : Array.Empty<string>()]);
        serving.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(status, (await serving.RunAsync()).StatusCode);
    }

    [Fact]
    public async Task Https_has_a_certificate_that_verifies_for_localhost_and_the_services_names_and_is_kept()
    {
        using var run = new CliRun();
        string kept;
        await using (var first = await Serving.StartAsync(run, "serve", "--json", "--https", "--timing", "instant"))
        {
            string file = first.Ready.GetProperty("certificate").GetString()!;
            kept = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("PRIVATE", kept, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.ChangeExtension(file, ".key")));
            foreach (string host in new[] { "localhost", "127.0.0.1", "fal.run", "queue.fal.run", "rest.fal.ai", "v3.fal.media", "queue.falrun.com", "ws.fal.run" })
            {
                using HttpClient strict = StrictClient.Of(file, first.Address);
                using HttpResponseMessage answer = await strict.GetAsync($"https://{host}:{first.Address.Port}/", TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.Unauthorized, $"{host}: {answer.StatusCode}");
            }

            using HttpClient other = StrictClient.Of(file, first.Address);
            await Assert.ThrowsAsync<HttpRequestException>(() => other.GetAsync($"https://example.com:{first.Address.Port}/", TestContext.Current.CancellationToken));
        }

        await using var second = await Serving.StartAsync(run, "serve", "--json", "--https");
        Assert.Equal(kept, await File.ReadAllTextAsync(second.Ready.GetProperty("certificate").GetString()!, TestContext.Current.CancellationToken));
    }
}
