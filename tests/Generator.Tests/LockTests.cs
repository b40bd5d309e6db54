using System.Globalization;
using KlingGen.Generator;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;

namespace Generator.Tests;

/// <summary>The way of a price from the lock file into the client.</summary>
public sealed class LockTests
{
    private static readonly TestSchema s_first = new("schemas/first.json", SmallSchema.Endpoint("o/first", """{"type":"object","properties":{"a":{"type":"string"}}}"""));
    private static readonly TestSchema s_second = new("schemas/second.json", SmallSchema.Endpoint("o/second", """{"type":"object","properties":{"a":{"type":"string"}}}"""));

    [Fact]
    public void The_lock_file_beside_a_schema_gives_its_price()
    {
        GeneratorRun run = GeneratorRun.Start(s_first, s_second, Lock("schemas/klinggen.lock.json", 1m, null));
        Assert.Empty(run.Diagnostics);
        Assert.Contains("new FalPrice(1m, \"images\", \"USD\")", Client(run, "First"), StringComparison.Ordinal);
        Assert.DoesNotContain("FalPrice", Client(run, "Second"), StringComparison.Ordinal);
    }

    /// <summary>Only what the service itself said is compiled in, whatever the entry says of its document.</summary>
    [Theory]
    [InlineData("https://api.fal.ai", true)]
    [InlineData("https://fal.ai/models/o/first", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("emulator", false)]
    [InlineData("http://api.fal.ai", false)]
    [InlineData("http://127.0.0.1:5000/platform", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://fal.ai.example/", false)]
    [InlineData("https://notfal.ai/", false)]
    [InlineData("https://fal.ai@evil.example/", false)]
    [InlineData("https://me@fal.ai/", false)]
    [InlineData("https://api.fal.ai:8443/", false)]
    [InlineData("my own contract", false)]
    public void A_price_of_somebody_else_is_not_compiled_in(string? source, bool isCompiled)
    {
        GeneratorRun run = GeneratorRun.Start(s_first, Lock("schemas/klinggen.lock.json", Entry("o/first", 1m, source)));
        Assert.Empty(run.Diagnostics);
        Assert.Equal(isCompiled, Client(run, "First").Contains("FalPrice", StringComparison.Ordinal));
    }

    [Fact]
    public void The_lock_file_of_another_folder_gives_none()
    {
        GeneratorRun run = GeneratorRun.Start(s_first, Lock("other/klinggen.lock.json", 1m, null));
        Assert.DoesNotContain("FalPrice", Client(run, "First"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_price_that_changes_prints_its_own_endpoint_again_and_no_other()
    {
        TestSchema[] before = [s_first, s_second, Lock("schemas/klinggen.lock.json", 1m, 1m)];
        GeneratorRun run = GeneratorRun.Start(before);

        GeneratorRunResult result = run.Replace(before, [s_first, s_second, Lock("schemas/klinggen.lock.json", 1m, 2m)]);

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], GeneratorRun.Reasons(result, TrackingNames.Endpoint));
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified], GeneratorRun.Reasons(result, TrackingNames.Priced));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], GeneratorRun.Reasons(result, TrackingNames.Files));
        Assert.Contains("new FalPrice(2m", Client(run, "Second"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_lock_file_is_a_warning_and_costs_no_code()
    {
        GeneratorRun run = GeneratorRun.Start(s_first, new TestSchema("schemas/klinggen.lock.json", "{\n<<<<<<< HEAD") { IsLock = true });
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("KLG0013", DiagnosticSeverity.Warning, 1), (diagnostic.Id, diagnostic.Severity, diagnostic.Location.GetLineSpan().StartLinePosition.Line));
        Assert.NotEmpty(Client(run, "First"));
    }

    private static string Client(GeneratorRun run, string name) => run.Sources.Single(pair => pair.Key.EndsWith($".{name}.g.cs", StringComparison.Ordinal)).Value;

    private static TestSchema Lock(string path, decimal? first, decimal? second) => Lock(path, Entry("o/first", first, "https://api.fal.ai"), Entry("o/second", second, "https://api.fal.ai"));

    private static TestSchema Lock(string path, params string[] entries) => new(path, "{\"version\": 1, \"endpoints\": {" + string.Join(',', entries) + "}}") { IsLock = true };

    private static string Entry(string id, decimal? price, string? source)
    {
        string said = source is null ? "" : $", \"source\": \"{source}\"";
        string cost = price is { } amount ? $$"""{"amount": {{amount.ToString(CultureInfo.InvariantCulture)}}, "currency": "USD", "date": "2026-11-22", "unit": "images"{{said}}}""" : "null";
        return $$"""
            "{{id}}": {"file": "x.json", "source": "https://fal.ai/api/openapi/queue/openapi.json?endpoint_id={{id}}", "fetched": "2026-11-22T20:00:00Z", "sha256": "{{new string('0', 64)}}", "tool": "0.1.0", "price": {{cost}} }
            """;
    }
}
