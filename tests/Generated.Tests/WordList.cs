using System.Text.RegularExpressions;

namespace Generated.Tests;

/// <summary>The entries of <c>eng/words.txt</c>; its head says what they mean.</summary>
internal sealed partial class WordList
{
    private readonly Dictionary<string, string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Text, string Remedy)> _phrases = [];
    private readonly List<Exception> _exceptions = [];

    /// <summary>Exceptions that nothing needed.</summary>
    public IEnumerable<string> Unused => _exceptions.Where(static exception => !exception.IsUsed).Select(static exception => $"allow {exception.Path} {exception.Name}");

    /// <exception cref="FormatException">A line is none of the four kinds, or has no remedy or reason.</exception>
    public static WordList Parse(IEnumerable<string> lines)
    {
        var list = new WordList();
        foreach (string line in lines.Where(static line => line.Length > 0 && line[0] != '#'))
        {
            Match match = Entry().Match(line);
            if (!match.Success)
                throw new FormatException($"'{line}' is no entry: write 'word A B: remedy', 'part A: remedy', 'phrase some text: remedy' or 'allow PATH NAME: reason'.");
            list.Add(match.Groups["kind"].Value, match.Groups["what"].Value, match.Groups["why"].Value);
        }

        return list;
    }

    /// <summary>What is wrong with a file: <c>file:line: 'word': remedy</c>.</summary>
    public IEnumerable<string> Check(string path, IEnumerable<string> lines)
    {
        Exception[] here = [.. _exceptions.Where(exception => exception.Covers(path))];
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            foreach ((string found, _, string remedy) in Find(line).Where(find => !Array.Exists(here, exception => exception.Allows(find.Name))).DistinctBy(static find => find.Found))
                yield return $"{path}:{number}: '{found}': {remedy}";
        }
    }

    private IEnumerable<(string Found, string Name, string Remedy)> Find(string line)
    {
        foreach (Match name in Name().Matches(line))
        {
            MatchCollection parts = Part().Matches(name.Value);
            foreach (Match part in parts)
            {
                if (_words.TryGetValue(part.Value, out string? remedy) || (parts.Count > 1 && !name.Value.TrimStart('_').Contains('_', StringComparison.Ordinal) && _parts.TryGetValue(part.Value, out remedy)))
                    yield return (part.Value, name.Value, remedy);
            }
        }

        foreach ((string text, string remedy) in _phrases)
        {
            if (line.Contains(text, StringComparison.OrdinalIgnoreCase))
                yield return (text, text, remedy);
        }
    }

    private void Add(string kind, string what, string why)
    {
        if (kind == "allow")
        {
            string[] words = what.Split(' ', 2);
            _exceptions.Add(words.Length == 2 ? new Exception(words[0], words[1]) : throw new FormatException($"'allow {what}' needs a path and a name."));
        }
        else if (kind == "phrase")
        {
            _phrases.Add((what, why));
        }
        else
        {
            foreach (string word in what.Split(' '))
                (kind == "word" ? _words : _parts).Add(word, why);
        }
    }

    [GeneratedRegex(@"^(?<kind>word|part|phrase|allow) (?<what>[^:]+): (?<why>.+)$")]
    private static partial Regex Entry();

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{Nd}_]*")]
    private static partial Regex Name();

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})")]
    private static partial Regex Part();

    private sealed class Exception(string path, string name)
    {
        public string Path => path;

        public string Name => name;

        public bool IsUsed { get; private set; }

        public bool Covers(string file) => path == "*" || file == path || file.StartsWith(path + "/", StringComparison.Ordinal);

        public bool Allows(string found)
        {
            bool allows = name == "*" || name.Equals(found, StringComparison.OrdinalIgnoreCase);
            IsUsed |= allows;
            return allows;
        }
    }
}
