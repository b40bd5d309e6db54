namespace KlingGen.Emulator;

/// <summary>One attempt to deliver a webhook.</summary>
/// <param name="RequestId">The finished request.</param>
/// <param name="Target">Where it was sent.</param>
/// <param name="Attempt">From 1; a duplicate starts again at 1.</param>
/// <param name="StatusCode">The receiver's answer; <see langword="null"/> when there was none.</param>
/// <param name="Body">What was sent.</param>
public sealed record FalWebhookDelivery(string RequestId, Uri Target, int Attempt, int? StatusCode, string Body);
