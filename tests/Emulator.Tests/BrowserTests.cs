using System.Net;

namespace KlingGen.Emulator.Tests;

/// <summary>What a page in a browser needs before and after it calls.</summary>
public sealed class BrowserTests
{
    private const string Page = "http://localhost:3000";

    [Theory]
    [InlineData("queue/" + Rig.Kling, "POST")]
    [InlineData("queue/" + Rig.App + "/requests/x/status", "GET")]
    [InlineData("queue/" + Rig.App + "/requests/x/cancel", "PUT")]
    [InlineData("run/" + Rig.Kling, "POST")]
    [InlineData("run/" + Rig.Kling + "/stream", "POST")]
    [InlineData("rest/storage/upload/initiate", "POST")]
    [InlineData("rest/storage/auth/token", "POST")]
    [InlineData("rest/tokens/", "POST")]
    [InlineData("cdn/uploads/x", "PUT")]
    [InlineData("cdn/files/upload", "POST")]
    [InlineData("cdn/files/b/x/y.png", "GET")]
    [InlineData("platform/v1/models", "GET")]
    [InlineData("emulator/journal", "GET")]
    public async Task A_preflight_lets_it_call(string path, string method)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Http.DefaultRequestHeaders.Authorization = null;
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", Page);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-fal-queue-priority");
        using HttpResponseMessage response = await rig.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(Page, Header(response, "Access-Control-Allow-Origin"));
        Assert.Contains(method, Header(response, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Equal("authorization,content-type,x-fal-queue-priority", Header(response, "Access-Control-Allow-Headers"));
        Assert.Contains("Origin", Header(response, "Vary"), StringComparison.Ordinal);
        Assert.Equal(1, rig.Emulator.Journal.Count(FalOperation.Preflight));
        Assert.Equal(0, rig.Emulator.Journal.Count(FalOperation.Submit));
    }

    [Fact]
    public async Task Answers_can_be_read_errors_and_faults_too()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Http.DefaultRequestHeaders.Add("Origin", "https://app.example");
        rig.Emulator.Faults.Add(new FalFault { Operation = FalOperation.Result, Kind = FalFaultKind.Status, StatusCode = 503 });
        string id = await rig.SubmitAsync();
        foreach ((HttpMethod method, string path) in new[] { (HttpMethod.Post, "run/" + Rig.Kling), (HttpMethod.Get, $"queue/{Rig.App}/requests/{id}"), (HttpMethod.Get, "queue/none/at/requests/x/status"), (HttpMethod.Get, "cdn/files/none") })
        {
            using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? Rig.Input() : null };
            using HttpResponseMessage response = await rig.Http.SendAsync(request);
            Assert.Equal("https://app.example", Header(response, "Access-Control-Allow-Origin"));
            string exposed = Header(response, "Access-Control-Expose-Headers");
            foreach (string name in (string[])["x-fal-request-id", "x-fal-billable-units", "x-fal-error-type", "retry-after", "etag"])
                Assert.Contains(name, exposed, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Faults_for_everything_leave_the_question_alone()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, StatusCode = 500, Times = 1 });
        Assert.Equal(HttpStatusCode.NoContent, (await PreflightAsync(rig, "queue/" + Rig.Kling, Page)).StatusCode);
        using HttpResponseMessage struck = await rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Input());
        Assert.Equal(HttpStatusCode.InternalServerError, struck.StatusCode);
    }

    [Fact]
    public async Task The_journal_is_for_pages_of_this_machine_and_the_whole_can_be_switched_off()
    {
        await using (Rig rig = await Rig.StartAsync())
        {
            foreach ((string origin, bool allowed) in new[] { ("https://evil.example", false), ("null", false), ("http://127.0.0.1:8080", true), ("http://app.localhost", true), ("http://[::1]:5173", true), ("http://localhost.evil.example", false) })
                Assert.Equal(allowed, (await PreflightAsync(rig, "emulator/journal", origin)).Headers.Contains("Access-Control-Allow-Origin"));
        }

        await using Rig off = await Rig.StartAsync(static options => options.EnableCors = false);
        Assert.False((await PreflightAsync(off, "queue/" + Rig.Kling, Page)).Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("localhost:1", null, null, true)]
    [InlineData("app.localhost", "http://app.localhost", null, true)]
    [InlineData("[::1]:80", null, "none", true)]
    [InlineData(null, "https://evil.example", null, false)]
    [InlineData(null, "null", null, false)]
    [InlineData(null, "http://localhost.evil.example", null, false)]
    [InlineData("evil.example", null, null, false)]
    [InlineData("127.0.0.1.evil.example", null, null, false)]
    [InlineData("emulator.local", null, null, false)]
    [InlineData(null, null, "cross-site", false)]
    public async Task The_switches_obey_this_machine_under_its_own_names_alone(string? host, string? origin, string? site, bool obeys)
    {
        foreach (bool remote in (bool[])[false, true])
        {
            await using Rig rig = await Rig.StartAsync(options => options.AllowRemoteControl = remote);
            using var request = new HttpRequestMessage(HttpMethod.Post, "emulator/faults") { Content = new StringContent("NothingFin; operation=Cancel") };
            request.Headers.Host = host;
            if (origin is not null)
                request.Headers.TryAddWithoutValidation("Origin", origin);
            if (site is not null)
                request.Headers.Add("Sec-Fetch-Site", site);
            using HttpResponseMessage answer = await rig.Http.SendAsync(request);
            Assert.Equal(obeys || remote ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal(obeys || remote ? 1 : 0, rig.Emulator.Faults.Rules.Count);
        }
    }

    [Fact]
    public async Task Without_a_page_there_are_no_headers_for_one_and_every_answer_says_who_gave_it()
    {
        await using Rig rig = await Rig.StartAsync();
        foreach (string path in (string[])["emulator/health", "platform/v1/models", "web/api/openapi/queue/openapi.json?endpoint_id=" + Rig.Kling, "nowhere"])
        {
            using HttpResponseMessage response = await rig.Http.GetAsync(path);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.Equal("KlingGen", Header(response, "x-emulator"));
        }
    }

    private static async Task<HttpResponseMessage> PreflightAsync(Rig rig, string path, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        return await rig.Http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));
}
