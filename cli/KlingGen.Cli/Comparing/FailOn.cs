using KlingGen.Cli.Output;
using KlingGen.Comparison;

namespace KlingGen.Cli.Comparing;

/// <summary>From which severity on the command fails, on each level. <see cref="ChangeSeverity.None"/> stands for never.</summary>
internal sealed record FailOn(ChangeSeverity Source, ChangeSeverity Wire, ChangeSeverity Cost)
{
    /// <summary>Errors on any level.</summary>
    public static FailOn Default { get; } = new(ChangeSeverity.Error, ChangeSeverity.Error, ChangeSeverity.Error);

    /// <summary>Reads <c>warning</c>, or <c>source=error,wire=warning,cost=none</c>; a level that is not named never fails.</summary>
    /// <exception cref="CliException">The text is neither.</exception>
    public static FailOn Parse(string? text)
    {
        if (text is null)
            return Default;
        if (Severity(text) is { } one)
            return new FailOn(one, one, one);

        var result = new FailOn(ChangeSeverity.None, ChangeSeverity.None, ChangeSeverity.None);
        foreach (string part in text.Split(','))
        {
            string[] sides = part.Split('=');
            if (sides.Length != 2 || Severity(sides[1]) is not { } severity)
                throw Wrong(text);
            result = sides[0].Trim() switch
            {
                "source" => result with { Source = severity },
                "wire" => result with { Wire = severity },
                "cost" => result with { Cost = severity },
                _ => throw Wrong(text),
            };
        }
        return result;
    }

    public bool IsReached(ModelChange change) => Reaches(change.Source, Source) || Reaches(change.Wire, Wire) || Reaches(change.Cost, Cost);

    public override string ToString() => $"source={Shown.Word(Source)},wire={Shown.Word(Wire)},cost={Shown.Word(Cost)}";

    private static bool Reaches(ChangeSeverity severity, ChangeSeverity threshold) => threshold != ChangeSeverity.None && severity >= threshold;

    private static ChangeSeverity? Severity(string text) => text.Trim() switch
    {
        "error" => ChangeSeverity.Error,
        "warning" => ChangeSeverity.Warning,
        "info" => ChangeSeverity.Info,
        "none" => ChangeSeverity.None,
        _ => null,
    };

    private static CliException Wrong(string text) =>
        CliException.Usage($"'{text}' is not a value of --fail-on. Give error, warning, info or none, or levels of their own as in 'source=error,wire=warning,cost=none'.");
}
