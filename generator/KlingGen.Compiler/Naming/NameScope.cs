namespace KlingGen.Compiler.Naming;

/// <summary>
/// Gives each text of a scope a name of its own. Names do not depend on the order of the texts, and a text whose candidate nobody
/// else wants keeps it whatever else is added.
/// </summary>
internal static class NameScope
{
    /// <param name="texts">The texts, each once.</param>
    /// <param name="candidate">The name a text would have alone.</param>
    /// <param name="taken">Names that nobody may have.</param>
    /// <param name="instead">What is appended to a candidate that is taken.</param>
    /// <param name="comparer">When two names are the same.</param>
    public static Dictionary<string, string> Assign(IEnumerable<string> texts, Func<string, string> candidate, Func<string, bool> taken, string instead, StringComparer comparer)
    {
        var wanted = new List<(string Text, string Name)>();
        foreach (string text in texts.OrderBy(static text => text, StringComparer.Ordinal))
        {
            string name = candidate(text);
            while (taken(name))
                name += instead;
            wanted.Add((text, name));
        }

        // Every candidate goes to its first text, before any suffix is tried: so no suffix can take a name that somebody has by right.
        var used = new HashSet<string>(comparer);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string text, string name) in wanted)
            if (used.Add(name))
                names.Add(text, name);

        foreach ((string text, string name) in wanted)
        {
            if (names.ContainsKey(text))
                continue;
            int number = 2;
            string next;
            do
                next = name + "_" + number++.ToString(System.Globalization.CultureInfo.InvariantCulture);
            while (taken(next) || !used.Add(next));
            names.Add(text, next);
        }
        return names;
    }
}
