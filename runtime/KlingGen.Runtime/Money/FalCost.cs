using System.Globalization;

namespace KlingGen;

/// <summary>What a call cost by the list price, before discounts.</summary>
/// <param name="Amount">The amount in <paramref name="Currency"/>.</param>
/// <param name="Currency">The currency as the service names it, such as <c>USD</c>.</param>
public sealed record FalCost(decimal Amount, string Currency)
{
    /// <summary>Amount and currency.</summary>
    /// <returns>For example <c>0.056 USD</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.######} {Currency}");
}
