namespace KlingGen.CompilerServices;

/// <summary>What a parenthesis of a pattern opens.</summary>
internal enum EcmaGroupKind
{
    /// <summary><c>(…)</c>, <c>(?&lt;n&gt;…)</c>, <c>(?P&lt;n&gt;…)</c></summary>
    Capture,

    /// <summary><c>(?:…)</c>, also with the flag i or without it</summary>
    Plain,

    /// <summary>Look-around, and <c>(?&gt;…)</c>.</summary>
    Other,

    /// <summary><c>(?#…)</c></summary>
    Comment,

    /// <summary><c>(?i)</c></summary>
    Flags,

    /// <summary><c>(?P=n)</c></summary>
    Reference,
}

/// <summary>One parenthesis.</summary>
internal sealed class EcmaGroup
{
    public EcmaGroupKind Kind { get; init; }

    /// <summary>The opening as .NET spells it.</summary>
    public string Opening { get; init; } = "(";

    /// <summary>A group's name, or flags.</summary>
    public string? Name { get; init; }

    /// <summary>Where the content begins.</summary>
    public int Start { get; init; }

    /// <summary>Where the closing parenthesis stands.</summary>
    public int End { get; set; }

    /// <summary>The number of the first group at or within it.</summary>
    public int FirstCapture { get; init; }

    /// <summary>The number of the last group within it.</summary>
    public int LastCapture { get; set; }

    /// <summary>Whether it may match more than once in a row.</summary>
    public bool IsRepeated { get; set; }
}

/// <summary>The parentheses of a pattern, read ahead of its translation: a reference may stand before its group, a quantifier stands behind it.</summary>
internal sealed class EcmaGroups
{
    private static readonly string[] Openings = ["?:", "?=", "?!", "?<=", "?<!", "?i:", "?-i:"];

    private readonly Dictionary<int, EcmaGroup> _groups = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    /// <summary>How many groups keep what they matched.</summary>
    public int Count { get; private set; }

    /// <summary>How deep groups stand within groups.</summary>
    public int Deepest { get; private set; }

    /// <summary>Whether anything refers to a group.</summary>
    public bool HasReferences { get; private set; }

    /// <summary>Whether the pattern uses spellings that only Python has.</summary>
    public bool IsPython { get; private set; }

    /// <summary>Whether any group has a name.</summary>
    public bool HasNames => _names.Count > 0;

    public EcmaGroup At(int position) => _groups[position];

    public int? Find(string name) => _names.TryGetValue(name, out int number) ? number : null;

    /// <summary>The position behind <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; null where the brace is no count.</summary>
    public static int? CountEnd(string source, int at)
    {
        if (at >= source.Length || source[at] != '{') return null;
        int i = at + 1;
        while (i < source.Length && PatternAscii.IsDigit(source[i])) i++;
        if (i == at + 1) return null;
        if (i < source.Length && source[i] == ',')
        {
            i++;
            while (i < source.Length && PatternAscii.IsDigit(source[i])) i++;
        }

        return i < source.Length && source[i] == '}' ? i + 1 : null;
    }

    /// <summary>Reads the parentheses.</summary>
    /// <returns>Why they cannot be understood; null when they can.</returns>
    public string? Read(string source)
    {
        var open = new Stack<EcmaGroup>();
        bool inClass = false;
        for (int i = 0; i < source.Length; i++)
        {
            switch (source[i])
            {
                case '\\':
                    i++;
                    HasReferences |= !inClass && i < source.Length && source[i] is (>= '1' and <= '9') or 'k';
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    if (Opened(source, i, out string? problem) is not { } group) return problem;
                    _groups.Add(i, group);
                    if (group.Kind is EcmaGroupKind.Comment or EcmaGroupKind.Flags or EcmaGroupKind.Reference)
                    {
                        i = group.End;
                        break;
                    }

                    open.Push(group);
                    Deepest = Math.Max(Deepest, open.Count);
                    break;
                case ')' when !inClass:
                    if (open.Count == 0) return "it closes a group that it did not open";
                    EcmaGroup closed = open.Pop();
                    closed.End = i;
                    closed.LastCapture = Count;
                    closed.IsRepeated = i + 1 < source.Length && (source[i + 1] is '*' or '+' || CountEnd(source, i + 1) is not null);
                    break;
            }
        }

        return open.Count == 0 ? null : "it does not close a group";
    }

    private EcmaGroup? Opened(string source, int at, out string? problem)
    {
        problem = null;
        bool Has(string text) => string.CompareOrdinal(source, at + 1, text, 0, text.Length) == 0;
        if (!Has("?"))
        {
            Count++;
            return new EcmaGroup { Kind = EcmaGroupKind.Capture, Start = at + 1, FirstCapture = Count };
        }

        if (Openings.FirstOrDefault(Has) is { } opening)
        {
            EcmaGroupKind kind = opening[opening.Length - 1] == ':' ? EcmaGroupKind.Plain : EcmaGroupKind.Other;
            return new EcmaGroup { Kind = kind, Opening = "(" + opening, Start = at + 1 + opening.Length, FirstCapture = Count + 1 };
        }

        int close = source.IndexOf(')', at);
        if (Has("?#") && close >= 0)
        {
            IsPython = true;
            return new EcmaGroup { Kind = EcmaGroupKind.Comment, End = close };
        }

        if (Has("?P=") && close >= 0)
        {
            IsPython = HasReferences = true;
            return new EcmaGroup { Kind = EcmaGroupKind.Reference, Name = source.Substring(at + 4, close - at - 4), End = close };
        }

        int name = Has("?P<") ? at + 4 : Has("?<") ? at + 3 : -1;
        int end = name < 0 ? -1 : source.IndexOf('>', name);
        if (end > name && name > 0)
        {
            IsPython |= name == at + 4;
            Count++;
            string called = source.Substring(name, end - name);
            if (_names.ContainsKey(called))
            {
                problem = $"it has two groups called '{called}'";
                return null;
            }

            _names.Add(called, Count);
            return new EcmaGroup { Kind = EcmaGroupKind.Capture, Start = end + 1, FirstCapture = Count, Name = called };
        }

        int flags = at + 2;
        while (flags < source.Length && PatternAscii.IsLetter(source[flags])) flags++;
        if (flags > at + 2 && flags < source.Length && source[flags] == ')')
            return new EcmaGroup { Kind = EcmaGroupKind.Flags, Name = source.Substring(at + 2, flags - at - 2), End = flags };
        problem = $"'{source.Substring(at, Math.Min(4, source.Length - at))}' opens a group that is not supported here";
        return null;
    }
}
