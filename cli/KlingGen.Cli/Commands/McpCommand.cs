using System.CommandLine;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Mcp;
using KlingGen.Cli.Service;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen mcp</c>: the locked endpoints as tools of the Model Context Protocol.</summary>
internal static class McpCommand
{
    private const string EmulatorName = "--emulator";
    private const decimal DefaultBudget = 1;
    private const int DefaultWait = 45;

    public static Command Create(CliHost host)
    {
        var endpoints = new Argument<string[]>("endpoints") { Arity = ArgumentArity.ZeroOrMore, Description = "Locked endpoints; default: all of the lock file." };
        endpoints.CompletionSources.Add(_ => LockedIds.Of(host));
        var budget = new Option<string?>("--budget") { Description = "What may be spent in all, in USD, restarts included; default: 1.", HelpName = "amount" };
        var session = new Option<string>("--session") { Description = "The name under which the spending is counted; another name begins at zero.", HelpName = "name", DefaultValueFactory = static _ => "default" };
        var maxCost = new Option<string?>("--max-cost") { Description = "Refuse a call that costs more than this.", HelpName = "amount" };
        var askAbove = new Option<string?>("--ask-above") { Description = "Ask the person behind the client before a call that costs more than this; a client that cannot ask is refused.", HelpName = "amount" };
        var assumeCost = new Option<string?>("--assume-cost") { Description = "What one call costs at most, where the price list does not say it; without it such calls are refused.", HelpName = "amount" };
        var files = new Option<string?>("--files") { Description = "The folder whose files may be named as input; default: none.", HelpName = "folder" };
        var wait = new Option<string?>("--wait") { Description = "How long a call waits for its result, in seconds, before it answers with the job; default: 45, 0 does not wait.", HelpName = "seconds" };
        var http = new Option<int?>("--http") { Description = "Serve streamable HTTP on this port of 127.0.0.1, instead of standard input and output; 0 takes any free one.", HelpName = "port" };
        var emulator = new Option<string?>(EmulatorName) { Description = "Send all of it to an emulator: the one at this loopback address (also KLINGGEN_SERVICE), or one that lives as long as the command. No key, no cost.", HelpName = "address", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> data = DataFolder.Option();
        Option<string?> schemas = SharedOptions.Schemas();
        var command = new Command("mcp", "Serve the locked endpoints as tools for agents (Model Context Protocol), within a budget.") { endpoints, budget, session, maxCost, askAbove, assumeCost, files, wait, http, emulator, data, schemas };
        return command
            .WithExamples(
                ("klinggen mcp --budget 2.50", "All locked endpoints on standard input and output, for the configuration of a client."),
                ("klinggen mcp fal-ai/kling-image/v3/text-to-image --ask-above 0.10 --files pictures/", "One endpoint; a person is asked before what is dear, and pictures of a folder may be used."),
                ("klinggen mcp --emulator --http 5080", "Offline, by HTTP at http://127.0.0.1:5080/."))
            .Runs(host, (parse, reporter, cancellationToken) =>
            {
                bool isEmulated = parse.GetResult(emulator) is not null;
                string? given = parse.GetValue(emulator);
                Uri? address = given is null && isEmulated ? null : ServiceOptions.Emulator(host, given);
                string name = parse.GetValue(session) ?? "";
                return new McpRun(host, reporter, new McpRequest
                {
                    Endpoints = parse.GetValue(endpoints) ?? [],
                    Schemas = parse.GetValue(schemas),
                    Emulator = address,
                    OwnEmulator = isEmulated && address is null,
                    Budget = RunOptions.Number(parse, budget, 0, 1_000_000) ?? DefaultBudget,
                    Session = name.Length is > 0 and <= 64 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? name : throw CliException.Usage($"--session takes a name of letters, digits, '-', '_' and '.', not '{Schemas.EndpointIds.Shown(name)}'."),
                    MaxCost = RunOptions.Number(parse, maxCost, 0, 1_000_000),
                    AskAbove = RunOptions.Number(parse, askAbove, 0, 1_000_000),
                    AssumeCost = RunOptions.Number(parse, assumeCost, 0, 1_000_000),
                    Files = Folder(host, parse.GetValue(files)),
                    Wait = TimeSpan.FromSeconds((double)(RunOptions.Number(parse, wait, 0, 1_000_000) ?? DefaultWait)),
                    Port = parse.GetValue(http) is not { } number ? null : number is >= 0 and <= 65535 ? number : throw CliException.Usage($"--http takes a port from 0 to 65535, not {number}."),
                    DataFolder = DataFolder.Locate(host, parse.GetValue(data)),
                }).RunAsync(cancellationToken);
            });
    }

    private static string? Folder(CliHost host, string? named) =>
        named is null ? null : Directory.Exists(host.PathOf(named)) ? host.PathOf(named) : throw CliException.Unusable($"--files: there is no folder '{Schemas.EndpointIds.Shown(named)}'. Make it, or name another.");
}
