using System.Net;
using System.Text;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

public sealed class DownloadTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "klinggen-" + Guid.NewGuid().ToString("N"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_file_is_saved_whole_without_the_key_and_never_over_another()
    {
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(200, "picture")));
        using FalClient client = NewClient(server.Address);
        var file = new StudioImage { Url = server.Address + "files/x.png", FileName = "../../a b.png" };

        string first = await file.SaveAsync(_folder, client, cancellationToken: Cancellation);
        string second = await file.SaveAsync(_folder, client, cancellationToken: Cancellation);

        Assert.Equal(Path.Combine(_folder, "a b.png"), first);
        Assert.Equal(Path.Combine(_folder, "a b-2.png"), second);
        Assert.Equal("picture", await File.ReadAllTextAsync(first, Cancellation));
        Assert.Equal("picture", await File.ReadAllTextAsync(second, Cancellation));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
        Assert.All(server.Requests, request => Assert.DoesNotContain("canary", request, StringComparison.OrdinalIgnoreCase));
        Assert.All(server.Requests, request => Assert.DoesNotContain("Authorization", request, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_transfer_that_breaks_off_goes_on_where_it_stopped()
    {
        int call = 0;
        await using var server = new RawServer((request, stream) => ++call switch
        {
            1 => RawServer.Write(stream, RawServer.Response(200, "0123", "ETag: \"v1\"\r\n", length: 10)),
            2 => RawServer.Write(stream, $"HTTP/1.1 503 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            _ => RawServer.Write(stream, $"HTTP/1.1 206 X\r\nContent-Length: 6\r\nContent-Range: bytes 4-9/10\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n456789"),
        });
        using FalClient client = NewClient(server.Address);
        string path = await new StudioImage { Url = server.Address + "x.bin" }.SaveAsync(_folder, client, cancellationToken: Cancellation);
        Assert.Equal("0123456789", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Contains("Range: bytes=4-", server.Requests[2], StringComparison.Ordinal);
        Assert.Contains("If-Range: \"v1\"", server.Requests[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes */10", "0123456789")]
    [InlineData("bytes */4", "again")]
    public async Task A_transfer_cut_after_the_last_byte_is_whole(string range, string expected)
    {
        int call = 0;
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, ++call switch
        {
            1 => "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\nETag: \"v1\"\r\nConnection: close\r\n\r\na\r\n0123456789\r\n",
            2 => $"HTTP/1.1 416 X\r\nContent-Length: 0\r\nContent-Range: {range}\r\nConnection: close\r\n\r\n",
            _ => RawServer.Response(200, "again"),
        }));
        using FalClient client = NewClient(server.Address);
        string path = await new StudioImage { Url = server.Address + "x.bin" }.SaveAsync(_folder, client, cancellationToken: Cancellation);
        Assert.Equal(expected, await File.ReadAllTextAsync(path, Cancellation));
    }

    [Fact]
    public async Task A_file_that_changed_in_between_is_fetched_from_its_beginning()
    {
        int call = 0;
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, ++call == 1
            ? RawServer.Response(200, "old-", "ETag: \"v1\"\r\n", length: 10)
            : RawServer.Response(200, "entirely new", "ETag: \"v2\"\r\n")));
        using FalClient client = NewClient(server.Address);
        string path = await new StudioImage { Url = server.Address + "x.bin" }.SaveAsync(_folder, client, cancellationToken: Cancellation);
        Assert.Equal("entirely new", await File.ReadAllTextAsync(path, Cancellation));
    }

    [Fact]
    public async Task A_transfer_that_never_succeeds_leaves_nothing_behind()
    {
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(200, "0123", length: 10)));
        using FalClient client = NewClient(server.Address);
        var error = await Assert.ThrowsAsync<FalConnectionException>(() => new StudioImage { Url = server.Address + "x.bin" }.SaveAsync(_folder, client, cancellationToken: Cancellation));
        Assert.Equal(5, error.Attempts);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        await Assert.ThrowsAsync<FalConnectionException>(() => new StudioImage { Url = server.Address + "x.bin" }.GetBytesAsync(client, Cancellation));
    }

    [Fact]
    public async Task Data_uris_are_read_by_the_same_methods()
    {
        using FalClient client = NewClient(new Uri("http://127.0.0.1:1/"));
        byte[] bytes = [1, 2, 3, 250];
        var file = new StudioImage { Url = "data:image/webp;base64," + Convert.ToBase64String(bytes) };
        string path = await file.SaveAsync(_folder, client, "mine", cancellationToken: Cancellation);
        Assert.Equal("mine.webp", Path.GetFileName(path));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Cancellation));
        Assert.Equal(bytes, await file.GetBytesAsync(client, Cancellation));
        await using Stream stream = await file.OpenReadAsync(client, Cancellation);
        Assert.Equal(4, stream.Length);
        await Assert.ThrowsAsync<FalApiException>(() => new StudioImage { Url = "data:image/png;base64,*" }.GetBytesAsync(client, Cancellation));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/x")]
    [InlineData("http://localhost:9/x")]
    [InlineData("http://[::1]:9/x")]
    [InlineData("http://[::ffff:10.0.0.1]:9/x")]
    [InlineData("http://10.1.2.3:9/x")]
    [InlineData("http://192.168.1.1:9/x")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://2130706433/")]
    public async Task Private_addresses_are_refused_unless_allowed(string url)
    {
        using var client = new FalClient(new FalClientOptions { ApiKey = Studio.Key });
        var error = await Assert.ThrowsAsync<FalApiException>(() => new StudioImage { Url = url }.GetBytesAsync(client, Cancellation));
        Assert.Contains("AllowPrivateDownloads", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://a.example/x")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task What_is_no_web_address_is_refused(string url)
    {
        using FalClient client = NewClient(new Uri("http://127.0.0.1:1/"));
        await Assert.ThrowsAsync<FalApiException>(() => new StudioImage { Url = url }.GetBytesAsync(client, Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_too_long_is_not_collected()
    {
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, $"HTTP/1.1 200 X\r\nConnection: close\r\n\r\n{new string('x', 5000)}"));
        using FalClient client = NewClient(server.Address, options => options.MaxFileBytes = 1000);
        var file = new StudioImage { Url = server.Address + "x.bin" };
        Assert.Contains("MaxFileBytes", (await Assert.ThrowsAsync<FalApiException>(() => file.GetBytesAsync(client, Cancellation))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FalApiException>(() => file.SaveAsync(_folder, client, cancellationToken: Cancellation));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        var inline = new StudioImage { Url = "data:," + new string('x', 5000) };
        await Assert.ThrowsAsync<FalApiException>(() => inline.GetBytesAsync(client, Cancellation));
    }

    [Fact]
    public async Task A_redirect_between_allowed_addresses_is_followed()
    {
        await using var target = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(200, "secret")));
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(302, "", $"Location: {target.Address}\r\n")));
        using FalClient open = NewClient(server.Address);
        Assert.Equal("secret", Encoding.UTF8.GetString(await new StudioImage { Url = server.Address.AbsoluteUri }.GetBytesAsync(open, Cancellation)));
    }

    [Fact]
    public async Task An_expired_file_is_explained()
    {
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(404, "")));
        using FalClient client = NewClient(server.Address);
        var error = await Assert.ThrowsAsync<FalApiException>(() => new StudioImage { Url = server.Address + "x.png" }.SaveAsync(_folder, client, cancellationToken: Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Contains("expire", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    private static FalClient NewClient(Uri address, Action<FalClientOptions>? configure = null)
    {
        FalClientOptions options = FalClientOptions.ForEmulator(address, Studio.Key);
        options.Pause = static (_, _) => Task.CompletedTask;
        configure?.Invoke(options);
        return new FalClient(options);
    }
}
