using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KlingGen.TestKit;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace KlingGen.Emulator.Tests;

/// <summary>A second emulator receives: its journal is the receiver's memory, its faults the receiver's moods.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task A_finished_request_is_announced_and_signed()
    {
        await using Rig rig = await Rig.StartAsync();
        await using FalEmulator receiver = await ReceiverAsync();
        string good = await SubmitAsync(rig, receiver, """{"prompt":"a"}""");
        string bad = await SubmitAsync(rig, receiver, "{}");
        FalJournalEntry ok = await HookAsync(receiver, good), error = await HookAsync(receiver, bad);

        Assert.True(Verify(ok, await KeysAsync(rig)));
        Assert.True(Verify(error, await KeysAsync(rig)));
        Assert.Equal("emulator-user", ok.Headers["X-Fal-Webhook-User-Id"]);
        using JsonDocument body = JsonDocument.Parse(ok.Body);
        Assert.Equal(["error", "gateway_request_id", "payload", "request_id", "status"], body.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("OK", body.RootElement.GetProperty("status").GetString());
        Assert.Equal(1, body.RootElement.GetProperty("payload").GetProperty("images").GetArrayLength());
        using JsonDocument failed = JsonDocument.Parse(error.Body);
        Assert.Equal("Invalid status code: 422", failed.RootElement.GetProperty("error").GetString());
        Assert.Equal("missing", failed.RootElement.GetProperty("payload").GetProperty("detail")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Signature_time_payload_and_keys_can_be_wrong_on_purpose()
    {
        await using Rig rig = await Rig.StartAsync();
        await using FalEmulator receiver = await ReceiverAsync();
        rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior { BadSignature = true };
        Assert.False(Verify(await HookAsync(receiver, await SubmitAsync(rig, receiver)), await KeysAsync(rig)));

        rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior { TimestampShift = TimeSpan.FromMinutes(-6), PayloadError = true };
        FalJournalEntry stale = await HookAsync(receiver, await SubmitAsync(rig, receiver));
        long age = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(stale.Headers["X-Fal-Webhook-Timestamp"], CultureInfo.InvariantCulture);
        Assert.InRange(age, 359, 400);
        Assert.True(Verify(stale, await KeysAsync(rig)));
        using JsonDocument body = JsonDocument.Parse(stale.Body);
        Assert.Equal(JsonValueKind.Null, body.RootElement.GetProperty("payload").ValueKind);
        Assert.True(body.RootElement.TryGetProperty("payload_error", out _));

        List<byte[]> before = await KeysAsync(rig);
        rig.Emulator.Webhooks.RotateKey(keepOld: true);
        Assert.Equal(2, (await KeysAsync(rig)).Count);
        FalJournalEntry rotated = await HookAsync(receiver, await SubmitAsync(rig, receiver));
        Assert.False(Verify(rotated, before));
        Assert.True(Verify(rotated, await KeysAsync(rig)));
        rig.Emulator.Webhooks.RotateKey();
        Assert.Single(await KeysAsync(rig));
        Assert.False(Verify(rotated, await KeysAsync(rig)));
    }

    [Fact]
    public async Task A_receiver_that_fails_is_tried_again_on_the_clock()
    {
        var clock = new WatchedTime();
        await using Rig rig = await Rig.StartAsync(o => (o.TimeProvider, o.WebhookRetryDelays) = (clock, [TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)]));
        await using FalEmulator receiver = await ReceiverAsync(503);
        string id = await SubmitAsync(rig, receiver);
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            int expected = attempt;
            await rig.Emulator.Webhooks.WaitForAsync(deliveries => deliveries.Count == expected, TestContext.Current.CancellationToken);
            clock.Advance(TimeSpan.FromSeconds(attempt == 1 ? 15 : 30));
        }

        Assert.Equal([(1, 503), (2, 503), (3, 503)], rig.Emulator.Webhooks.Deliveries.Select(d => (d.Attempt, d.StatusCode ?? 0)));
        Assert.Equal(3, receiver.Journal.Where(entry => entry.BodyText.Contains(id, StringComparison.Ordinal)).Count);
    }

    [Fact]
    public async Task Webhooks_are_dropped_and_doubled_by_a_seed()
    {
        List<int>? first = null;
        for (int round = 0; round < 2; round++)
        {
            await using Rig rig = await Rig.StartAsync();
            await using FalEmulator receiver = await ReceiverAsync();
            rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior { DropProbability = 0.3, DuplicateProbability = 0.3, Seed = 5 };
            var ids = new List<string>();
            for (int i = 0; i < 20; i++)
                ids.Add(await SubmitAsync(rig, receiver));
            int begun = rig.Emulator.Webhooks.Begun;
            await rig.Emulator.Webhooks.WaitForAsync(deliveries => deliveries.Count == begun, TestContext.Current.CancellationToken);
            List<int> counts = [.. ids.Select(id => rig.Emulator.Webhooks.Deliveries.Count(d => d.RequestId == id))];
            Assert.Equal([0, 1, 2], counts.Distinct().Order());
            Assert.Equal(first ?? counts, counts);
            first = counts;
        }
    }

    [Fact]
    public async Task A_webhook_can_overtake_the_answer_to_its_submit()
    {
        await using Rig rig = await Rig.StartAsync();
        await using FalEmulator receiver = await ReceiverAsync();
        rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior { BeforeAnswerProbability = 1 };
        for (int i = 0; i < 20; i++)
        {
            string id = await SubmitAsync(rig, receiver);
            Assert.Contains(rig.Emulator.Webhooks.Deliveries, delivery => delivery.RequestId == id);
        }

        // One that is never sent holds nothing back.
        rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior { BeforeAnswerProbability = 1, DropProbability = 1 };
        Assert.DoesNotContain(await SubmitAsync(rig, receiver), rig.Emulator.Webhooks.Deliveries.Select(delivery => delivery.RequestId));
    }

    [Fact]
    public async Task Webhooks_overtake_each_other_by_their_delays()
    {
        var clock = new WatchedTime();
        await using Rig rig = await Rig.StartAsync(o => o.TimeProvider = clock);
        await using FalEmulator receiver = await ReceiverAsync();
        rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior { LongestDelay = TimeSpan.FromMinutes(1), Seed = 3 };
        var submitted = new List<string>();
        for (int i = 0; i < 8; i++)
            submitted.Add(await SubmitAsync(rig, receiver));
        TimeSpan[] delays = await clock.WaitForTimersAsync(static due => due > TimeSpan.Zero && due <= TimeSpan.FromMinutes(1), 8, TestContext.Current.CancellationToken);
        TimeSpan passed = TimeSpan.Zero;
        foreach ((int index, TimeSpan delay) in delays.Order().Index())
        {
            clock.Advance(delay - passed);
            passed = delay;
            await rig.Emulator.Webhooks.WaitForAsync(deliveries => deliveries.Count == index + 1, TestContext.Current.CancellationToken);
        }

        List<string> delivered = [.. rig.Emulator.Webhooks.Deliveries.Select(delivery => delivery.RequestId)];
        Assert.NotEqual(submitted, delivered);
        Assert.Equal(submitted.Order(StringComparer.Ordinal), delivered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_keys_can_be_out_while_webhooks_go_on()
    {
        await using Rig rig = await Rig.StartAsync();
        await using FalEmulator receiver = await ReceiverAsync();
        List<byte[]> keys = await KeysAsync(rig);
        rig.Emulator.Webhooks.KeyOutage = true;
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await rig.GetAsync("rest/.well-known/jwks.json")).Status);
        Assert.True(Verify(await HookAsync(receiver, await SubmitAsync(rig, receiver)), keys));
        rig.Emulator.Webhooks.KeyOutage = false;
        Assert.Single(await KeysAsync(rig));
    }

    private static async Task<FalEmulator> ReceiverAsync(int status = 200)
    {
        FalEmulator receiver = await FalEmulator.StartAsync();
        receiver.Faults.Add(new FalFault { Kind = FalFaultKind.Status, StatusCode = status, Body = "{}" });
        return receiver;
    }

    private static async Task<string> SubmitAsync(Rig rig, FalEmulator receiver, string input = """{"prompt":"a"}""") =>
        await rig.SubmitAsync(Rig.Json(input), $"{Rig.Kling}?fal_webhook={Uri.EscapeDataString(receiver.Address + "hook")}");

    private static Task<FalJournalEntry> HookAsync(FalEmulator receiver, string id) =>
        receiver.Journal.WaitForAsync(entry => entry.Headers.TryGetValue("X-Fal-Webhook-Request-Id", out string? of) && of == id, TestContext.Current.CancellationToken);

    private static async Task<List<byte[]>> KeysAsync(Rig rig)
    {
        (_, JsonElement set) = await rig.GetAsync("rest/.well-known/jwks.json");
        return [.. set.GetProperty("keys").EnumerateArray().Select(key => Base64Url.DecodeFromChars(key.GetProperty("x").GetString()))];
    }

    private static bool Verify(FalJournalEntry hook, List<byte[]> keys)
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(hook.Body.Span));
        byte[] message = Encoding.UTF8.GetBytes(string.Join("\n", hook.Headers["X-Fal-Webhook-Request-Id"], hook.Headers["X-Fal-Webhook-User-Id"], hook.Headers["X-Fal-Webhook-Timestamp"], digest));
        byte[] signature = Convert.FromHexString(hook.Headers["X-Fal-Webhook-Signature"]);
        return keys.Any(key =>
        {
            var verifier = new Ed25519Signer();
            verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(key));
            verifier.BlockUpdate(message, 0, message.Length);
            return verifier.VerifySignature(signature);
        });
    }
}
