using System.Text.Json.Nodes;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Webhooks.Tests.Support;

/// <summary>An emulator, a client, and a second emulator whose journal receives the webhooks.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Id = "fal-ai/kling-image/v3/text-to-image";

    private readonly FalEmulator _receiver;

    private Rig(FalEmulator emulator, FalEmulator receiver)
    {
        Emulator = emulator;
        _receiver = receiver;
        Options = FalClientOptions.ForEmulator(emulator.Address);
        Options.MaxRetries = 0;
        Options.Validate = false;
        Fal = new FalClient(Options);
        Verifier = new FalWebhookVerifier(FalEd25519.Instance, FalWebhookOptions.For(Options));
    }

    public FalEmulator Emulator { get; }

    public FalClientOptions Options { get; }

    public FalClient Fal { get; }

    public FalWebhookVerifier Verifier { get; }

    public FalEndpoint<FalJson, FalJson> Endpoint => Fal.Endpoint(Id);

    public Uri HookAddress => new(_receiver.Address, "hook");

    public static async Task<Rig> StartAsync()
    {
        FalEmulator emulator = await FalEmulator.StartAsync(new()
        {
            Schemas = { Repository.File("schemas/kling-image-v3-text-to-image.json") },
            Timing = FalEmulatorTiming.Instant,
            DrawPictures = false,
        });
        FalEmulator receiver = await FalEmulator.StartAsync();
        receiver.Faults.Add(new FalFault { Kind = FalFaultKind.Status, StatusCode = 200, Body = "{}" });
        return new Rig(emulator, receiver);
    }

    public static FalJson Input(string? prompt) => FalJson.Parse((prompt is null ? new JsonObject() : new JsonObject { ["prompt"] = prompt }).ToJsonString());

    public static FalWebhookHeaders HeadersOf(FalJournalEntry entry) =>
        FalWebhookHeaders.Read(name => entry.Headers.TryGetValue(name, out string? value) ? [value] : null);

    /// <summary>A webhook as it arrived, the first or that of a request.</summary>
    public Task<FalJournalEntry> ArrivedAsync(string? requestId = null) => _receiver.Journal.WaitForAsync(
        entry => entry.Headers.TryGetValue(FalWebhookHeaders.RequestIdName, out string? id) && (requestId is null || id == requestId), TestContext.Current.CancellationToken);

    /// <summary>A good webhook, with the query of its address.</summary>
    public async Task<(FalVerifiedWebhook Webhook, string Query)> ReceiveAsync(string? requestId = null)
    {
        FalJournalEntry entry = await ArrivedAsync(requestId);
        FalWebhookVerificationResult check = await Verifier.VerifyAsync(HeadersOf(entry), entry.Body, TestContext.Current.CancellationToken);
        Assert.True(check.IsValid, check.Reason);
        int query = entry.Path.IndexOf('?', StringComparison.Ordinal);
        return (check.Webhook, query < 0 ? "" : entry.Path[query..]);
    }

    public async ValueTask DisposeAsync()
    {
        Verifier.Dispose();
        Fal.Dispose();
        await Emulator.DisposeAsync();
        await _receiver.DisposeAsync();
    }
}
