using System.Globalization;
using System.Text;

namespace KlingGen.Testing;

/// <summary>What changed between two texts, in the notation of <c>diff -u</c>, no longer than a person reads.</summary>
internal static class LineDifference
{
    private const int Context = 2;
    private const int MaxLines = 60;

    /// <summary>Beyond this the middle of a difference is shown as replaced as a whole: the table below grows with the square.</summary>
    private const int MaxCompared = 2_000;

    public static string Of(string reviewed, string generated)
    {
        string[] before = reviewed.Split('\n'), after = generated.ReplaceLineEndings("\n").Split('\n');
        int start = 0;
        while (start < Math.Min(before.Length, after.Length) && before[start] == after[start])
            start++;
        int end = 0;
        while (end < Math.Min(before.Length, after.Length) - start && before[^(end + 1)] == after[^(end + 1)])
            end++;

        var text = new StringBuilder();
        int lines = 0;
        text.Append(CultureInfo.InvariantCulture, $"  @@ line {start + 1} @@\n");
        foreach (string line in before[Math.Max(0, start - Context)..start])
            text.Append("    ").Append(line).Append('\n');
        foreach ((char mark, string line) in Changes(before[start..^end], after[start..^end]))
        {
            if (++lines > MaxLines)
            {
                text.Append("  … and more; compare the .received file with the .verified one.\n");
                return text.ToString();
            }
            text.Append("  ").Append(mark).Append(' ').Append(line).Append('\n');
        }
        foreach (string line in before[^end..].Take(Context))
            text.Append("    ").Append(line).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    // The longest common subsequence, line by line.
    private static IEnumerable<(char Mark, string Line)> Changes(string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > (long)MaxCompared * MaxCompared)
            return before.Select(static line => ('-', line)).Concat(after.Select(static line => ('+', line)));

        var common = new int[before.Length + 1, after.Length + 1];
        for (int i = before.Length - 1; i >= 0; i--)
            for (int j = after.Length - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);

        var changes = new List<(char, string)>();
        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                changes.Add((' ', before[i]));
                i++;
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                changes.Add(('-', before[i++]));
            }
            else
            {
                changes.Add(('+', after[j++]));
            }
        }
        return changes;
    }
}
