using System.Globalization;

namespace KlingGen;

/// <summary>What a call cost by the list price, before discounts.</summary>
public sealed record FalCost
{
    /// <summary>Creates one.</summary>
    /// <param name="amount">The amount in <paramref name="currency"/>.</param>
    /// <param name="currency">The currency as the service names it, such as <c>USD</c>.</param>
    public FalCost(decimal amount, string currency) =>
        (Amount, Currency) = (amount, currency);

    /// <summary>The amount in <see cref="Currency"/>.</summary>
    public decimal Amount { get; init; }

    /// <summary>The currency as the service names it, such as <c>USD</c>.</summary>
    public string Currency { get; init; }

    /// <summary>Amount and currency.</summary>
    /// <returns>For example <c>0.056 USD</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.######} {Currency}");
}
