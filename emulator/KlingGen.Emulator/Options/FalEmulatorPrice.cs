namespace KlingGen.Emulator;

/// <summary>What one unit of an endpoint costs, as the platform's pricing page would say it.</summary>
/// <param name="UnitPrice">Price of one unit.</param>
/// <param name="Unit">Name of the unit; the service treats it as free text.</param>
/// <param name="Currency">Three-letter code.</param>
public sealed record FalEmulatorPrice(decimal UnitPrice, string Unit = "images", string Currency = "USD");
