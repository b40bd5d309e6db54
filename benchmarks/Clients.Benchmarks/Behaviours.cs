using KlingGen.Emulator;

namespace Clients.Benchmarks;

/// <summary>What a client does when things go wrong, seen from outside: by what it says and by what arrived.</summary>
internal static class Behaviours
{
    private const string Tolerant = """{"images":[{"url":"https://files.example/a.png","file_size":"12","width":null,"new":{"a":1}}],"seed":1}""";

    private sealed record Behaviour(string Name, FalFault? Fault, Func<string, FalJournal, bool> IsGood, int Images = 2);

    private static readonly Behaviour[] s_all =
    [
        new("an input beyond its bounds is not sent", null, static (_, journal) => journal.Of(FalOperation.Submit).Count == 0, Images: 1000),
        new("a lost answer to a submit does not buy twice", Fault(FalOperation.Submit, FalFaultKind.NothingReset), static (_, journal) => journal.Of(FalOperation.Submit).Count <= 1),
        new("a busy service (429, Retry-After) is asked again", Fault(FalOperation.Submit, FalFaultKind.Status) with { StatusCode = 429, RetryAfter = "0" }, static (said, _) => said == "ok 2"),
        new("a lost status is asked again", Fault(FalOperation.Status, FalFaultKind.NothingReset), static (said, _) => said == "ok 2"),
        new("a lost result is asked again", Fault(FalOperation.Result, FalFaultKind.NothingReset), static (said, _) => said == "ok 2"),
        new("a result cut in half is asked again", Fault(FalOperation.Result, FalFaultKind.HalfFin), static (said, _) => said == "ok 2"),
        new("a refusal names the member (422)", Fault(FalOperation.Submit, FalFaultKind.Status) with { StatusCode = 422, Body = """{"detail":[{"loc":["body","prompt"],"msg":"refused","type":"value_error"}]}""" },
            static (said, _) => said.StartsWith("failed", StringComparison.Ordinal) && said.Contains("prompt", StringComparison.Ordinal)),
        new("a result a little outside its schema is not lost", Fault(FalOperation.Result, FalFaultKind.Status) with { StatusCode = 200, Body = Tolerant }, static (said, _) => said == "ok 1"),
    ];

    public static async Task PrintAsync(IReadOnlyList<Candidate> candidates, FalEmulator emulator, Uri queue)
    {
        Console.WriteLine($"\n| | {string.Join(" | ", candidates.Select(static candidate => candidate.Name))} |\n|---|{string.Concat(candidates.Select(static _ => "---|"))}");
        var reasons = new List<string>();
        foreach (Behaviour behaviour in s_all)
        {
            var cells = new List<string>();
            foreach (Candidate candidate in candidates)
            {
                emulator.Faults.Clear();
                emulator.Journal.Clear();
                if (behaviour.Fault is { } fault)
                    emulator.Faults.Add(fault);
                (string said, _) = await candidate.OnceAsync(queue, images: behaviour.Images);
                bool isGood = behaviour.IsGood(said, emulator.Journal);
                cells.Add(isGood ? "yes" : "no");
                if (!isGood)
                    reasons.Add($"{candidate.Name}: {behaviour.Name}: {(said.Length > 160 ? said[..160] + "…" : said)}");
            }
            Console.WriteLine($"| {behaviour.Name} | {string.Join(" | ", cells)} |");
        }
        Console.WriteLine();
        reasons.ForEach(Console.WriteLine);
    }

    private static FalFault Fault(FalOperation operation, FalFaultKind kind) => new() { Operation = operation, Kind = kind, Times = 1 };
}
