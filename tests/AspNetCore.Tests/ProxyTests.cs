using System.Net;
using System.Text.Json.Nodes;
using AspNetCoreTests.Fal.KlingImageV3TextToImage;
using KlingGen;
using KlingGen.Emulator;
using Microsoft.AspNetCore.Builder;

namespace AspNetCoreTests;

/// <summary>The proxy protocol of the official JavaScript client: what passes, what does not, and what it costs.</summary>
public sealed class ProxyTests
{
    private const string Route = "/api/fal/proxy";
    private const string Queue = "https://queue.fal.run/";
    private const string Run = "https://fal.run/";

    public static TheoryData<string, string?> Refused => new()
    {
        { "POST", null },
        { "POST", "" },
        { "POST", "not an address" },
        { "POST", "http://fal.run/" + Site.Kling },
        { "POST", "https://fal.run:8443/" + Site.Kling },
        { "POST", "https://key@fal.run/" + Site.Kling },
        { "POST", "https://fal.run.evil.example/" + Site.Kling },
        { "POST", "https://evil.example/" + Site.Kling },
        { "POST", "https://127.0.0.1/" + Site.Kling },
        { "POST", "https://api.fal.ai/v1/models" },
        { "POST", "https://fal.run/fal-ai/other" },
        { "POST", "https://fal.run/" + Site.Kling + "/more" },
        { "POST", "https://fal.run/fal-ai/kling-image/v3/../v3/text-to-image/x" },
        { "POST", "https://fal.run/fal-ai%2Fkling-image/v3/text-to-image" },
        { "POST", "https://fal.run//" + Site.Kling },
        { "GET", "https://fal.run/" + Site.Kling },
        { "PUT", "https://queue.fal.run/" + Site.Kling },
        { "GET", "https://queue.fal.run/fal-ai/other/requests/1/status" },
        { "POST", "https://queue.fal.run/fal-ai/kling-image/requests/1/status" },
        { "GET", "https://queue.fal.run/fal-ai/kling-image/requests/1/more" },
        { "PUT", "https://queue.fal.run/fal-ai/kling-image/requests/1" },
        { "POST", "https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3" },
        { "POST", "https://rest.fal.ai/tokens/" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_goes_its_whole_way_and_the_key_stays()
    {
        await using Site site = await Site.StartAsync(static app => app.MapFalProxy(static proxy => proxy.Allow(static fal => fal.KlingImageV3TextToImage())));
        (int status, JsonNode? job) = await SendAsync(site, "POST", Queue + Site.Kling, """{"prompt":"a"}""", ("Authorization", "Key their:own"), ("Cookie", "a=b"), ("X-Fal-Queue-Priority", "low"));
        Assert.Equal(200, status);
        string id = (string)job!["request_id"]!;
        Assert.Equal("COMPLETED", (string?)(await SendAsync(site, "GET", $"{Queue}fal-ai/kling-image/requests/{id}/status?logs=1")).Body!["status"]);
        (int done, JsonNode? output) = await SendAsync(site, "GET", $"{Queue}fal-ai/kling-image/requests/{id}");
        Assert.Equal(200, done);
        Assert.Single(output!["images"]!.AsArray());

        FalJournalEntry submit = site.Emulator.Journal.Of(KlingGen.Emulator.FalOperation.Submit).Single();
        Assert.Equal("Key " + FalEmulator.DefaultApiKey, submit.Headers["Authorization"]);
        Assert.Equal("low", submit.Headers["X-Fal-Queue-Priority"]);
        Assert.False(submit.Headers.ContainsKey("Cookie"));
        Assert.Equal("KlingGen.AspNetCore", submit.Headers["x-fal-client-proxy"]);
        Assert.DoesNotContain(site.Emulator.Journal.Entries, static entry => entry.Headers.ContainsKey("x-fal-target-url"));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_not_allowed_goes_nowhere(string method, string? target)
    {
        await using Site site = await Site.StartAsync(static app => app.MapFalProxy(static proxy => proxy.Allow(static fal => fal.KlingImageV3TextToImage())));
        Assert.Equal(400, (await SendAsync(site, method, target, """{"prompt":"a"}""")).Status);
        Assert.Empty(site.Emulator.Journal.Entries);
    }

    [Theory]
    [InlineData("""{"prompt":"a","num_images":1000}""", """["body","num_images"]""", "less_than_equal")]
    [InlineData("""{"prompt":"a","elements":[{},{"frontal_image_url":"a b"}]}""", """["body","elements",1,"frontal_image_url"]""", "url_parsing")]
    [InlineData("""{"prompt":1}""", """["body","prompt"]""", "value_error")]
    [InlineData("null", """["body"]""", "value_error")]
    [InlineData("{", """["body"]""", "value_error")]
    public async Task An_invalid_input_costs_no_call_and_is_refused_in_the_services_words(string input, string place, string type)
    {
        await using Site site = await Site.StartAsync(static app => app.MapFalProxy(static proxy => proxy.Allow(static fal => fal.KlingImageV3TextToImage())));
        (int status, JsonNode? body) = await SendAsync(site, "POST", Queue + Site.Kling, input);
        Assert.Equal(422, status);
        JsonNode error = Assert.Single(body!["detail"]!.AsArray())!;
        Assert.Equal((place, type), (error["loc"]!.ToJsonString(), (string?)error["type"]));
        Assert.NotEmpty((string)error["msg"]!);
        Assert.Empty(site.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task A_caller_stops_at_their_budget_and_others_do_not()
    {
        var budgets = new Dictionary<string, FalBudget>(StringComparer.Ordinal) { ["ann"] = new(0.10m) { CostWhenUnknown = 0.028m }, ["bob"] = new(0.03m) { CostWhenUnknown = 0.028m } };
        await using Site site = await Site.StartAsync(app => app.MapFalProxy(proxy =>
        {
            proxy.Allow(static fal => fal.KlingImageV3TextToImage());
            proxy.Budget = context => budgets[context.Request.Headers["x-user"].ToString()];
        }));
        foreach (string way in (string[])[Run, Queue])
        {
            var statuses = new List<int>();
            foreach (string user in (string[])["ann", "bob", "ann", "bob"])
                statuses.Add((await SendAsync(site, "POST", way + Site.Kling, """{"prompt":"a"}""", ("x-user", user))).Status);
            Assert.Equal(way == Run ? [200, 200, 200, 402] : [200, 402, 402, 402], statuses);
        }

        // Every job is in the book of the service, and the book is what the budgets say.
        Assert.Equal(site.Emulator.Billing.Total, budgets.Values.Sum(static budget => budget.Spent));
        Assert.All(budgets.Values, static budget => Assert.True(budget.Spent <= budget.Limit));
    }

    [Theory]
    [InlineData("Status; status=422; operation=Run")]
    [InlineData("Status; status=429; operation=Run")]
    public async Task A_refused_call_gives_the_money_back(string fault)
    {
        var budget = new FalBudget(1m) { CostWhenUnknown = 0.5m };
        await using Site site = await Site.StartAsync(app => app.MapFalProxy(proxy =>
        {
            proxy.Allow(Site.Kling);
            proxy.Budget = _ => budget;
        }));
        site.Emulator.Faults.AddLines(fault);
        Assert.InRange((await SendAsync(site, "POST", Run + Site.Kling, """{"prompt":"a"}""")).Status, 400, 499);
        Assert.Equal((0m, 0m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_lost_for_the_caller_and_nothing_is_repeated()
    {
        var budget = new FalBudget(1m) { CostWhenUnknown = 0.028m };
        await using Site site = await Site.StartAsync(app => app.MapFalProxy(proxy =>
        {
            proxy.Allow(static fal => fal.KlingImageV3TextToImage());
            proxy.Budget = _ => budget;
        }));
        for (int i = 0; i < 10; i++)
        {
            site.Emulator.Faults.AddLines("NothingFin; operation=Submit; times=1");
            await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(site, "POST", Queue + Site.Kling, $$"""{"prompt":"a{{i}}"}"""));
        }
        Assert.Equal(10, site.Emulator.Journal.Of(KlingGen.Emulator.FalOperation.Submit).Count);
        Assert.Equal(0.28m, budget.Spent);
    }

    [Fact]
    public async Task A_long_body_is_refused_whole_or_in_pieces()
    {
        await using Site site = await Site.StartAsync(static app => app.MapFalProxy(static proxy =>
        {
            proxy.Allow(Site.Kling);
            proxy.MaxBodyBytes = 1000;
        }));
        string input = new JsonObject { ["prompt"] = new string('a', 2000) }.ToJsonString();
        Assert.Equal(413, (await SendAsync(site, "POST", Run + Site.Kling, input)).Status);
        using var pieces = new HttpRequestMessage(HttpMethod.Post, Route) { Content = Site.Json(input) };
        pieces.Headers.TransferEncodingChunked = true;
        pieces.Headers.Add("x-fal-target-url", Run + Site.Kling);
        using HttpResponseMessage answer = await site.Http.SendAsync(pieces, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(site.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task A_stream_comes_event_by_event_and_uploads_only_where_allowed()
    {
        await using Site site = await Site.StartAsync(static app => app.MapFalProxy(static proxy =>
        {
            proxy.Allow(static fal => fal.KlingImageV3TextToImage());
            proxy.AllowUploads = true;
        }));
        using var stream = new HttpRequestMessage(HttpMethod.Post, Route) { Content = Site.Json("""{"prompt":"a"}""") };
        stream.Headers.Add("x-fal-target-url", $"{Run}{Site.Kling}/stream");
        stream.Headers.Accept.ParseAdd("text/event-stream");
        using HttpResponseMessage events = await site.Http.SendAsync(stream, Cancellation);
        Assert.Equal("text/event-stream", events.Content.Headers.ContentType?.MediaType);
        Assert.Contains("data:", await events.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        (int status, JsonNode? upload) = await SendAsync(site, "POST", "https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3", """{"content_type":"image/png","file_name":"a.png"}""");
        Assert.Equal(200, status);
        Assert.NotNull(upload!["upload_url"]);
    }

    [Fact]
    public async Task A_proxy_that_allows_nothing_is_refused_when_it_is_mapped()
    {
        await using WebApplication app = WebApplication.CreateBuilder().Build();
        Assert.Contains("proxy.Allow", Assert.Throws<ArgumentException>(() => app.MapFalProxy(static _ => { })).Message, StringComparison.Ordinal);
    }

    private static async Task<(int Status, JsonNode? Body)> SendAsync(Site site, string method, string? target, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Route) { Content = json is null || method == "GET" ? null : Site.Json(json) };
        if (target is not null)
            request.Headers.TryAddWithoutValidation("x-fal-target-url", target);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage answer = await site.Http.SendAsync(request, Cancellation);
        Assert.DoesNotContain(FalEmulator.DefaultApiKey, answer.ToString(), StringComparison.Ordinal);
        return await Site.ReadAsync(answer);
    }
}
