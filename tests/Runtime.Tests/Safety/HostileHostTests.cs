using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Safety;

/// <summary>Answers that point elsewhere: the key goes to the configured addresses and to nothing else.</summary>
public class HostileHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_addresses_of_the_answer_lead_nowhere()
    {
        int keys = 0, requests = 0;
        await using var foreign = new RawServer((request, stream) =>
        {
            requests++;
            keys += request.Contains("canary", StringComparison.Ordinal) ? 1 : 0;
            return RawServer.Write(stream, RawServer.Response(200, """{"status":"COMPLETED"}"""));
        });
        string authority = foreign.Address.Authority;
        int port = foreign.Address.Port;
        string[] urls =
        [
            $"http://{authority}/", $"https://{authority}/", $"http://localhost:{port}/", $"http://[::1]:{port}/", $"//{authority}/", $"http://127.1:{port}/", $"http://2130706433:{port}/",
            $"http://0x7f000001:{port}/", $"http://queue.fal.run@{authority}/", $"http://queue.fal.run:443@{authority}/", $"http://{authority}#queue.fal.run", $"http://{authority}?queue.fal.run",
            $"http://{authority}/queue.fal.run/", $"ws://{authority}/", $"ftp://{authority}/", "file:///etc/passwd", "javascript:alert(1)", $"http:\\\\{authority}\\", $"http://queue.fal.run.{authority}/", "",
        ];
        Assert.Equal(60, urls.Length * 3);
        foreach (string url in urls)
        {
            foreach (string member in new[] { "status_url", "response_url", "cancel_url" })
            {
                StubHandler handler = Studio.Happy()
                    .On("POST", Studio.Submit, 200, $$"""{"status":"IN_QUEUE","request_id":"job-1","{{member}}":{{System.Text.Json.JsonSerializer.Serialize(url)}}}""")
                    .On("PUT", Studio.Cancel, 202, """{"status":"CANCELLATION_REQUESTED"}""");
                using var studio = new Studio(handler);
                FalJob<StudioOutput> job = await studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
                await job.WaitAsync(cancellationToken: Cancellation);
                await job.GetResultAsync(Cancellation);
                await job.CancelAsync(Cancellation);
                Assert.All(handler.Requests, seen => Assert.Equal("https://queue.fal.run", seen.Address.GetLeftPart(UriPartial.Authority)));
            }
        }

        Assert.Equal(0, requests);
        Assert.Equal(0, keys);
    }

    [Theory]
    [InlineData("../../evil")]
    [InlineData("a/../../b")]
    [InlineData("x?logs=1")]
    [InlineData("x#y")]
    [InlineData("%2e%2e%2fevil")]
    [InlineData("..")]
    [InlineData("http://evil.example/")]
    [InlineData("")]
    public async Task A_request_id_that_could_lead_elsewhere_is_not_used(string id)
    {
        using var studio = new Studio(new StubHandler().On("POST", Studio.Submit, 200, $$"""{"request_id":{{System.Text.Json.JsonSerializer.Serialize(id)}}}"""));
        await Assert.ThrowsAsync<FalSubmitUnknownException>(() => studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirects_carry_the_key_nowhere(int status)
    {
        int keys = 0;
        await using var foreign = new RawServer((request, stream) =>
        {
            keys += request.Contains("canary", StringComparison.Ordinal) ? 1 : 0;
            return RawServer.Write(stream, RawServer.Response(200, """{"status":"COMPLETED","request_id":"job-2","images":[]}"""));
        });
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(status, "", $"Location: {foreign.Address}stolen\r\n")));
        FalClientOptions options = FalClientOptions.ForEmulator(server.Address, Studio.Key);
        options.Pause = static (_, _) => Task.CompletedTask;
        using var followsByDefault = new HttpClient();
        foreach (HttpClient? http in new[] { null, followsByDefault })
        {
            using var client = new FalClient(options, http);
            var endpoint = new FalEndpoint<StudioInput, StudioOutput>(client, Studio.Id);
            FalJob<StudioOutput> job = endpoint.Resume(Studio.Handle);
            Func<Task>[] calls =
            [
                () => endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation), () => endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation),
                () => endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask(),
                () => job.GetStatusAsync(cancellationToken: Cancellation), () => job.WaitAsync(cancellationToken: Cancellation), () => job.GetResultAsync(Cancellation), () => job.CancelAsync(Cancellation),
            ];
            foreach (Func<Task> call in calls)
                await Assert.ThrowsAnyAsync<FalException>(call);
        }

        Assert.Equal(0, keys);
    }

    [Theory]
    [InlineData("http://queue.example/")]
    [InlineData("ftp://queue.example/")]
    [InlineData("https://user:pw@queue.example/")]
    [InlineData("https://queue.example/?x=1")]
    [InlineData("https://queue.example/#x")]
    [InlineData("/relative")]
    public void An_address_that_must_not_have_the_key_is_refused_at_once(string address)
    {
        var options = new FalClientOptions { ApiKey = Studio.Key, QueueBaseAddress = new Uri(address, UriKind.RelativeOrAbsolute) };
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => new FalClient(options));
        Assert.Contains("QueueBaseAddress", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5/")]
    [InlineData("http://localhost:5/base")]
    [InlineData("http://[::1]:5/")]
    [InlineData("https://proxy.example/fal")]
    public void Loopback_and_https_are_allowed(string address)
    {
        using var client = new FalClient(new FalClientOptions { ApiKey = Studio.Key, QueueBaseAddress = new Uri(address) });
        Assert.EndsWith("/", client.Options.QueueBaseAddress.AbsoluteUri, StringComparison.Ordinal);
    }
}
