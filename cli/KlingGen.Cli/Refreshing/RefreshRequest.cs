namespace KlingGen.Cli.Refreshing;

/// <summary>What the user asked <c>klinggen refresh</c> for.</summary>
/// <param name="EndpointIds">The endpoints; empty for all that are locked.</param>
/// <param name="Schemas">The folder named, or null.</param>
/// <param name="Service">The service's address, or null.</param>
/// <param name="IsCheck">Whether nothing shall be written, and the exit code says whether something differs.</param>
/// <param name="KeepsGoing">Whether a failure of one endpoint leaves the others to be written.</param>
internal sealed record RefreshRequest(IReadOnlyList<string> EndpointIds, string? Schemas, string? Service, bool IsCheck, bool KeepsGoing);
