using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Queue;

/// <summary>What an answer or a stored handle says about addresses leads to the configured queue or is not used; never elsewhere, and never to an undocumented exception.</summary>
public class HandedOutPathTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Uri? Follow(string? text, Uri queue) => HandedOutPath.Resolve(HandedOutPath.Read(text, queue), queue);

    [Fact]
    public void No_hostile_address_leads_away_from_the_queue()
    {
        Assert.True(HostileAddresses.All.Count > 1500, $"{HostileAddresses.All.Count} addresses");
        Assert.Empty(Violations(Follow));
        // Neither are those used that only look like the queue's own, nor in a handle that somebody has edited.
        foreach (Uri queue in HostileAddresses.Queues)
        {
            Assert.All(HostileAddresses.Foreign.Where(text => !IsOwn(text, queue)), text => Assert.Null(HandedOutPath.Read(text, queue)));
            Assert.Empty(Violations(static (text, queue) => HandedOutPath.Resolve(text, queue)));
        }
    }

    [Fact]
    public void The_check_catches_the_readings_that_are_usual()
    {
        // By its beginning.
        Assert.NotEmpty(Violations(static (text, queue) =>
            text!.StartsWith("https://queue.fal.run", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : null));
        // By host alone.
        Assert.NotEmpty(Violations(static (text, queue) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Host == queue.Host ? address : null));
        // Path and query taken over, and put together by the rules for relative addresses.
        Assert.NotEmpty(Violations(static (text, queue) =>
            Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Host == queue.Host && Uri.TryCreate(queue, address.PathAndQuery, out Uri? whole) ? whole : null));
    }

    [Fact]
    public async Task Whatever_a_service_hands_out_the_key_stays_with_the_queue()
    {
        int calls = 0;
        foreach (string text in HostileAddresses.All.Where(static (_, i) => i % 3 == 0).Select(HostileAddresses.Json).Concat(HostileAddresses.NoTexts))
        {
            var recorder = new Recorder(text);
            using var http = new HttpClient(recorder);
            using var client = new FalClient(new FalClientOptions { ApiKey = Studio.Key, Pause = static (_, _) => Task.CompletedTask }, http);
            var endpoint = new FalEndpoint<StudioInput, StudioOutput>(client, Studio.Id);
            FalJob<StudioOutput> job = await endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
            calls += await UseAsync(job);
            Assert.DoesNotContain("evil", string.Concat(recorder.Origins), StringComparison.Ordinal);
            Assert.Equal(["https://queue.fal.run"], recorder.Origins);

            // The same text in a handle out of somebody else's hand.
            string edited = $$"""{"endpoint_id":"{{Studio.Id}}","request_id":"job-1","status_path":{{text}},"response_path":{{text}},"cancel_path":{{text}}}""";
            FalJobHandle handle = FalJobHandle.Parse(edited);
            Assert.True(handle.ToJson().Length < 8192);
            calls += await UseAsync(endpoint.Resume(handle));
            Assert.Equal(["https://queue.fal.run"], recorder.Origins);
        }

        Assert.True(calls > 3000, $"{calls} calls");
    }

    [Theory]
    [InlineData("https://queue.fal.run/", "https://queue.fal.run/a/b/requests/1/status", "https://queue.fal.run/a/b/requests/1/status")]
    [InlineData("https://queue.fal.run/", "https://queue.fal.run:443/q/t0ken", "https://queue.fal.run/q/t0ken")]
    [InlineData("https://queue.fal.run/", "HTTPS://Queue.FAL.run/q/T0ken/", "https://queue.fal.run/q/T0ken/")]
    [InlineData("https://queue.fal.run/", "https://queue.falrun.com/q/t?a=b%20c&d", "https://queue.fal.run/q/t?a=b%20c&d")]
    [InlineData("https://queue.fal.run/", "https://queue.fal.run/a:b/c@d/%C3%A9", "https://queue.fal.run/a:b/c@d/%C3%A9")]
    [InlineData("https://proxy.example/fal/", "https://queue.fal.run/q/t", "https://proxy.example/fal/q/t")]
    [InlineData("https://proxy.example/fal/", "https://proxy.example/fal/q/t", "https://proxy.example/fal/q/t")]
    [InlineData("https://proxy.example/fal/", "https://proxy.example/other/q/t", "https://proxy.example/other/q/t")]
    [InlineData("http://127.0.0.1:5000/queue/", "http://127.0.0.1:5000/queue/q/t", "http://127.0.0.1:5000/queue/q/t")]
    [InlineData("http://[::1]:5000/", "http://[::1]:5000/q/t", "http://[::1]:5000/q/t")]
    [InlineData("https://queue.fal.run/", "http://queue.fal.run/q/t", null)]
    [InlineData("https://queue.fal.run/", "https://proxy.example/q/t", null)]
    [InlineData("https://proxy.example/fal/", "http://proxy.example/fal/q/t", null)]
    [InlineData("https://proxy.example/fal/", "https://fal.run/q/t", null)]
    public void Path_and_query_are_taken_when_the_origin_is_the_queues(string queue, string text, string? expected) =>
        Assert.Equal(expected, Follow(text, new Uri(queue))?.AbsoluteUri);

    [Theory]
    [InlineData("a/status", "", true, "a/status?logs=1")]
    [InlineData("a/status", "", false, "a/status")]
    [InlineData("a/status/", "", true, "a/status/?logs=1")]
    [InlineData("a/status?logs=0&b=1", "", true, "a/status?b=1&logs=1")]
    [InlineData("a/status?logs&b=1", "", false, "a/status?b=1")]
    [InlineData("a/status", "/stream", false, "a/status/stream")]
    [InlineData("a/status/?b=1", "/stream", true, "a/status/stream?b=1&logs=1")]
    public void The_addresses_of_polls_and_of_the_stream_come_from_the_status_address(string path, string suffix, bool logs, string expected) =>
        Assert.Equal(expected, HandedOutPath.With(path, suffix, logs));

    private static List<string> Violations(Func<string?, Uri, Uri?> follow)
    {
        var violations = new List<string>();
        foreach (Uri queue in HostileAddresses.Queues)
        {
            foreach (string text in HostileAddresses.All)
            {
                if (follow(text, queue) is not { } led)
                    continue;
                bool sameOrigin = led.GetLeftPart(UriPartial.Authority) == queue.GetLeftPart(UriPartial.Authority) && led.UserInfo.Length == 0;
                string path = Uri.UnescapeDataString(led.AbsolutePath);
                bool plain = !path.Contains("..", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal)
                    && led.Fragment.Length == 0 && led.AbsoluteUri.Length < 2400;
                if (!sameOrigin || !plain)
                    violations.Add($"{queue}: {text} → {led}");
            }
        }

        return violations;
    }

    // Among the foreign ones are some that are one queue's own and another's foreign.
    private static bool IsOwn(string text, Uri queue) =>
        text.StartsWith(queue.GetLeftPart(UriPartial.Authority) + "/", StringComparison.OrdinalIgnoreCase);

    private static async Task<int> UseAsync(FalJob<StudioOutput> job)
    {
        await job.GetStatusAsync(logs: true, Cancellation);
        await job.WaitAsync(cancellationToken: Cancellation);
        await job.GetResultAsync(Cancellation);
        await job.CancelAsync(Cancellation);
        return 4;
    }

    /// <summary>Answers everything that endpoint and request id lead to, knows nothing else, and hands out one text for everything.</summary>
    private sealed class Recorder(string url) : HttpMessageHandler
    {
        public HashSet<string> Origins { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Origins.Add(request.RequestUri!.GetLeftPart(UriPartial.Authority) + (request.RequestUri.UserInfo.Length > 0 ? " with user information" : string.Empty));
            string urls = $"\"status_url\":{url},\"response_url\":{url},\"cancel_url\":{url}";
            HttpResponseMessage reply = request.RequestUri.AbsolutePath switch
            {
                Studio.Submit => Reply.Json(200, $$"""{"request_id":"job-1",{{urls}}}"""),
                Studio.Status => Reply.Json(200, $$"""{"status":"COMPLETED",{{urls}}}"""),
                Studio.Job => Reply.Json(200, Studio.Output),
                Studio.Cancel => Reply.Json(202, """{"status":"CANCELLATION_REQUESTED"}"""),
                _ => Reply.Json(404, """{"detail":"Not Found"}"""),
            };
            reply.RequestMessage = request;
            if (request.Content is not null)
                return SentAsync(request.Content, reply, cancellationToken);
            return Task.FromResult(reply);
        }

        private static async Task<HttpResponseMessage> SentAsync(HttpContent content, HttpResponseMessage reply, CancellationToken cancellationToken)
        {
            await content.CopyToAsync(Stream.Null, cancellationToken);
            return reply;
        }
    }
}
