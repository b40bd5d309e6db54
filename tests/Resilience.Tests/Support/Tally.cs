using System.Collections.Concurrent;
using System.Text;

namespace Resilience.Tests.Support;

/// <summary>Counts by row and column, printed as a table into the test's output.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<(string Row, string Column), int> _counts = new();

    public int Total => _counts.Values.Sum();

    public void Add(string row, string column) => _counts.AddOrUpdate((row, column), 1, static (_, count) => count + 1);

    public int this[string row, string column] => _counts.GetValueOrDefault((row, column));

    public int Column(string column) => _counts.Where(pair => pair.Key.Column == column).Sum(static pair => pair.Value);

    public override string ToString()
    {
        string[] rows = [.. _counts.Keys.Select(static key => key.Row).Distinct().Order(StringComparer.Ordinal)];
        string[] columns = [.. _counts.Keys.Select(static key => key.Column).Distinct().Order(StringComparer.Ordinal)];
        var text = new StringBuilder();
        text.Append("| | ").AppendJoin(" | ", columns).Append(" |\n|---|").Insert(text.Length, "---:|", columns.Length).Append('\n');
        foreach (string row in rows)
            text.Append("| ").Append(row).Append(" | ").AppendJoin(" | ", columns.Select(column => this[row, column])).Append(" |\n");
        return text.ToString();
    }
}
