using System.Globalization;
using KlingGen.Compiler;

namespace KlingGen.Cli.Output;

/// <summary>Values as people read them.</summary>
internal static class Shown
{
    public static string Price(LockPrice price) => string.Create(CultureInfo.InvariantCulture, $"{price.Amount} {price.Currency} (unit: {price.Unit}; {price.Date})");
}
