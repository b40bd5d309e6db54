using System.CommandLine;
using System.Globalization;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Models;
using KlingGen.Cli.Schemas;
using KlingGen.Cli.Service;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen models</c>: looks for an endpoint.</summary>
internal static class ModelsCommand
{
    private const int Maximum = 1000;

    public static Command Create(CliHost host)
    {
        var words = new Argument<string[]>("words") { Description = "What to look for; all models without it.", Arity = ArgumentArity.ZeroOrMore };
        var category = new Option<string?>("--category") { Description = "Only models of this category, such as text-to-image.", HelpName = "name" };
        var limit = new Option<string?>("--limit") { Description = $"How many to show, 1 to {Maximum}; default: 20.", HelpName = "number" };
        Option<string?> service = ServiceOptions.Create();
        var command = new Command("models", "Search the service's list of models.") { words, category, limit, service };
        return command
            .WithExamples(
                ("klinggen models kling image", "Models with these words."),
                ("klinggen models --category text-to-video --limit 100 --json", "For a script."))
            .Runs(host, async (parse, reporter, cancellationToken) =>
            {
                int max = 20;
                if (parse.GetValue(limit) is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out max) || max is < 1 or > Maximum))
                    throw CliException.Usage($"--limit takes a whole number from 1 to {Maximum}, not '{EndpointIds.Shown(text)}'.");
                reporter.Show(await new ModelsRun(host, parse.GetValue(service)).RunAsync(string.Join(' ', parse.GetValue(words) ?? []), parse.GetValue(category), max, cancellationToken));
                return ExitCodes.Success;
            });
    }
}
