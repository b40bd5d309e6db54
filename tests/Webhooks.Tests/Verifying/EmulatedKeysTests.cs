using KlingGen;
using KlingGen.Emulator;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Verifying;

/// <summary>Rotation and outage over a real socket, with the emulator's own keys.</summary>
public sealed class EmulatedKeysTests
{
    [Fact]
    public async Task Rotation_and_outage_are_survived_and_bad_signatures_are_not()
    {
        await using Rig rig = await Rig.StartAsync();
        Assert.True((await ReceiveAsync(rig)).IsValid);
        rig.Emulator.Webhooks.RotateKey();
        Assert.True((await ReceiveAsync(rig)).IsValid);
        rig.Emulator.Webhooks.KeyOutage = true;
        Assert.True((await ReceiveAsync(rig)).IsValid);

        rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior { BadSignature = true };
        Assert.Equal(FalWebhookVerificationStatus.WrongSignature, (await ReceiveAsync(rig)).Status);
        rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior { TimestampShift = TimeSpan.FromMinutes(-6) };
        Assert.Equal(FalWebhookVerificationStatus.TooOld, (await ReceiveAsync(rig)).Status);
        rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior { TimestampShift = TimeSpan.FromMinutes(6) };
        Assert.Equal(FalWebhookVerificationStatus.TooNew, (await ReceiveAsync(rig)).Status);
        Assert.Equal(2, rig.Emulator.Journal.Entries.Count(static entry => entry.Operation == KlingGen.Emulator.FalOperation.WebhookKeys));

        // Someone who has seen no key yet cannot verify during the outage, and says so.
        using var fresh = new FalWebhookVerifier(FalEd25519.Instance, FalWebhookOptions.For(rig.Options));
        rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior();
        FalApiException error = await Assert.ThrowsAsync<FalApiException>(() => ReceiveAsync(rig, fresh));
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, error.StatusCode);
    }

    private static async Task<FalWebhookVerificationResult> ReceiveAsync(Rig rig, FalWebhookVerifier? verifier = null)
    {
        FalJob<FalJson> job = await rig.Endpoint.SubmitAsync(Rig.Input("a lighthouse"), new() { WebhookUrl = rig.HookAddress });
        FalJournalEntry entry = await rig.ArrivedAsync(job.RequestId);
        return await (verifier ?? rig.Verifier).VerifyAsync(Rig.HeadersOf(entry), entry.Body, TestContext.Current.CancellationToken);
    }
}
