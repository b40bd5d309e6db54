using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests.Diff;

public sealed class RulePageTests
{
    [Fact]
    public void Every_rule_has_a_page_that_says_the_same()
    {
        string index = File.ReadAllText(Repository.File("docs/cli/rules/README.md"));
        foreach (ChangeRule rule in ChangeRules.All)
        {
            string[] lines = File.ReadAllLines(Repository.File(HelpPages.PathOf(rule.Id)));
            Assert.Equal($"# {rule.Id}: {rule.Name}", lines[0]);
            Assert.Equal(rule.Title, lines[2]);
            Assert.Equal($"At most: code {Word(rule.Source)}, calls {Word(rule.Wire)}, price {Word(rule.Cost)}.", lines[4]);
            Assert.Contains($"| [{rule.Id}]({rule.Id}.md) | {rule.Name} | {Cell(rule.Source)} | {Cell(rule.Wire)} | {Cell(rule.Cost)} | {rule.Title} |", index, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_page_has_a_rule() => Assert.Equal(
        ChangeRules.All.Select(static rule => rule.Id + ".md").Append("README.md"),
        Directory.EnumerateFiles(Repository.File("docs/cli/rules")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static string Word(ChangeSeverity severity) => severity.ToString().ToLowerInvariant();

    private static string Cell(ChangeSeverity severity) => severity == ChangeSeverity.None ? "" : Word(severity);
}
