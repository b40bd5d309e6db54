using KlingGen;
using KlingGen.Emulator;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Healing;

public sealed class LostSubmitTests
{
    private readonly FalWebhookJobKey _key = new(Enumerable.Repeat((byte)7, 32).ToArray());

    [Fact]
    public async Task Every_submit_whose_answer_was_lost_is_found_again_by_its_webhook()
    {
        const int Jobs = 100;
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Operation = KlingGen.Emulator.FalOperation.Submit, Kind = FalFaultKind.NothingReset });
        var unknown = new List<string>();
        for (int i = 0; i < Jobs; i++)
        {
            FalSubmitUnknownException lost = await Assert.ThrowsAsync<FalSubmitUnknownException>(() => rig.Endpoint.SubmitAsync(
                Rig.Input("a lighthouse"), new() { WebhookUrl = rig.HookAddress, ClientJobId = $"order-{i}", WebhookJobKey = _key }));
            Assert.Equal($"order-{i}", lost.ClientJobId);
            Assert.Equal(rig.HookAddress, lost.Attempt!.WebhookUrl);
            Assert.Null(lost.RequestId);
            unknown.Add(lost.ClientJobId!);
        }

        await rig.Emulator.Webhooks.WaitForAsync(static deliveries => deliveries.Count == Jobs, TestContext.Current.CancellationToken);
        var found = new Dictionary<string, FalJobHandle>(StringComparer.Ordinal);
        foreach (FalWebhookDelivery delivery in rig.Emulator.Webhooks.Deliveries)
        {
            (FalVerifiedWebhook webhook, string query) = await rig.ReceiveAsync(delivery.RequestId);
            Assert.True(_key.TryRead(query, out FalWebhookJob? job));
            found.Add(job.ClientJobId, job.ToHandle(rig.Fal.Endpoint(job.EndpointId).ParseWebhook(webhook).RequestId));
        }

        Assert.Equal(unknown.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (FalJobHandle handle in found.Values)
            Assert.NotNull((await rig.Endpoint.Resume(handle).GetResultAsync(TestContext.Current.CancellationToken)).Value);
        Assert.Equal(Jobs, rig.Emulator.Journal.Entries.Count(static entry => entry.Operation == KlingGen.Emulator.FalOperation.Submit));
        TestContext.Current.TestOutputHelper!.WriteLine($"{Jobs} answers lost, {found.Count} jobs found again, none submitted twice");
    }

    [Fact]
    public async Task An_id_in_a_webhook_without_a_key_is_refused_before_anything_is_sent()
    {
        await using Rig rig = await Rig.StartAsync();
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => rig.Endpoint.SubmitAsync(Rig.Input("a"), new() { WebhookUrl = rig.HookAddress, ClientJobId = "42" }));
        Assert.Contains("WebhookJobKey", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => rig.Endpoint.SubmitAsync(Rig.Input("a"), new() { WebhookUrl = rig.HookAddress, ClientJobId = "é", WebhookJobKey = _key }));
        Assert.Empty(rig.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task Without_a_webhook_the_id_rides_on_the_exception_alone()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Operation = KlingGen.Emulator.FalOperation.Submit, Kind = FalFaultKind.NothingReset });
        FalSubmitUnknownException lost = await Assert.ThrowsAsync<FalSubmitUnknownException>(() => rig.Endpoint.SubmitAsync(Rig.Input("a"), new() { ClientJobId = "42" }));
        Assert.Equal("42", lost.ClientJobId);
        Assert.DoesNotContain("42", lost.Attempt!.Address.Query, StringComparison.Ordinal);
    }
}
