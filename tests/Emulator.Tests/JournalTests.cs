using System.Net.Sockets;
using System.Text;

namespace KlingGen.Emulator.Tests;

public sealed class JournalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_submit_that_never_arrived_whole_is_recorded_and_was_not_paid_for()
    {
        await using Rig rig = await Rig.StartAsync();
        FalEmulator emulator = rig.Emulator;

        foreach (int sent in Enumerable.Range(1, 2))
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(emulator.Address.Host, emulator.Address.Port, Token);
            NetworkStream stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /queue/{Rig.Kling} HTTP/1.1\r\nHost: {emulator.Address.Authority}\r\nAuthorization: Key {FalEmulator.DefaultApiKey}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{\"prompt\":"), Token);
            socket.Client.Shutdown(SocketShutdown.Send);
            await emulator.Journal.WaitForAsync(entry => entry.Sequence == sent, Token);
        }

        Assert.All(emulator.Journal.Of(FalOperation.Submit), static entry => Assert.False(entry.BodyComplete));
        emulator.Journal.AssertNothingSubmitted();
        emulator.Journal.AssertNothingPaidTwice();
    }
}
