using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Queue;

/// <summary>A paid job is never bought twice: what arrived at a socket is the evidence.</summary>
public class NeverTwiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> CutsAfterTheBody => ["close", "reset", "half a head", "head only", "half a body", "not json", "no id", "gateway page"];

    [Theory]
    [MemberData(nameof(CutsAfterTheBody))]
    public async Task A_submit_that_left_without_an_answer_is_never_sent_again(string cut)
    {
        await using var server = new RawServer((_, stream) => CutAsync(cut, stream));
        using FalClient client = NewClient(server.Address);
        DateTimeOffset before = DateTimeOffset.UtcNow;

        FalSubmitUnknownException error = await Assert.ThrowsAsync<FalSubmitUnknownException>(
            () => NewEndpoint(client).SubmitAsync(Studio.Input, new FalCallOptions { Tags = new Dictionary<string, string> { ["order"] = "42" } }, Cancellation));

        Assert.Equal(1, server.Posts);
        FalSubmitAttempt attempt = Assert.IsType<FalSubmitAttempt>(error.Attempt);
        Assert.Equal(Studio.Id, attempt.EndpointId);
        Assert.Equal("42", attempt.Tags["order"]);
        Assert.InRange(attempt.StartedAt, before, attempt.EndedAt);
        string body = server.Requests[0][(server.Requests[0].IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body))), attempt.BodySha256, ignoreCase: true);
        Assert.Equal(Encoding.UTF8.GetByteCount(body), attempt.BodyLength);
        Assert.Contains("not sent again", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("reset")]
    [InlineData("gateway page")]
    public async Task A_run_that_left_without_an_answer_is_never_sent_again(string cut)
    {
        await using var server = new RawServer((_, stream) => CutAsync(cut, stream));
        using FalClient client = NewClient(server.Address);
        await Assert.ThrowsAsync<FalSubmitUnknownException>(() => NewEndpoint(client).RunAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Equal(1, server.Posts);
    }

    [Fact]
    public async Task The_check_catches_a_client_that_retries_its_post()
    {
        // The broken variant: a handler of the kind that many programs put before every call. The content of the request does not guard itself here.
        await using var server = new RawServer((_, stream) => CutAsync("close", stream));
        using var http = new HttpClient(new RetryingHandler(new SocketsHttpHandler()));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.PostAsync(server.Address, new StringContent("{}"), Cancellation));
        Assert.Equal(3, server.Posts);
    }

    [Fact]
    public async Task A_retrying_handler_of_the_caller_cannot_send_a_submit_twice()
    {
        await using var server = new RawServer((_, stream) => CutAsync("close", stream));
        using var http = new HttpClient(new RetryingHandler(new SocketsHttpHandler()));
        using FalClient client = NewClient(server.Address, http);

        FalSubmitUnknownException error = await Assert.ThrowsAsync<FalSubmitUnknownException>(
            () => NewEndpoint(client).SubmitAsync(Studio.Input, cancellationToken: Cancellation));

        Assert.Equal(1, server.Posts);
        Assert.Contains("second time", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddStandardResilienceHandler", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_does_not_carry_a_submit_further()
    {
        await using var elsewhere = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(200, Studio.Submitted)));
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(307, "", $"Location: {elsewhere.Address}x\r\n")));

        using FalClient own = NewClient(server.Address);
        FalApiException refused = await Assert.ThrowsAsync<FalApiException>(() => NewEndpoint(own).SubmitAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, refused.StatusCode);

        // A client of the caller's follows redirects unless configured otherwise.
        using var http = new HttpClient();
        using FalClient foreign = NewClient(server.Address, http);
        await Assert.ThrowsAsync<FalSubmitUnknownException>(() => NewEndpoint(foreign).SubmitAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.DoesNotContain(elsewhere.Requests, request => request.Contains("canary", StringComparison.Ordinal) || request.Contains("lighthouse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_submit_that_never_left_is_sent_again()
    {
        StubHandler handler = Studio.Happy();
        int failures = 2;
        handler.BeforeBody = _ => failures-- > 0 ? new HttpRequestException(HttpRequestError.NameResolutionError, "no such host") : null;
        using var studio = new Studio(handler, static options => options.UseBackupHosts = false);
        FalJob<StudioOutput> job = await studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        Assert.Equal("job-1", job.RequestId);
        Assert.Equal(2, studio.Pauses.Count);
    }

    [Fact]
    public async Task A_submit_that_was_refused_for_now_is_sent_again()
    {
        StubHandler handler = Studio.Happy();
        handler.OnSequence(
            "POST",
            Studio.Submit,
            Reply.Give(() => Reply.Json(429, """{"detail":"slow down"}""", ("Retry-After", "7"))),
            Reply.Give(() => Reply.Json(200, Studio.Submitted)));
        using var studio = new Studio(handler);
        await studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        Assert.Equal([TimeSpan.FromSeconds(7)], studio.Pauses);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_named_with_the_remedy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using FalClient client = NewClient(new Uri($"http://127.0.0.1:{port}/"));

        FalConnectionException error = await Assert.ThrowsAsync<FalConnectionException>(
            () => NewEndpoint(client).SubmitAsync(Studio.Input, cancellationToken: Cancellation));

        Assert.Contains($"http://127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("emulator", error.Message, StringComparison.Ordinal);
        Assert.Contains("QueueBaseAddress", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, error.Attempts);
    }

    private static FalClient NewClient(Uri address, HttpClient? http = null)
    {
        FalClientOptions options = FalClientOptions.ForEmulator(address, Studio.Key);
        options.Pause = static (_, _) => Task.CompletedTask;
        return new FalClient(options, http);
    }

    private static FalEndpoint<StudioInput, StudioOutput> NewEndpoint(FalClient client) => new(client, Studio.Id);

    private static Task CutAsync(string cut, NetworkStream stream) => cut switch
    {
        "close" => Task.CompletedTask,
        "reset" => RawServer.Reset(stream),
        "half a head" => RawServer.Write(stream, "HTTP/1.1 200 OK\r\nContent-"),
        "head only" => RawServer.Write(stream, RawServer.Response(200, "", length: 80)),
        "half a body" => RawServer.Write(stream, RawServer.Response(200, """{"status":"IN_QUEUE","request""", length: 80)),
        "not json" => RawServer.Write(stream, RawServer.Response(200, "<html>")),
        "no id" => RawServer.Write(stream, RawServer.Response(200, """{"status":"IN_QUEUE"}""")),
        _ => RawServer.Write(stream, RawServer.Response(502, "<html><center>nginx</center></html>")),
    };

    private sealed class RetryingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                }
            }
        }
    }
}
