using KlingGen.Emulator;

namespace Resilience.Tests.Paid;

/// <summary>The check behind "never twice": reads the journal and counts how often each prompt was bought.</summary>
internal static class PaidOnce
{
    /// <summary>How many of the prompts arrived; throws when one of them arrived twice.</summary>
    public static int Check(FalJournal journal, IEnumerable<string> prompts)
    {
        ILookup<string, FalJournalEntry> arrived = journal
            .Where(static entry => entry.BodyComplete && IsBought(entry))
            .ToLookup(static entry => Prompt(entry), StringComparer.Ordinal);
        string[] twice = [.. prompts.Where(prompt => arrived[prompt].Skip(1).Any())];
        if (twice.Length > 0)
            throw new BoughtTwiceException($"{twice.Length} jobs were bought more than once, the first of them: {string.Join(" | ", arrived[twice[0]])}");
        return prompts.Count(arrived.Contains);
    }

    // A plain refusal costs nothing, a disowned stream neither, and a request whose body broke off does nothing.
    private static bool IsBought(FalJournalEntry entry) =>
        entry.Fault is not (nameof(FalFaultKind.GoAway) or nameof(FalFaultKind.RefusedStream)) && entry.Operation is FalOperation.Submit or FalOperation.Run or FalOperation.Stream && (entry.Status is < 400 or >= 500);

    private static string Prompt(FalJournalEntry entry)
    {
        using var body = System.Text.Json.JsonDocument.Parse(entry.Body);
        return body.RootElement.GetProperty("prompt").GetString()!;
    }
}

/// <summary>A job was bought more than once.</summary>
internal sealed class BoughtTwiceException(string message) : Exception(message);
