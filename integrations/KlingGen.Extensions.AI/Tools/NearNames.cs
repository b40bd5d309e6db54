namespace KlingGen.Extensions.AI;

/// <summary>Names that a wrong one may have meant.</summary>
internal static class NearNames
{
    /// <summary>A name without what people write differently: case, blanks, dashes.</summary>
    public static string Plain(string name) => string.Concat(name.Where(static c => c is not (' ' or '_' or '-'))).ToUpperInvariant();

    /// <summary>The nearest of some names; null where none is near.</summary>
    public static string? Find(string name, IEnumerable<string> names)
    {
        if (name.Length > 64)
            return null;
        return names.Where(static other => other.Length <= 64).Select(other => (Name: other, Distance: Distance(Plain(other), Plain(name)))).Where(near => near.Distance <= (name.Length < 4 ? 1 : Math.Max(2, name.Length / 3)))
            .OrderBy(static near => near.Distance).ThenBy(static near => near.Name, StringComparer.Ordinal).Select(static near => near.Name).FirstOrDefault();
    }

    /// <summary>Levenshtein's distance.</summary>
    public static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
