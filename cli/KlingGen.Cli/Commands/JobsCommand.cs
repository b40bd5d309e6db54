using System.CommandLine;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Output;
using KlingGen.Cli.Running;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen jobs</c>: goes on with what was bought.</summary>
internal static class JobsCommand
{
    private static readonly string[] s_states = ["unknown", "submitting", "submitted", "completed", "failed", "not-bought"];

    public static Command Create(CliHost host)
    {
        Option<string?> data = DataFolder.Option();
        data.Recursive = true;
        var command = new Command("jobs", "Continue submitted jobs: list, show, wait, result, download, cancel, forget.") { data };
        command.WithExamples(
            ("klinggen jobs list --state submitted", "What is still under way."),
            ("klinggen jobs wait k3f7", "Wait for a job and save its files; the beginning of its id is enough."),
            ("klinggen jobs result 01a2dee6-1629-4c41-8038-2d6472837658 --json", "The result of a request, for a script."));
        command.Add(List(host, data));
        command.Add(Show(host, data));
        command.Add(Wait(host, data, "wait", "Wait for a job and save its files.", saves: true, waits: true));
        command.Add(Wait(host, data, "result", "Print the result of a job; save nothing.", saves: false, waits: false));
        command.Add(Wait(host, data, "download", "Save the files of a completed job, again where --out says so.", saves: true, waits: false));
        command.Add(Cancel(host, data));
        command.Add(Forget(host, data));
        return command;
    }

    private static Command List(CliHost host, Option<string?> data)
    {
        var state = new Option<string?>("--state") { Description = $"Only jobs in this state: {string.Join(", ", s_states)}.", HelpName = "state" };
        state.AcceptOnlyFromAmong(s_states);
        return new Command("list", "List the jobs of this user, oldest first.") { state }
            .Runs(host, (parse, reporter, _) => Shows(reporter, new JobsRun(host, reporter, parse.GetValue(data)).List(parse.GetValue(state))));
    }

    private static Command Show(CliHost host, Option<string?> data)
    {
        Argument<string> job = Job(host);
        return new Command("show", "Show all that is known of a job.") { job }
            .Runs(host, (parse, reporter, _) => Shows(reporter, new JobReport(host, new JobsRun(host, reporter, parse.GetValue(data)).Journal.Find(parse.GetRequiredValue(job)))));
    }

    private static Command Wait(CliHost host, Option<string?> data, string name, string description, bool saves, bool waits)
    {
        Argument<string> job = Job(host);
        var run = new RunOptions();
        var command = new Command(name, description) { job };
        if (saves)
            command.Add(run.Out);
        if (waits)
        {
            command.Add(run.Timeout);
            command.Add(run.Jsonl);
        }
        return command.Runs(host, async (parse, reporter, cancellationToken) =>
        {
            TimeSpan? timeout = waits && RunOptions.Number(parse, run.Timeout, 1, 1_000_000) is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null;
            bool isJsonl = waits && parse.GetValue(run.Jsonl);
            RunReport report = await new JobsRun(host, reporter, parse.GetValue(data))
                .WaitAsync(parse.GetRequiredValue(job), saves ? parse.GetValue(run.Out) : null, saves, waits, timeout, isJsonl, cancellationToken);
            if (isJsonl)
                new RunVoice(host, reporter, true).Event("result", report.ToJson());
            else
                reporter.Show(report);
            return ExitCodes.Success;
        });
    }

    private static Command Cancel(CliHost host, Option<string?> data)
    {
        Argument<string> job = Job(host);
        return new Command("cancel", "Ask the service to stop a job.") { job }
            .Runs(host, async (parse, reporter, cancellationToken) => await Shows(reporter, await new JobsRun(host, reporter, parse.GetValue(data)).CancelAsync(parse.GetRequiredValue(job), cancellationToken)));
    }

    private static Command Forget(CliHost host, Option<string?> data)
    {
        Argument<string> job = Job(host);
        var yes = new Option<bool>("--yes", "-y") { Description = "Forget it although it may still cost money, or bring a result." };
        return new Command("forget", "Remove a job from the list.") { job, yes }
            .Runs(host, async (parse, reporter, cancellationToken) => await Shows(reporter, await new JobsRun(host, reporter, parse.GetValue(data)).ForgetAsync(parse.GetRequiredValue(job), parse.GetValue(yes), cancellationToken)));
    }

    private static Argument<string> Job(CliHost host)
    {
        var job = new Argument<string>("job") { Description = "The job: the tool's id, the request's id, or the beginning of one of them." };
        job.CompletionSources.Add(_ => Known(host));
        return job;
    }

    // For completion: quick, and silent about whatever is wrong.
    private static IEnumerable<string> Known(CliHost host)
    {
        try
        {
            return [.. new JobJournal(host, DataFolder.Locate(host, null)).Read().Where(static job => !job.IsForgotten).Reverse().Take(50).Select(static job => job.Id)];
        }
        catch (CliException)
        {
            return [];
        }
    }

    private static Task<int> Shows(Reporter reporter, IReport report)
    {
        reporter.Show(report);
        return Task.FromResult(ExitCodes.Success);
    }
}
