using KlingGen;

namespace Webhooks.Tests.Support;

/// <summary>One webhook on its way. A header that is null is absent; a line break in it stands for two headers.</summary>
internal sealed record Delivery(string? RequestId, string? UserId, string? Timestamp, string? Signature, byte[] Body)
{
    public const string Twice = "\u0001twice\u0001";

    public FalWebhookHeaders Headers => FalWebhookHeaders.Read(name => name switch
    {
        FalWebhookHeaders.RequestIdName => Values(RequestId),
        FalWebhookHeaders.UserIdName => Values(UserId),
        FalWebhookHeaders.TimestampName => Values(Timestamp),
        FalWebhookHeaders.SignatureName => Values(Signature),
        _ => throw new InvalidOperationException("A header nobody signs was asked for."),
    });

    private static string[]? Values(string? value) => value?.Split(Twice);
}
