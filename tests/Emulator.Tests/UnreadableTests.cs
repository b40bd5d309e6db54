using System.Net;

namespace KlingGen.Emulator.Tests;

public sealed class UnreadableTests
{
    public static TheoryData<FalFaultKind> Kinds => [.. Enum.GetValues<FalFaultKind>().Where(static kind => kind >= FalFaultKind.UnreadableEmpty)];

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
}
