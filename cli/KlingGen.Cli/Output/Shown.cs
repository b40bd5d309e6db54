using System.Globalization;
using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Output;

/// <summary>Values as people read them.</summary>
internal static class Shown
{
    /// <summary>Foreign text for a terminal: one line, and nothing that moves the cursor or turns the direction of reading.</summary>
    public static string Clean(string text) => string.Concat(text.Select(static c =>
        char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '\uFFFD' : c));

    /// <summary>The same for text of several lines, which stay lines.</summary>
    public static string CleanLines(string text) => string.Join('\n', text.Split('\n').Select(Clean));

    /// <summary>The word for a severity: error, warning, info or none.</summary>
    public static string Word(ChangeSeverity severity) => severity.ToString().ToLowerInvariant();

    public static string Price(LockPrice price) => string.Create(CultureInfo.InvariantCulture, $"{price.Amount} {price.Currency} (unit: {price.Unit}; {price.Date})");

    /// <summary>A price that the service did not give, with who did.</summary>
    public static string OtherPrice(LockPrice price) => $"{Price(price)} {(price.Source == LockSources.Emulator ? "from an emulator" : price.Source is { } source ? $"from '{Clean(source)}'" : "of unknown origin")}";
}
