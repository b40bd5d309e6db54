using System.Net;
using System.Net.Sockets;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>A network of our own: names answer with the addresses the test says, and connections to public addresses reach a server of this machine.</summary>
public sealed class PrivateNetworkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://inside.example/x")]
    [InlineData("http://mixed.example/x")]
    [InlineData("http://127.0.0.1/x")]
    [InlineData("http://[::1]/x")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://mapped.example/x")]
    public async Task A_redirect_or_name_that_leads_inside_is_not_followed(string inside)
    {
        await using var server = new RawServer((request, stream) => RawServer.Write(stream, request.StartsWith("GET /away", StringComparison.Ordinal)
            ? RawServer.Response(302, "", $"Location: {inside}\r\n")
            : RawServer.Response(200, "public")));
        var network = new Names(server.Address.Port);
        using var client = new FalClient(new FalClientOptions { ApiKey = Studio.Key, Network = network, MaxRetries = 0 });
        Assert.Equal("public"u8.ToArray(), await new StudioImage { Url = "http://public.example/x" }.GetBytesAsync(client, Cancellation));
        foreach (string url in (string[])["http://public.example/away", inside])
        {
            var error = await Assert.ThrowsAsync<FalApiException>(() => new StudioImage { Url = url }.GetBytesAsync(client, Cancellation));
            Assert.Contains("AllowPrivateDownloads", error.Message, StringComparison.Ordinal);
        }

        Assert.All(network.Connected, static address => Assert.False(PrivateAddresses.IsPrivate(address)));
    }

    [Fact]
    public async Task The_address_that_was_checked_is_the_address_that_is_connected_to()
    {
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(200, "public")));
        var network = new Names(server.Address.Port);
        using var client = new FalClient(new FalClientOptions { ApiKey = Studio.Key, Network = network, MaxRetries = 0 });
        // The second answer of this name is an address of the inside; it must not be asked for between checking and connecting.
        await new StudioImage { Url = "http://rebinding.example/x" }.GetBytesAsync(client, Cancellation);
        Assert.Equal([IPAddress.Parse("203.0.112.9")], network.Connected);
    }

    private sealed class Names(int port) : Network
    {
        private int _asked;

        public List<IPAddress> Connected { get; } = [];

        public override Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult(host switch
        {
            "inside.example" => new[] { IPAddress.Parse("10.0.0.5") },
            "mixed.example" => [IPAddress.Parse("203.0.112.9"), IPAddress.Loopback],
            "mapped.example" => [IPAddress.Parse("::ffff:192.168.0.1")],
            "rebinding.example" => [IPAddress.Parse(Interlocked.Increment(ref _asked) == 1 ? "203.0.112.9" : "127.0.0.1")],
            _ => [IPAddress.Parse("203.0.112.9")],
        });

        public override async Task<Stream> ConnectAsync(IPAddress[] addresses, int wanted, CancellationToken cancellationToken)
        {
            Connected.AddRange(addresses);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }
}
