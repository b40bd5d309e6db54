namespace KlingGen.Emulator;

/// <summary>A request that was billed.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="EndpointId">What it called.</param>
/// <param name="Units">The units it took.</param>
/// <param name="Cost">Units times the endpoint's price.</param>
/// <param name="Currency">The currency of the cost.</param>
public sealed record FalBillingEvent(string RequestId, string EndpointId, decimal Units, decimal Cost, string Currency);
