using System.Net;
using KlingGen;

namespace Runtime.Tests;

/// <summary>Where a connection cannot be looked at, the name is, before anything is sent.</summary>
public class PrivateAddressTests
{
    [Theory]
    [InlineData("https://files.example/a.png", "127.0.0.1")]
    [InlineData("https://files.example/a.png", "203.0.113.7,10.0.0.1")]
    [InlineData("http://[::1]/a.png", "203.0.113.7")]
    public async Task A_name_of_this_machine_or_its_network_is_refused(string url, string addresses)
    {
        using var fal = new FalClient(new FalClientOptions { ApiKey = "a:b", MaxRetries = 0, Network = new Names(addresses) });
        var error = await Assert.ThrowsAsync<FalApiException>(() => new FalFile { Url = url }.GetBytesAsync(fal, TestContext.Current.CancellationToken));
        Assert.Contains("Set FalClientOptions.AllowPrivateDownloads if this is intended.", error.Message, StringComparison.Ordinal);
    }

    private sealed class Names(string addresses) : Network
    {
        public override Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult<IPAddress[]>([.. addresses.Split(',').Select(IPAddress.Parse)]);
    }
}
