using KlingGen;
using KlingGen.Emulator;
using Runtime.Tests.Support;
using Operation = KlingGen.Emulator.FalOperation;

namespace Runtime.Tests.Storage;

/// <summary>Storage answers under somebody else's hand: neither key nor token nor content goes where it should not.</summary>
public sealed class HostileStorageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://evil.example/x")]
    [InlineData("ftp://evil.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:,x")]
    [InlineData("//evil.example/x")]
    [InlineData("https://user:password@evil.example/x")]
    [InlineData("https:///x")]
    [InlineData("https://evil.example/a b")]
    [InlineData("")]
    [InlineData("/cdn/files/x")]
    public async Task Addresses_that_are_not_https_are_not_used(string url)
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        string body = $$"""{"access_url":"{{url}}","file_url":"{{url}}","upload_url":"{{url}}","uploadId":"x"}""";
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.Upload, Kind = FalFaultKind.Status, StatusCode = 200, Body = body });
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.UploadInitiate, Kind = FalFaultKind.Status, StatusCode = 200, Body = body });
        foreach (int size in (int[])[10, 6000])
        {
            var error = await Assert.ThrowsAsync<FalUploadException>(() => harbour.NewClient().Storage.UploadAsync(FalMedia.FromBytes(new byte[size]), cancellationToken: Cancellation));
            Assert.Contains("not an https address", error.Message, StringComparison.Ordinal);
        }

        harbour.Journal.AssertCount(Operation.UploadPart, 0);
    }

    [Fact]
    public async Task The_token_is_shown_to_the_cdn_alone()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        int heard = 0;
        await using var stranger = new RawServer((_, stream) =>
        {
            heard++;
            return RawServer.Write(stream, RawServer.Response(200, """{"partNumber":1,"etag":"x"}"""));
        });
        foreach (string url in (string[])[$"{stranger.Address}files/x", $"{harbour.Stage.Emulator.Address}queue/x", "https://v3.fal.media.evil.example/x"])
        {
            harbour.Stage.Faults.Clear();
            harbour.Stage.Faults.Add(new FalFault { Operation = Operation.UploadInitiate, Kind = FalFaultKind.Status, StatusCode = 200, Body = $$"""{"access_url":"{{url}}","uploadId":"x"}""" });
            FalClient client = harbour.NewClient(static options => options.UploadRoutes = Harbour.Only(FalUploadRoute.Cdn));
            var error = await Assert.ThrowsAsync<FalUploadException>(() => client.Storage.UploadAsync(FalMedia.FromBytes(new byte[6000]), cancellationToken: Cancellation));
            Assert.Contains("to which the storage token must not be sent", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, heard);
        harbour.Journal.AssertCount(Operation.UploadPart, 0);
    }

    [Theory]
    [InlineData("https://v3.fal.media/files/x", true)]
    [InlineData("https://v3b.fal.media/files/x", true)]
    [InlineData("https://v3b.fal.media:8443/files/x", false)]
    [InlineData("http://v3b.fal.media/files/x", false)]
    [InlineData("https://fal.media.evil.example/files/x", false)]
    [InlineData("https://evilfal.media/files/x", false)]
    [InlineData("https://v3.fal.media@evil.example/files/x", false)]
    [InlineData("https://rest.fal.ai/files/x", false)]
    public void The_services_cdn_has_sisters_and_no_others(string url, bool expected) => Assert.Equal(expected, StorageAddresses.IsCdn(new Uri(url), new FalClientOptions()));

    [Fact]
    public async Task A_signed_address_of_this_machine_is_refused_unless_allowed()
    {
        await using var inside = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(200, "")));
        string upload = $"https://localhost:{inside.Address.Port}/x";
        using var http = new HttpClient(new StubHandler().On("POST", "/storage/upload/initiate", 200, $$"""{"upload_url":"{{upload}}","file_url":"https://files.example/x"}"""));
        using var client = new FalClient(
            new FalClientOptions { ApiKey = Studio.Key, UploadRoutes = [FalUploadRoute.SignedUrl], Pause = static (_, _) => Task.CompletedTask }, http);
        var error = await Assert.ThrowsAsync<FalUploadException>(() => client.Storage.UploadAsync(FalMedia.FromBytes(new byte[10]), cancellationToken: Cancellation));
        Assert.Contains("AllowPrivateDownloads", error.Message, StringComparison.Ordinal);
        Assert.Empty(inside.Requests);
    }

    [Fact]
    public async Task The_callers_client_and_its_headers_stay_away_from_signed_addresses()
    {
        await using var signed = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(200, "")));
        using var http = new HttpClient(new StubHandler().On("POST", "/storage/upload/initiate", 200, $$"""{"upload_url":"{{signed.Address}}up?signature=s3cr3t","file_url":"https://files.example/x"}"""));
        http.DefaultRequestHeaders.Add("X-Own-Secret", "canary");
        using var client = new FalClient(
            new FalClientOptions { ApiKey = Studio.Key, UploadRoutes = [FalUploadRoute.SignedUrl], AllowPrivateDownloads = true }, http);
        FalUploadedFile file = await client.Storage.UploadAsync(FalMedia.FromBytes(new byte[10], "image/png"), cancellationToken: Cancellation);
        Assert.Equal("https://files.example/x", file.Url);
        string request = Assert.Single(signed.Requests);
        Assert.StartsWith("PUT /up?signature=s3cr3t HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: image/png", request, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Authorization", request, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_answer_whose_head_suffices_is_awaited_to_its_end_and_may_break()
    {
        OnNetStandard.Skip("HTTP/1.1 is all that its handler speaks.");
        await using Harbour harbour = await Harbour.OpenAsync();
        using var breaking = new BreakingComplete();
        using var http = new HttpClient(breaking);
        FalClient client = harbour.Stage.NewClient(
            static options => (options.UploadRoutes, options.MultipartThreshold, options.UploadPartBytes) = (Harbour.Only(FalUploadRoute.Cdn), Harbour.Threshold, Harbour.Part), http);
        byte[] bytes = Harbour.Bytes(6000);
        FalUploadedFile file = await client.Storage.UploadAsync(FalMedia.FromBytes(bytes), cancellationToken: Cancellation);
        Assert.True(breaking.HasBroken, "The next request would have left over a connection that is being cut");
        Assert.Equal(bytes, (await Harbour.FetchAsync(file.Url)).Bytes);
        harbour.Journal.AssertCount(Operation.UploadComplete, 1);
    }

    [Fact]
    public async Task Signatures_and_tokens_stay_out_of_exceptions()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        FalClient client = harbour.NewClient();
        await client.Storage.UploadAsync(FalMedia.FromBytes(new byte[10]), cancellationToken: Cancellation);
        string token = harbour.Journal.Of(Operation.Upload)[0].Headers["Authorization"]["Bearer ".Length..];
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.Upload, Kind = FalFaultKind.Status, StatusCode = 418, Body = $$"""{"detail":"no such token: {{token}}"}""", Times = 1 });
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.Upload, Kind = FalFaultKind.NothingFin });
        var error = await Assert.ThrowsAsync<FalUploadException>(() => client.Storage.UploadAsync(FalMedia.FromBytes(new byte[10]), cancellationToken: Cancellation));
        AggregateException both = Assert.IsType<AggregateException>(error.InnerException);
        Assert.DoesNotContain(token, error.ToString() + ((FalApiException)both.InnerExceptions[0]).Body, StringComparison.Ordinal);
        Assert.Contains("***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("signature", error + ((FalConnectionException)both.InnerExceptions[1]).Address!.AbsoluteUri, StringComparison.Ordinal);
    }

    /// <summary>Breaks the body of the last answer of an upload after its first bytes.</summary>
    private sealed class BreakingComplete() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool HasBroken { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri!.AbsolutePath.EndsWith("/complete", StringComparison.Ordinal))
                response.Content = new StreamContent(new Body(this));
            return response;
        }

        private sealed class Body(BreakingComplete owner) : MemoryStream("{"u8.ToArray())
        {
            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                int read = await base.ReadAsync(buffer, cancellationToken);
                owner.HasBroken = read == 0;
                return read > 0 ? read : throw new IOException("cut");
            }
        }
    }
}
