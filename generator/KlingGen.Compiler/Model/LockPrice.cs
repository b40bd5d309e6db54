namespace KlingGen.Compiler;

/// <summary>What one unit of an endpoint cost on a day.</summary>
/// <param name="Amount">The price of one unit, 0 or more.</param>
/// <param name="Unit">What is counted; the service's free text, such as <c>images</c> or <c>seconds</c>.</param>
/// <param name="Currency">Three capital letters, such as <c>USD</c>.</param>
/// <param name="Date">The day on which the price was read, <c>yyyy-MM-dd</c>.</param>
public sealed record LockPrice(decimal Amount, string Unit, string Currency, string Date)
{
    /// <summary>Who said it: an address of the service, or <see cref="LockSources.Emulator"/>; null in files that were written before this was kept.</summary>
    public string? Source { get; init; }

    /// <summary>Whether a text names a currency: three capital letters.</summary>
    /// <param name="text">The text.</param>
    public static bool IsCurrency(string text) => text.Length == 3 && text.All(static c => c is >= 'A' and <= 'Z');

    /// <summary>Whether the service itself said it. Any other price is shown and never compiled in.</summary>
    public bool IsOfService => LockSources.IsService(Source);
}
