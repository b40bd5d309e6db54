using System.Globalization;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Retries;

/// <summary>The table of <c>docs/retries.md</c> as it is printed there: the document is the expectation, so it cannot part from the code.</summary>
internal sealed class RetryTable
{
    private readonly Dictionary<(string Status, string Column), char> _cells = [];
    private readonly string[] _columns;

    private RetryTable(IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        _columns = [.. all[0].Skip(1)];
        foreach (string[] row in all.Skip(2))
        {
            bool service = row[0].EndsWith("from the service", StringComparison.Ordinal);
            bool gateway = row[0].EndsWith("from a gateway", StringComparison.Ordinal);
            foreach (string status in row[0].Replace("from the service", "").Replace("from a gateway", "").Split(',', StringSplitOptions.TrimEntries))
            {
                for (int column = 0; column < _columns.Length; column++)
                {
                    char outcome = row[column + 1].Trim('*')[0];
                    if (!gateway)
                        _cells.Add((status + " service", _columns[column]), outcome);
                    if (!service)
                        _cells.Add((status + " gateway", _columns[column]), outcome);
                }
            }
        }
    }

    public int Cells => _cells.Count;

    public static RetryTable Read()
    {
        IEnumerable<string> section = File.ReadLines(Repository.File("docs/retries.md"))
            .SkipWhile(static line => line != "## With an answer that is not success")
            .SkipWhile(static line => !line.StartsWith('|'))
            .TakeWhile(static line => line.StartsWith('|'));
        return new RetryTable(section.Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)));
    }

    /// <summary>R, F, U, N or P.</summary>
    public char Outcome(Call call, int status, bool fromService)
    {
        string name = string.Concat(call.ToString().Select(static (c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
        string column = Array.Find(_columns, heading => heading.Split(',', StringSplitOptions.TrimEntries).Contains(name))
            ?? throw new InvalidDataException($"docs/retries.md has no column for {name}.");
        string kind = fromService ? " service" : " gateway";
        return _cells.TryGetValue((status.ToString(CultureInfo.InvariantCulture) + kind, column), out char outcome)
            || _cells.TryGetValue(($"{status / 100}xx{kind}", column), out outcome)
                ? outcome
                : throw new InvalidDataException($"docs/retries.md says nothing about {status} of {name}.");
    }
}
