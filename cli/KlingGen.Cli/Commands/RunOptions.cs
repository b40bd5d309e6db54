using System.CommandLine;
using System.Globalization;
using KlingGen.Cli.Jobs;

namespace KlingGen.Cli.Commands;

/// <summary>The options of <c>klinggen run</c> that are the same for every endpoint.</summary>
internal sealed class RunOptions
{
    private const string EmulatorName = "--emulator";

    public Option<string?> Input { get; } = new("--input") { Description = "A JSON file with the whole input, or - for standard input; the options go above it.", HelpName = "file" };

    public Option<string[]> Set { get; } = new("--set") { Description = "One value as JSON, at a path such as elements.0.image_url.", HelpName = "path=json", Arity = ArgumentArity.OneOrMore };

    public Option<string?> Out { get; } = new("--out", "-o") { Description = "Where files are saved: a folder, or a template of {request_id}, {index}, {ext}, {name}, {endpoint}, {job}, {line} and {date}.", HelpName = "template" };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Check the input, estimate the price, and send nothing." };

    public Option<bool> Submit { get; } = new("--submit") { Description = "Submit the job, print its handle, and do not wait. 'klinggen jobs' goes on from there." };

    public Option<bool> CSharp { get; } = new("--csharp") { Description = "Print the C# of this very call, and send nothing." };

    public Option<string?> Many { get; } = new("--many") { Description = "A file of JSON lines, or - for standard input: one input a line, each above the other options. Run it again, and it goes on where it stopped.", HelpName = "file" };

    public Option<string?> Concurrency { get; } = new("--concurrency") { Description = "With --many: how many jobs run at once, 1 to 100; default: 4.", HelpName = "number" };

    public Option<bool> RetryFailed { get; } = new("--retry-failed") { Description = "With --many: submit lines again whose job failed." };

    public Option<string?> Picture { get; } = Pictures();

    public Option<string?> MaxCost { get; } = Amount("--max-cost", "Do not submit what is estimated to cost more, or whose cost is not known. With --many: all lines together, earlier runs included.");

    public Option<string?> AskAbove { get; } = Amount("--ask-above", "Ask before submitting what is estimated to cost more than this; 1 otherwise.");

    public Option<string?> AssumeCost { get; } = Amount("--assume-cost", "What one call costs at most, where the price list does not say it.");

    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Ask nothing." };

    public Option<string?> Emulator { get; } = new(EmulatorName)
    {
        Description = "Send all of it to an emulator: the one at this loopback address (also KLINGGEN_SERVICE), or one that lives as long as the command. No key, no cost.",
        HelpName = "address",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<bool> Jsonl { get; } = new("--jsonl") { Description = "Print events as JSON lines as they come." };

    public Option<bool> NoValidate { get; } = new("--no-validate") { Description = "Send the input although it does not fit the schema. The service may refuse it." };

    public Option<string?> Timeout { get; } = new("--timeout") { Description = "How long to wait, in seconds; default: 1800. The job goes on.", HelpName = "seconds" };

    public Option<string?> Data { get; } = DataFolder.Option();

    public Option<string?> Schemas { get; } = SharedOptions.Schemas();

    public IEnumerable<Option> All => [Input, Set, Out, DryRun, Submit, CSharp, MaxCost, AskAbove, AssumeCost, Yes, Emulator, Many, Concurrency, RetryFailed, Jsonl, Picture, NoValidate, Timeout, Data, Schemas];

    /// <summary>The emulator's address in a line, where there is one.</summary>
    public static string? Address(ParseResult parse) => parse.GetResult(EmulatorName) is { Tokens: [var token] } && token.Value.Contains("://", StringComparison.Ordinal) ? token.Value : null;

    /// <summary>A number of an option; null where it is not given.</summary>
    /// <exception cref="CliException">It is no number in the range.</exception>
    public static decimal? Number(ParseResult parse, Option<string?> option, decimal least, decimal max, bool isWhole = false)
    {
        if (parse.GetValue(option) is not { } text)
            return null;
        NumberStyles style = isWhole ? NumberStyles.None : NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(text, style, CultureInfo.InvariantCulture, out decimal number) && number >= least && number <= max
            ? number
            : throw CliException.Usage(string.Create(CultureInfo.InvariantCulture, $"{option.Name} takes a {(isWhole ? "whole " : "")}number from {least} to {max}, not '{KlingGen.Cli.Schemas.EndpointIds.Shown(text)}'."));
    }

    private static Option<string?> Pictures()
    {
        var option = new Option<string?>("--picture") { Description = "How pictures are shown in the terminal: auto (the default), kitty, iterm2, sixel, blocks or none.", HelpName = "how" };
        option.CompletionSources.Add(Running.Terminal.PictureProtocols.Words);
        return option;
    }

    private static Option<string?> Amount(string name, string description) => new(name) { Description = description, HelpName = "amount" };
}
