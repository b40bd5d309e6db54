using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Http;

/// <summary>Calls by way of a proxy that has the key: the protocol of the official JavaScript client's proxies.</summary>
public class ProxyAddressTests
{
    private const string Proxy = "https://app.example/api/fal/proxy";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_call_names_its_address_and_has_no_key()
    {
        var targets = new Queue<string>([Studio.Submitted, """{"status":"COMPLETED","request_id":"job-1"}""", Studio.Output]);
        StubHandler handler = new StubHandler()
            .On("POST", "/api/fal/proxy", _ => Task.FromResult(Reply.Json(200, targets.Dequeue())))
            .On("GET", "/api/fal/proxy", _ => Task.FromResult(Reply.Json(200, targets.Dequeue())));
        using var studio = new Studio(handler, Through);
        FalJob<StudioOutput> job = await studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        await job.GetStatusAsync(cancellationToken: Cancellation);
        await job.GetResultAsync(Cancellation);

        Assert.Equal(
            ["https://queue.fal.run" + Studio.Submit, "https://queue.fal.run" + Studio.Status, "https://queue.fal.run" + Studio.Job],
            handler.Requests.Select(static seen => seen.Header("x-fal-target-url")));
        Assert.All(handler.Requests, static seen => Assert.Equal(Proxy, seen.Address.AbsoluteUri));
        Assert.All(handler.Requests, static seen => Assert.Null(seen.Header("Authorization")));
    }

    [Fact]
    public async Task A_proxy_that_is_away_is_named_and_has_no_backup()
    {
        using var studio = new Studio(new StubHandler { BeforeBody = static _ => new HttpRequestException(HttpRequestError.ConnectionError, "refused") }, Through);
        var error = await Assert.ThrowsAsync<FalConnectionException>(() => studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Contains("did not reach https://app.example: refused. Check the network, the proxy settings and FalClientOptions.ProxyAddress.", error.Message, StringComparison.Ordinal);
        Assert.Equal(Proxy, error.Address?.AbsoluteUri);
    }

    [Theory]
    [InlineData(400, """{"detail":"Invalid request"}""", "allow the endpoint")]
    [InlineData(401, """{"detail":"Unauthorized"}""", "It is the proxy at FalClientOptions.ProxyAddress that refuses")]
    [InlineData(302, "", "Check FalClientOptions.ProxyAddress")]
    public async Task What_the_proxy_refuses_says_what_to_do_there(int status, string body, string words)
    {
        using var studio = new Studio(new StubHandler().On("POST", "/api/fal/proxy", status, body), Through);
        var error = await Assert.ThrowsAnyAsync<FalApiException>(() => studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("FAL_KEY", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_asks_the_proxy_and_goes_to_the_storage_itself()
    {
        StubHandler handler = new StubHandler().On("POST", "/api/fal/proxy", 500, "");
        using var studio = new Studio(handler, static options =>
        {
            Through(options);
            options.MaxRetries = 0;
        });
        await Assert.ThrowsAsync<FalUploadException>(() => studio.Client.Storage.UploadAsync(FalMedia.FromBytes(new byte[3]), cancellationToken: Cancellation));
        Assert.Equal(["https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3"], handler.Requests.Select(static seen => seen.Header("x-fal-target-url")));
    }

    [Fact]
    public void The_environment_is_not_asked_for_a_key()
    {
        using var client = new FalClient(new FalClientOptions { ProxyAddress = new Uri(Proxy), Environment = static _ => Studio.Key });
        Assert.Null(client.Transport.Key.Authorization);
    }

    [Theory]
    [InlineData("/api/fal/proxy", null, "absolute http or https address")]
    [InlineData("ftp://app.example/", null, "absolute http or https address")]
    [InlineData("https://me@app.example/", null, "without user information")]
    [InlineData("https://app.example/?a=b", null, "without user information")]
    [InlineData(Proxy, "a:b", "Leave ApiKey out")]
    public void What_cannot_be_a_proxy_is_refused(string address, string? key, string words)
    {
        var options = new FalClientOptions { ProxyAddress = new Uri(address, UriKind.RelativeOrAbsolute), ApiKey = key };
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => new FalClient(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_without_a_route_for_uploads_is_refused()
    {
        var options = new FalClientOptions { ProxyAddress = new Uri(Proxy), UploadRoutes = [FalUploadRoute.Cdn] };
        Assert.Contains("SignedUrl", Assert.Throws<ArgumentException>(() => new FalClient(options)).Message, StringComparison.Ordinal);
    }

    private static void Through(FalClientOptions options) => (options.ApiKey, options.ProxyAddress) = (null, new Uri(Proxy));
}
