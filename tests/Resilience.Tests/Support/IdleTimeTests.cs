using System.Net;
using System.Net.Sockets;
using KlingGen.TestKit;

namespace Resilience.Tests.Support;

/// <summary>The clock of these tests: a limit passes when nothing goes on, and never while something does.</summary>
[Collection(IdleTime.Collection)]
public sealed class IdleTimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_limit_passes_when_nothing_else_can_happen()
    {
        var time = new IdleTime();
        DateTimeOffset start = time.GetUtcNow();
        await Assert.ThrowsAsync<TimeoutException>(() => new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromHours(3), time, Token));
        Assert.Equal(TimeSpan.FromHours(3), time.GetUtcNow() - start);
    }

    [Fact]
    public async Task Timers_fire_in_their_order_and_periods()
    {
        var time = new IdleTime();
        var fired = new List<string>();
        using (ITimer timer = time.CreateTimer(_ => Add("period"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)))
        {
            await Task.Delay(TimeSpan.FromSeconds(5), time, Token);
            Add("end");
        }

        Assert.Equal(["period", "period", "end"], fired);

        void Add(string text)
        {
            lock (fired)
                fired.Add(text);
        }
    }

    /// <summary>A limit of a tick on an exchange of packets and work: it would pass on any clock that runs by itself.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_limit_does_not_pass_while_packets_or_work_are_under_way(int atOnce)
    {
        var time = new IdleTime();
        using var limit = new CancellationTokenSource(TimeSpan.FromTicks(1), time);
        int[] sums = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(() => ExchangeAsync(1000), Token)));
        Assert.False(limit.IsCancellationRequested, "The limit passed while packets were under way.");
        Assert.All(sums, static sum => Assert.Equal(1000, sum));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, limit.Token));
    }

    // A byte there and back, with work in between.
    private static async Task<int> ExchangeAsync(int times)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Token);
        using TcpClient server = await listener.AcceptTcpClientAsync(Token);
        client.NoDelay = server.NoDelay = true;
        Task echo = EchoAsync(server.GetStream());
        NetworkStream stream = client.GetStream();
        byte[] one = [1];
        int sum = 0;
        for (int i = 0; i < times; i++)
        {
            await stream.WriteAsync(one, Token);
            await stream.ReadExactlyAsync(one, Token);
            sum += one[0];
        }

        client.Client.Shutdown(SocketShutdown.Send);
        await echo;
        return sum;
    }

    private static async Task EchoAsync(NetworkStream stream)
    {
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, Token) > 0)
            await stream.WriteAsync(one, Token);
    }
}
