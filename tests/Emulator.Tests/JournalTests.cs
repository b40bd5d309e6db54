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

    [Fact]
    public async Task Whoever_gives_up_waiting_is_forgotten()
    {
        await using Rig rig = await Rig.StartAsync();
        FalEmulator emulator = rig.Emulator;
        foreach (int _ in Enumerable.Range(0, 100))
        {
            using var cancelling = new CancellationTokenSource();
            Task entry = emulator.Journal.WaitForAsync(static _ => false, cancelling.Token);
            Task delivery = emulator.Webhooks.WaitForAsync(static _ => false, cancelling.Token);
            Assert.Equal((1, 1), (emulator.Journal.Waiting, emulator.Webhooks.Waiting));
            await cancelling.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entry);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivery);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => emulator.Journal.WaitForAsync(static _ => false, cancelling.Token));
            Assert.Equal((0, 0), (emulator.Journal.Waiting, emulator.Webhooks.Waiting));
        }
    }

    [Fact]
    public async Task A_condition_that_fails_is_the_failure_of_whoever_waits()
    {
        await using Rig rig = await Rig.StartAsync();
        Task failing = rig.Emulator.Journal.WaitForAsync(static entry => entry.Operation == FalOperation.Submit ? throw new InvalidDataException() : false, Token);
        Task<FalJournalEntry> waiting = rig.Emulator.Journal.WaitForAsync(static entry => entry.Operation == FalOperation.Submit, Token);
        await rig.SubmitAsync();
        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        Assert.Equal(FalOperation.Submit, (await waiting).Operation);
        Assert.Equal(0, rig.Emulator.Journal.Waiting);
    }
}
