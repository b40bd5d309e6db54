using System.IO.Compression;
using System.Text;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Safety;

public class ReplyLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_is_too_long_is_not_collected()
    {
        string body = $$"""{"images":[{"url":"{{new string('x', 5000)}}"}]}""";
        using var studio = new Studio(Studio.Happy().On("GET", Studio.Job, 200, body), options => options.MaxResponseBytes = 1000);
        var error = await Assert.ThrowsAsync<FalApiException>(() => studio.Endpoint.Resume(Studio.Handle).GetResultAsync(Cancellation));
        Assert.Contains("MaxResponseBytes", error.Message, StringComparison.Ordinal);
        Assert.Equal("job-1", error.Handle?.RequestId);
        Assert.Equal(1, studio.Handler.Count("GET", Studio.Job));
    }

    [Fact]
    public async Task A_lie_about_the_length_costs_no_memory()
    {
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(200, "{", length: 2_000_000_000)));
        FalClientOptions options = FalClientOptions.ForEmulator(server.Address);
        options.MaxResponseBytes = long.MaxValue;
        options.MaxRetries = 0;
        using var client = new FalClient(options);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await Assert.ThrowsAsync<FalApiException>(() => new FalEndpoint<StudioInput, StudioOutput>(client, Studio.Id).Resume(Studio.Handle).GetResultAsync(Cancellation));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 100L << 20);
    }

    [Theory]
    [InlineData("gzip")]
#if !NETSTANDARD2_0 // The framework has no Brotli there; such an answer is refused with words.
    [InlineData("br")]
#endif
    [InlineData("deflate")]
    public async Task A_compressed_answer_is_read_and_a_bomb_is_not(string encoding)
    {
        string sound = $$"""{"images":[{"url":"{{string.Concat(Enumerable.Range(0, 2000).Select(i => (char)('a' + (i * 7919 % 26))))}}"}]}""";
        string bomb = $$"""{"images":[{"url":"{{new string('x', 30_000_000)}}"}]}""";
        using var studio = new Studio(Studio.Happy()
            .On("GET", Studio.Job, _ => Task.FromResult(Compressed(sound, encoding)))
            .On("POST", Studio.Submit, _ => Task.FromResult(Compressed(bomb, encoding))));
        Assert.Single((await studio.Endpoint.Resume(Studio.Handle).GetResultAsync(Cancellation)).Value.Images);

        var error = await Assert.ThrowsAsync<FalApiException>(() => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Contains("longer than", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task An_encoding_that_cannot_be_read_is_an_answer_that_cannot_be_read(string encoding)
    {
        using var studio = new Studio(Studio.Happy().On("GET", Studio.Job, _ =>
        {
            HttpResponseMessage reply = Reply.Json(200, Studio.Output);
            reply.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            return Task.FromResult(reply);
        }));
        var error = await Assert.ThrowsAsync<FalApiException>(() => studio.Endpoint.Resume(Studio.Handle).GetResultAsync(Cancellation));
        Assert.Equal("job-1", error.Handle?.RequestId);
    }

    [Fact]
    public async Task Json_deeper_than_allowed_is_an_answer_that_cannot_be_read()
    {
        string deep = new string('[', 5000) + new string(']', 5000);
        using var studio = new Studio(Studio.Happy()
            .On("GET", Studio.Job, 200, $$"""{"images":[],"extra":{{deep}}}""")
            .On("GET", Studio.Status, 200, $$"""{"status":"COMPLETED","logs":{{deep}}}""")
            .On("PUT", Studio.Cancel, 500, $$"""{"detail":{{deep}}}"""));
        FalJob<StudioOutput> job = studio.Endpoint.Resume(Studio.Handle);
        await Assert.ThrowsAsync<FalApiException>(() => job.GetResultAsync(Cancellation));
        await Assert.ThrowsAsync<FalApiException>(() => job.GetStatusAsync(cancellationToken: Cancellation));
        await Assert.ThrowsAsync<FalApiException>(() => job.CancelAsync(Cancellation));
    }

    private static HttpResponseMessage Compressed(string text, string encoding)
    {
        using var bytes = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(bytes, CompressionLevel.Optimal, leaveOpen: true),
        })
            stream.Write(Encoding.UTF8.GetBytes(text));
        HttpResponseMessage reply = Reply.Raw(200, bytes.ToArray(), "application/json");
        reply.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return reply;
    }
}
