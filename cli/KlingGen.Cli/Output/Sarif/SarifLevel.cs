using KlingGen.Comparison;

namespace KlingGen.Cli.Output.Sarif;

/// <summary>The words of SARIF for a severity.</summary>
internal static class SarifLevel
{
    public static string Of(ChangeSeverity severity) => severity switch
    {
        ChangeSeverity.Error => "error",
        ChangeSeverity.Warning => "warning",
        _ => "note",
    };
}
