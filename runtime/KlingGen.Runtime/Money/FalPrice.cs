using System.Globalization;

namespace KlingGen;

/// <summary>What one unit of an endpoint costs by the list, before discounts.</summary>
public sealed record FalPrice
{
    /// <summary>Creates one.</summary>
    /// <param name="amount">The price of one unit.</param>
    /// <param name="unit">What is counted, in the service's words: <c>images</c>, <c>seconds</c>, <c>megapixels</c>, sometimes just <c>units</c>.</param>
    /// <param name="currency">The currency as the service names it, such as <c>USD</c>.</param>
    public FalPrice(decimal amount, string unit, string currency) =>
        (Amount, Unit, Currency) = (amount, unit, currency);

    /// <summary>The price of one unit.</summary>
    public decimal Amount { get; init; }

    /// <summary>What is counted, in the service's words: <c>images</c>, <c>seconds</c>, <c>megapixels</c>, sometimes just <c>units</c>.</summary>
    public string Unit { get; init; }

    /// <summary>The currency as the service names it, such as <c>USD</c>.</summary>
    public string Currency { get; init; }

    /// <summary>The day the price is of, when it was compiled in; <see langword="null"/> when the service was asked.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The cost of a number of units; <see langword="null"/> when the product overflows a <see cref="decimal"/>.</summary>
    /// <param name="units">The number of units.</param>
    /// <returns>Units times price.</returns>
    public FalCost? CostOf(decimal units)
    {
        try
        {
            return new FalCost(Amount * units, Currency);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Amount, currency and unit.</summary>
    /// <returns>For example <c>0.028 USD (images)</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.############} {Currency} ({Unit})");

    /// <summary>Whether the number of images is the number of units.</summary>
    internal bool IsPerImage => Unit.Trim() is { } unit && (unit.Equals("images", StringComparison.OrdinalIgnoreCase) || unit.Equals("image", StringComparison.OrdinalIgnoreCase));
}
