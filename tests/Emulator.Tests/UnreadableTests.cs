using System.Net;

namespace KlingGen.Emulator.Tests;

public sealed class UnreadableTests
{
    public static TheoryData<FalFaultKind> Kinds => [.. Enum.GetValues<FalFaultKind>().Where(static kind => kind is >= FalFaultKind.UnreadableEmpty and <= FalFaultKind.UnreadableNoContent)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_unreadable_answer_is_a_success_and_the_request_takes_effect(FalFaultKind kind)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = kind, Times = 1 });
        using HttpResponseMessage answer = await rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Input(), TestContext.Current.CancellationToken);
        string body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(kind == FalFaultKind.UnreadableNoContent ? HttpStatusCode.NoContent : HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("request_id", body, StringComparison.Ordinal);
        string id = rig.Emulator.Journal.AssertSubmittedOnce().RequestId!;
        Assert.Equal([id], answer.Headers.GetValues("x-fal-request-id"));
        (HttpStatusCode status, _) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}");
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task An_answer_without_a_body_leaves_the_connection_open(int status)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, StatusCode = status, Operation = FalOperation.Meta });
        int connections = 0;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                connections++;
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, token);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        });
        for (int i = 0; i < 50; i++)
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(rig.Emulator.Address, "platform/v1/meta"), TestContext.Current.CancellationToken);
            Assert.Equal(status, (int)answer.StatusCode);
        }

        Assert.Equal(1, connections);
    }
}
