using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.TestKit;

namespace KlingGen.Emulator.Tests.Recording;

/// <summary>What passes through to the service: all of it, once, with nothing left behind that should not be.</summary>
public sealed class RecordTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_passes_through_and_its_addresses_lead_back_here()
    {
        await using Studio studio = await Studio.StartAsync();
        (JsonElement job, JsonElement done, JsonElement output, HttpResponseMessage answer) = await Studio.JobAsync(studio.Http, """{"prompt":"a lighthouse"}""");
        foreach (string address in (string[])["status_url", "response_url", "cancel_url"])
            Assert.StartsWith(studio.Recorder.Address.AbsoluteUri + "queue/", job.GetProperty(address).GetString(), StringComparison.Ordinal);
        Assert.Equal("COMPLETED", done.GetProperty("status").GetString());
        Assert.Equal("1", answer.Headers.GetValues("x-fal-billable-units").Single());
        Assert.StartsWith(studio.Service.Address.AbsoluteUri + "cdn/", output.GetProperty("images")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Single(studio.Service.Billing.Events);
        Assert.Empty(studio.Recorder.Billing.Events);

        JsonObject recording = studio.Only();
        Assert.Equal(["Submit", "Status", "Result"], recording["exchanges"]!.AsArray().Select(static exchange => (string)exchange!["operation"]!));
        Assert.Equal("a lighthouse", (string?)recording["input"]!["prompt"]);
        Assert.Equal(job.GetProperty("request_id").GetString(), (string?)recording["request_id"]);
    }

    [Fact]
    public async Task The_key_goes_to_the_service_and_into_no_file()
    {
        await using Studio studio = await Studio.StartAsync();
        string half = Studio.Key.Split(':')[1];
        await Studio.JobAsync(studio.Http, $$"""{"prompt":"{{Studio.Key}} and {{half}}","negative_prompt":"see https://user:pw@cdn.example/a.png?X-Amz-Signature=abcdef and https://x.example/a?token=abc."}""");
        Assert.Equal("Key " + Studio.Key, studio.Service.Journal.Of(FalOperation.Submit).Single().Headers["Authorization"]);
        string written = studio.Written();
        foreach (string secret in (string[])[Studio.Key, half, Studio.Key.Split(':')[0], FalEmulator.DefaultApiKey, "abcdef", "user:pw", "token=abc"])
            Assert.DoesNotContain(secret, written, StringComparison.Ordinal);
        Assert.Contains("https://cdn.example/a.png", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_does_not_go_to_the_host_of_files()
    {
        await using Studio studio = await Studio.StartAsync();
        (_, _, JsonElement output, _) = await Studio.JobAsync(studio.Http, """{"prompt":"a"}""");
        string path = new Uri(output.GetProperty("images")[0].GetProperty("url").GetString()!).AbsolutePath;
        using HttpResponseMessage file = await studio.Http.GetAsync(path.TrimStart('/'));
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal(file.Content.Headers.ContentLength, (await file.Content.ReadAsByteArrayAsync(Cancellation)).Length);
        Assert.False(studio.Service.Journal.Of(FalOperation.Download).Single().Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task A_caller_who_goes_away_loses_nothing_and_nothing_is_sent_twice()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using Studio studio = await Studio.StartAsync(service: options => options.TimeProvider = clock);
        studio.Service.Faults.AddLines("Slow; operation=Submit; delay=5; times=1");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<HttpResponseMessage> submit = studio.Http.PostAsync("queue/" + Rig.Kling, Rig.Input(), leaving.Token);
        await Until(() => studio.Service.Journal.Of(FalOperation.Submit).Any());
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submit);
        Task stopped = studio.Recorder.DisposeAsync().AsTask();
        await Until(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return stopped.IsCompleted;
        });
        JsonObject recording = studio.Only();
        Assert.NotNull((string?)recording["request_id"]);
        Assert.Single(studio.Service.Journal.Of(FalOperation.Submit));
    }

    [Theory]
    [InlineData(FalFaultKind.NothingFin)]
    [InlineData(FalFaultKind.NothingReset)]
    public async Task An_answer_that_is_lost_is_lost_for_the_caller_too_and_the_call_is_not_repeated(FalFaultKind kind)
    {
        await using Studio studio = await Studio.StartAsync();
        using (await studio.Http.GetAsync("web/api/openapi/queue/openapi.json?endpoint_id=" + Rig.Kling))
            Assert.Single(studio.Service.Journal.Entries);
        for (int i = 0; i < 20; i++)
        {
            studio.Service.Faults.AddLines($"{kind}; operation=Submit; times=1");
            await Assert.ThrowsAsync<HttpRequestException>(() => studio.Http.PostAsync("queue/" + Rig.Kling, Rig.Input("a" + i)));
        }

        Assert.Equal(20, studio.Service.Journal.Of(FalOperation.Submit).Count);
        Assert.Equal(20, studio.Service.Journal.Of(FalOperation.Submit).Select(static entry => entry.BodyText).Distinct().Count());
        Assert.Equal(20, studio.Files.Length);
    }

    [Fact]
    public async Task A_service_that_is_away_gets_nothing_and_the_answer_says_so()
    {
        await using Studio studio = await Studio.StartAsync();
        await studio.Service.DisposeAsync();
        using HttpResponseMessage answer = await studio.Http.PostAsync("queue/" + Rig.Kling, Rig.Input());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("nothing was sent", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(studio.Files);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_sent()
    {
        await using Studio studio = await Studio.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(studio.Folder, "fal-ai"), "a file where a folder must be", Cancellation);
        using HttpResponseMessage answer = await studio.Http.PostAsync("queue/" + Rig.Kling, Rig.Input());
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("nothing was sent", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(studio.Service.Journal.Entries);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Host", "evil.example")]
    public async Task No_foreign_page_spends_the_accounts_money(string header, string value)
    {
        await using Studio studio = await Studio.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "run/" + Rig.Kling) { Content = Rig.Input() };
        request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage answer = await studio.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(studio.Service.Journal.Entries);
    }

    /// <summary>What is no call, file or catalogue question may be anything that the account's key opens.</summary>
    [Theory]
    [InlineData("GET", "platform/v1/keys")]
    [InlineData("POST", "platform/v1/keys")]
    [InlineData("DELETE", "rest/storage/files/a")]
    [InlineData("POST", "web/api/anything")]
    public async Task The_key_opens_nothing_but_the_calls_that_are_known(string method, string path)
    {
        await using Studio studio = await Studio.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage answer = await studio.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(studio.Service.Journal.Entries);
    }

    [Fact]
    public async Task Who_brings_no_key_does_not_borrow_the_accounts()
    {
        await using Studio studio = await Studio.StartAsync();
        using var stranger = new HttpClient { BaseAddress = studio.Recorder.Address };
        using HttpResponseMessage answer = await stranger.GetAsync("platform/v1/models", Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(Assert.Single(studio.Service.Journal.Entries).Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task A_realtime_connection_is_refused_in_words_while_recording()
    {
        await using Studio studio = await Studio.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"run/{Rig.Kling}/realtime");
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        using HttpResponseMessage answer = await studio.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Contains("not recorded", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(studio.Service.Journal.Entries);
    }

    [Fact]
    public async Task A_job_that_an_earlier_recorder_submitted_is_known_again()
    {
        await using Studio studio = await Studio.StartAsync();
        using HttpResponseMessage submitted = await studio.Http.PostAsync("queue/" + Rig.Kling, Rig.Input());
        string id = (await Rig.ReadAsync(submitted)).GetProperty("request_id").GetString()!;
        await studio.Recorder.DisposeAsync();
        await using FalEmulator next = await FalEmulator.StartAsync(new FalEmulatorOptions { Record = new FalRecordOptions { Folder = studio.Folder, ApiKey = Studio.Key, Service = studio.Service.Address } }, Cancellation);
        using HttpClient http = Studio.Client(next);
        using HttpResponseMessage result = await http.GetAsync($"queue/{Rig.App}/requests/{id}");
        Assert.Equal(HttpStatusCode.OK, result.StatusCode);
        Assert.Equal(["Submit", "Result"], studio.Only()["exchanges"]!.AsArray().Select(static exchange => (string)exchange!["operation"]!));
    }

    [Fact]
    public async Task Equal_polls_are_one_line_with_a_count()
    {
        await using Studio studio = await Studio.StartAsync(service: static options => options.TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(), recorder: null);
        using HttpResponseMessage submitted = await studio.Http.PostAsync("queue/" + Rig.Kling, Rig.Input());
        string status = (await Rig.ReadAsync(submitted)).GetProperty("status_url").GetString()!;
        for (int i = 0; i < 5; i++)
            (await studio.Http.GetAsync(status)).Dispose();
        await studio.Recorder.DisposeAsync();
        JsonNode polls = Assert.Single(studio.Only()["exchanges"]!.AsArray().Skip(1))!;
        Assert.Equal(5, (int)polls["times"]!);
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(HangGuard.Limit);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
