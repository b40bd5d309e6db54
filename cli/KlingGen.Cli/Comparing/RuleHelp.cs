namespace KlingGen.Cli.Comparing;

/// <summary>Where the pages of the rules are.</summary>
internal static class RuleHelp
{
    /// <summary>The page of a rule, from the root of the repository: it has no address yet.</summary>
    public static string Page(string ruleId) => $"docs/cli/rules/{ruleId}.md";
}
