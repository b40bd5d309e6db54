using System.Text.Json;
using System.Text.Json.Nodes;
using Cli.Tests.Serve;
using Cli.Tests.Support;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Cli.Tests.Drift;

/// <summary><c>klinggen drift</c>: nothing to say of what fits, and the place of what does not.</summary>
public sealed class DriftTests(RecordedJob recorded) : IClassFixture<RecordedJob>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What the service did otherwise: how a sound recording is changed, and what is said of it.</summary>
    public static TheoryData<string, string, string, string> Changes => new()
    {
        { "exchanges/2/body/images/0", """{"nsfw":true}""", "schema-recording unknown-member", "$.images[0].nsfw" },
        { "exchanges/2/body", """{"timings":{"a":1}}""", "schema-recording unknown-member", "$.timings" },
        { "exchanges/2/body", """{"images":"none"}""", "schema-recording output-refused-by-schema", "$.images" },
        { "exchanges/2/body", """{"images":null}""", "schema-recording output-refused-by-schema", "$.images" },
        { "input", """{"num_images":10000}""", "schema-recording input-refused-by-schema", "$.num_images" },
        { "input", """{"style":"oil"}""", "schema-recording unknown-input-member", "$.style" },
        { "input", """{"num_images":10000}""", "recording-emulator status", "$.num_images" },
        { "exchanges/0", """{"status":201}""", "recording-emulator status", "$" },
        { "exchanges/0/body", """{"eta":3}""", "recording-emulator member-not-emulated", "$.eta" },
        { "exchanges/0/body", """{"gateway":{"a":1}}""", "recording-emulator member-not-emulated", "$.gateway" },
        { "exchanges/0/body", """{"queue_position":"first"}""", "recording-emulator member-type", "$.queue_position" },
        { "exchanges/0/body", """{"cancel_url":"-"}""", "recording-emulator member-not-recorded", "$.cancel_url" },
        { "exchanges/1/body", """{"status":"PAUSED"}""", "recording-emulator status", "$.status" },
        { "exchanges/1", """{"status":206}""", "recording-emulator status", "$" },
        { "exchanges/1/body/metrics", """{"cost":2}""", "recording-emulator member-not-emulated", "$.metrics.cost" },
        { "exchanges/1/body/logs/0", """{"labels":{}}""", "recording-emulator member-not-emulated", "$.logs[0].labels" },
        { "exchanges/2/headers", """{"x-fal-cache":"hit"}""", "recording-emulator header-not-emulated", "$" },
        { "exchanges/2", """{"status":422,"body":{"detail":[{"loc":["body","prompt"],"msg":"no lighthouses","type":"value_error"}]}}""", "recording-emulator input-refused-by-service", "$.prompt" },
        { "exchanges/2", """{"status":418,"body":{"detail":"teapot"}}""", "recording-emulator error-not-emulated", "$" },
        { "exchanges/2", """{"status":409,"body":{"detail":[{"loc":["body"],"msg":"no","type":"content_policy_violation"}]}}""", "recording-emulator status", "$" },
        { "", """{"endpoint":"fal-ai/unknown/model"}""", "schema-recording no-schema", "$" },
        { "", """{"exchanges":[]}""", "schema-recording no-result", "$" },
    };

    [Fact]
    public async Task What_fits_is_not_mentioned()
    {
        using CliRun run = await RecordedAsync();
        CliResult result = await run.RunAsync("drift", "recordings", "schema.json");
        Assert.Equal(new CliResult(0, "1 recording, 0 differences.\n", ""), result);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_difference_is_named_by_its_path(string at, string change, string kind, string path)
    {
        using CliRun run = await RecordedAsync();
        string file = Directory.GetFiles(run.PathOf("recordings"), "*.json", SearchOption.AllDirectories).Single();
        JsonNode recording = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!;
        JsonNode place = at.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(recording, static (node, step) => int.TryParse(step, out int index) ? node[index]! : node[step]!);
        foreach ((string name, JsonNode? value) in JsonNode.Parse(change)!.AsObject())
        {
            if ((string?)(value as JsonValue)?.ToString() == "-")
                place.AsObject().Remove(name);
            else
                place[name] = value?.DeepClone();
        }
        await File.WriteAllTextAsync(file, recording.ToJsonString(), Cancellation);

        CliResult result = await run.RunAsync("drift", "recordings", "schema.json", "--json");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        JsonElement[] findings = [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("findings").EnumerateArray()];
        Assert.Contains($"{kind} {path}", findings.Select(static finding => $"{finding.GetProperty("leg").GetString()} {finding.GetProperty("kind").GetString()} {finding.GetProperty("path").GetString()}"));
        Assert.True(findings.Length <= 3, result.Output);
    }

    [Fact]
    public async Task A_schema_that_the_service_has_left_behind_shows()
    {
        using CliRun run = await RecordedAsync();
        JsonNode older = JsonNode.Parse(KlingSchema.Text)!;
        foreach ((_, JsonNode? schema) in older["components"]!["schemas"]!.AsObject())
            (schema!["properties"] as JsonObject)?.Remove("file_name");
        run.Write("schema.json", older.ToJsonString());
        CliResult result = await run.RunAsync("drift", "recordings", "schema.json");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("$.images[0].file_name: the service's output has this member, which the schema does not know (recordings/job.json)", string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private async Task<CliRun> RecordedAsync()
    {
        var run = new CliRun();
        run.Write("schema.json", KlingSchema.Text);
        run.Write("recordings/job.json", await recorded.Text.Value);
        return run;
    }
}

/// <summary>One job, recorded once: its submit, a status and its result.</summary>
public sealed class RecordedJob : IAsyncLifetime
{
    private FalEmulator? _service;

    public RecordedJob() => Text = new Lazy<Task<string>>(RecordAsync);

    internal Lazy<Task<string>> Text { get; }

    public async ValueTask InitializeAsync() =>
        _service = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false }, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _service?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<string> RecordAsync()
    {
        using var run = new CliRun();
        await using var recording = await Serving.StartAsync(run, "serve", "--record", "recordings", "--service", _service!.Address.AbsoluteUri);
        using var input = new StringContent("""{"prompt":"a fox","num_images":1}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage submitted = await recording.Http.PostAsync("queue/fal-ai/kling-image/v3/text-to-image", input);
        JsonElement job = JsonDocument.Parse(await submitted.Content.ReadAsStringAsync()).RootElement;
        (await recording.Http.GetAsync(job.GetProperty("status_url").GetString() + "?logs=1")).Dispose();
        (await recording.Http.GetAsync(job.GetProperty("response_url").GetString())).Dispose();
        await recording.StopAsync();
        return await File.ReadAllTextAsync(Directory.GetFiles(run.PathOf("recordings"), "*.json", SearchOption.AllDirectories).Single());
    }
}
