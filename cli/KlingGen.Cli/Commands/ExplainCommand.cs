using System.CommandLine;
using KlingGen.Cli.Explaining;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Schemas;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen explain</c>: a rule's page, offline.</summary>
internal static class ExplainCommand
{
    public static Command Create(CliHost host)
    {
        var rule = new Argument<string?>("rule") { Description = "The id of a rule, such as KLG0005; all of them are listed without it.", Arity = ArgumentArity.ZeroOrOne };
        rule.CompletionSources.Add(static _ => RulePages.All.Select(static page => page.Id));
        var command = new Command("explain", "Print the page of a rule: what it means, an example, what to do. Needs no network.") { rule };
        return command
            .WithExamples(
                ("klinggen explain KLG0005", "What a warning of the build means."),
                ("klinggen explain", "All rules of the build, of 'diff' and of 'check'."))
            .Runs(host, (parse, reporter, _) =>
            {
                if (parse.GetValue(rule) is not { } id)
                    reporter.Show(new RuleListReport(RulePages.All));
                else
                    reporter.Show(new ExplainReport(id.Trim().ToUpperInvariant(), RulePages.Find(id) ?? throw Unknown(id)));
                return Task.FromResult(ExitCodes.Success);
            });
    }

    private static CliException Unknown(string id)
    {
        string wanted = id.Trim().ToUpperInvariant();
        (string Id, int Distance) near = RulePages.All.Select(page => (page.Id, Distance: wanted.Length > 20 ? 20 : KlingGen.Extensions.AI.NearNames.Distance(page.Id, wanted))).OrderBy(static page => page.Distance).ThenByDescending(page => page.Id[2] == wanted.ElementAtOrDefault(2)).First();
        string hint = near.Distance <= 2 ? $" Did you mean {near.Id}?" : "";
        return CliException.Usage($"There is no rule '{EndpointIds.Shown(id)}'.{hint} 'klinggen explain' lists all of them.");
    }
}
