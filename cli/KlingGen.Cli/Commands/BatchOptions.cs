using System.CommandLine;
using KlingGen.Batches;
using KlingGen.Cli.Batching;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Service;

namespace KlingGen.Cli.Commands;

/// <summary>The options of <c>klinggen batch</c>.</summary>
internal sealed class BatchOptions
{
    public Option<string?> Store { get; } = new("--store") { Description = $"The database: a file of SQLite, or a server such as postgres://user@host/database (also {BatchStore.Variable}); default: batches.db in the tool's folder for data.", HelpName = "store", Recursive = true };

    public Option<string?> Endpoint { get; } = new("--endpoint", "--schema") { Description = "The endpoint of all jobs: an id, or a schema file.", HelpName = "endpoint" };

    public Option<string?> Schemas { get; } = SharedOptions.Schemas();

    public Option<string?> Id { get; } = new("--id") { Description = "An id of your own. Run again with it, and the import goes on where it stopped; never a second batch.", HelpName = "id" };

    public Option<string?> Name { get; } = new("--name") { Description = "A name for people.", HelpName = "name" };

    public Option<string?> Budget { get; } = new("--budget") { Description = "The maximum that may be reserved and spent together, in USD.", HelpName = "amount" };

    public Option<string?> CostPerJob { get; } = new("--assume-cost") { Description = "What one job costs at most, where the price list does not say it.", HelpName = "amount" };

    public Option<string?> AskAbove { get; } = new("--ask-above") { Description = "Ask before buying what may cost more than this; 1 otherwise.", HelpName = "amount" };

    public Option<string?> MaxInFlight { get; } = new("--max-in-flight") { Description = "How many jobs are under way at once; default: 40.", HelpName = "number" };

    public Option<string?> Account { get; } = new("--account") { Description = "A name for the key's account, where a store has batches of several; default: default.", HelpName = "name" };

    public Option<string?> Download { get; } = new("--download") { Description = "Save the files of results here, in a folder with the batch's id.", HelpName = "folder" };

    public Option<bool> Low { get; } = new("--low-priority") { Description = "Behind all normal requests in the service's queue." };

    public Option<bool> Elsewhere { get; } = new("--no-work") { Description = "Plan the jobs only; workers elsewhere on this store send them." };

    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Ask nothing." };

    public Option<string?> Emulator { get; } = new("--emulator")
    {
        Description = "Send all of it to an emulator: the one at this loopback address (also KLINGGEN_SERVICE), or one that lives as long as the command. No key, no cost.",
        HelpName = "address",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Whose jobs are sent, and where to.</summary>
    /// <exception cref="CliException">An option is not valid.</exception>
    public BatchService Service(CliHost host, ParseResult parse)
    {
        bool isEmulated = parse.GetResult(Emulator) is not null;
        string? given = parse.GetValue(Emulator);
        Uri? emulator = given is null && isEmulated ? null : ServiceOptions.Emulator(host, given);
        _ = ServiceOptions.Resolve(host, given ?? (isEmulated ? "http://127.0.0.1/" : null));
        string account = parse.GetValue(Account) ?? "default";
        if (account.Length == 0 || account == BatchService.EmulatorAccount)
            throw CliException.Usage($"--account takes a name of yours; '{BatchService.EmulatorAccount}' is that of jobs for emulators.");
        return new BatchService
        {
            Emulator = emulator,
            OwnEmulator = isEmulated && emulator is null,
            Account = account,
            MaxInFlight = (int?)RunOptions.Number(parse, MaxInFlight, 1, 10_000, isWhole: true),
            WorksElsewhere = parse.GetValue(Elsewhere),
        };
    }

    /// <summary>How the batch is made.</summary>
    /// <exception cref="CliException">An option is not valid.</exception>
    public FalBatchOptions Batch(CliHost host, ParseResult parse) => new()
    {
        Id = parse.GetValue(Id),
        Name = parse.GetValue(Name),
        Budget = RunOptions.Number(parse, Budget, 0, 1_000_000_000),
        CostPerJob = RunOptions.Number(parse, CostPerJob, 0, 1_000_000),
        MaxInFlight = (int)(RunOptions.Number(parse, MaxInFlight, 1, 10_000, isWhole: true) ?? 40),
        DownloadFolder = parse.GetValue(Download) is { } folder ? host.PathOf(folder) : null,
        Priority = parse.GetValue(Low) ? FalPriority.Low : null,
    };
}
