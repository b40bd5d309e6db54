using System.Globalization;
using System.Text;
using static KlingGen.Compiler.Emit.DocLine;

namespace KlingGen.Compiler.Emit;

/// <summary>Rules and defaults in words, for documentation.</summary>
internal static class RuleText
{
    private const int LongestLiteral = 100;
    private const int LongestValue = 400;

    /// <summary>The rules of a member, one sentence each, or empty.</summary>
    public static DocLine Describe(MemberSpec member, DefinitionSpec owner) => Describe(member.Value, Constant(member, owner));

    /// <summary>The rules of an item or a case, one sentence each, or empty.</summary>
    public static DocLine Describe(ValueSpec value) => Describe(value, value.Rules.Const is { } constant ? Sentence($"Only {Literal(constant)}.") : Empty);

    /// <summary>Where a value is always there, it is always the constant; where it can be missing, nothing else can stand there.</summary>
    private static DocLine Constant(MemberSpec member, DefinitionSpec owner)
    {
        if (member.Value.Rules.Const is not { } constant)
            return Empty;
        bool isAlways = member.Presence is MemberPresence.Required or MemberPresence.Fixed && !member.Value.IsNullable;
        bool isNothing = owner.InInput && member.Presence is MemberPresence.Optional or MemberPresence.OptionalNullable && member.Default is null or { Kind: LiteralKind.Null };
        string after = isAlways ? "" : member.Presence == MemberPresence.RequiredNullable ? ", or null" : isNothing ? "; if omitted, nothing is sent" : "";
        return $"{(isAlways ? "Always" : "Only")} {Literal(constant)}{after}.";
    }

    private static DocLine Describe(ValueSpec value, DocLine constant)
    {
        RuleSpec rules = value.Rules;
        if (ReferenceEquals(rules, RuleSpec.None) && value.Type is not (ListType or MapType))
            return constant;
        var sentences = new List<DocLine>
        {
            Plain(Between(rules.MinLength?.ToString(CultureInfo.InvariantCulture), rules.MaxLength?.ToString(CultureInfo.InvariantCulture), " characters")),
            Join(" ", rules.Patterns.Select(static pattern => Sentence($"Matches {Code(pattern)}."))),
            Plain(rules.IsWhole ? "A whole number." : ""),
            Plain(Number(rules)),
            Plain(rules.MultipleOf is { } step ? $"A multiple of {Digits(step)}." : ""),
            Plain(Between(rules.MinItems?.ToString(CultureInfo.InvariantCulture), rules.MaxItems?.ToString(CultureInfo.InvariantCulture), " items")),
            Plain(rules.UniqueItems ? "No item twice." : ""),
            Plain(Between(rules.MinProperties?.ToString(CultureInfo.InvariantCulture), rules.MaxProperties?.ToString(CultureInfo.InvariantCulture), " entries")),
            rules.RequiredKeys.Count > 0 ? Sentence($"Has the keys {Join(", ", rules.RequiredKeys.Select(static key => Sentence($"{Code(Shorten(key))}")))}.") : Empty,
            rules.Choice is { } choice ? Choice(choice) : Empty,
            constant,
            Plain(Limits(rules)),
        };
        if (value.Type is ListType list && Describe(list.Item) is { IsEmpty: false } items)
            sentences.Add($"Each item: {items.Uncapitalized()}");
        if (value.Type is MapType map && Describe(map.Value) is { IsEmpty: false } values)
            sentences.Add($"Each value: {values.Uncapitalized()}");
        return Join(" ", sentences);
    }

    private static DocLine Choice(ChoiceSpec choice)
    {
        IEnumerable<DocLine> sets = choice.Alternatives.Select(static item => Describe(item) is { IsEmpty: false } text ? text.WithoutStop() : Plain(item.Rules.IsClosed ? "One of the named values" : "Any value"));
        return $"{(choice.IsExclusive ? "Exactly one of these holds" : "One of these holds")}: {Join("; or: ", sets.Select(static text => text.Uncapitalized()))}.";
    }

    /// <summary>What leaving the member out of a request means, or empty.</summary>
    public static DocLine Default(MemberSpec member, DefinitionSpec owner, IReadOnlyDictionary<string, DefinitionSpec> definitions)
    {
        if (!owner.InInput || member.Default is not { Kind: not LiteralKind.Null } value || member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable or MemberPresence.Fixed)
            return Empty;
        DocLine explicitNull = member.NullName is { } name ? Sentence($" Set {Reference(name)} to send JSON {Code("null")} instead.") : Empty;
        return $"If omitted, the service uses {EnumMember(member.Value.Type, value, definitions, 0) ?? Literal(value)}.{explicitNull}";
    }

    /// <summary>The text of an enum's value, blanks and all: it is what is sent.</summary>
    public static DocSpan EnumValue(LiteralSpec literal) => literal is { Kind: LiteralKind.String, Text.Length: > 0 and <= LongestValue } ? Exact(literal.Text) : Literal(literal);

    public static DocSpan Literal(LiteralSpec literal) => literal.Kind switch
    {
        LiteralKind.String when literal.Text.Length == 0 => Words("the empty string"),
        LiteralKind.String when literal.Text.Length <= LongestLiteral => Exact(literal.Text),
        LiteralKind.String => Code($"\"{Shorten(literal.Text)}\""),
        LiteralKind.Integer or LiteralKind.Number => Words(Digits(literal.Text)),
        LiteralKind.Boolean => new DocSpan(DocSpanKind.Keyword, literal.Text),
        LiteralKind.Other when literal.Text == "[]" => Words("an empty list"),
        _ => Code(Shorten(literal.Text)),
    };

    /// <summary>The member of an enum, or of the enum among a union's cases.</summary>
    private static DocSpan? EnumMember(TypeSpec type, LiteralSpec value, IReadOnlyDictionary<string, DefinitionSpec> definitions, int depth)
    {
        const int deepest = 8;
        if (type is not NamedType named || depth > deepest || !definitions.TryGetValue(named.Name, out DefinitionSpec? definition))
            return null;
        return definition switch
        {
            EnumSpec spec => spec.Values.FirstOrDefault(candidate => candidate.Wire == value) is { } found ? Reference($"{named.Name}.{found.Name}") : null,
            UnionSpec union => union.Cases.Select(item => EnumMember(item.Value.Type, value, definitions, depth + 1)).FirstOrDefault(static member => member is not null),
            _ => null,
        };
    }

    private static string Number(RuleSpec rules)
    {
        if (rules.Minimum is not null && rules.Maximum is not null && rules.ExclusiveMinimum is null && rules.ExclusiveMaximum is null)
            return $"{Digits(rules.Minimum)} to {Digits(rules.Maximum)}.";
        string[] parts =
        [
            rules.Minimum is { } minimum ? "at least " + Digits(minimum) : "",
            rules.ExclusiveMinimum is { } above ? "more than " + Digits(above) : "",
            rules.Maximum is { } maximum ? "at most " + Digits(maximum) : "",
            rules.ExclusiveMaximum is { } below ? "less than " + Digits(below) : "",
        ];
        string text = string.Join(", ", parts.Where(static part => part.Length > 0));
        return text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
    }

    private static string Between(string? low, string? high, string unit)
    {
        if (low is "0")
            low = null;
        if (low is null && high is null)
            return "";
        if (low == high)
            return $"Exactly {Digits(low!)}{unit}.";
        if (high is null)
            return $"At least {Digits(low!)}{Unit(low!, unit)}.";
        return low is null ? $"At most {Digits(high)}{Unit(high, unit)}." : $"{Digits(low)} to {Digits(high)}{unit}.";
    }

    private static string Unit(string count, string unit) => count == "1" ? unit switch { " entries" => " entry", _ => unit.TrimEnd('s') } : unit;

    private static string Limits(RuleSpec rules)
    {
        if (rules.MediaLimits.Count == 0)
            return "";
        var parts = new List<string>();
        foreach (IGrouping<MediaMeasure, LimitSpec> limits in rules.MediaLimits.GroupBy(static limit => limit.Kind.Measure).OrderBy(static group => group.Key))
        {
            string? low = limits.FirstOrDefault(static limit => limit.Kind.IsMinimum) is { } min ? Digits(min.Value) : null;
            string? high = limits.FirstOrDefault(static limit => !limit.Kind.IsMinimum) is { } max ? Digits(max.Value) : null;
            string range = low is null ? $"at most {high}" : high is null ? $"at least {low}" : $"{low} to {high}";
            parts.Add(limits.Key switch
            {
                MediaMeasure.FileSize => $"{range} bytes",
                MediaMeasure.Width => $"{range} pixels wide",
                MediaMeasure.Height => $"{range} pixels high",
                MediaMeasure.Pixels => $"{range} pixels",
                MediaMeasure.AspectRatio => $"aspect ratio {range}",
                MediaMeasure.Duration => $"{range} seconds long",
                MediaMeasure.FrameRate => $"{range} frames a second",
                _ => $"fetched within {high} seconds",
            });
        }
        string text = string.Join(", ", parts);
        return char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
    }

    /// <summary>Whole numbers with separators; anything else as the model writes it.</summary>
    private static string Digits(string literal) =>
        long.TryParse(literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole.ToString("N0", CultureInfo.InvariantCulture) : literal;

    /// <summary>As a JSON string, with every blank.</summary>
    private static DocSpan Exact(string text)
    {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            UnicodeCategory category = char.GetUnicodeCategory(c);
            if (isPair)
                json.Append(c).Append(text[++i]);
            else if (c is '"' or '\\')
                json.Append('\\').Append(c);
            else if (c is '\n' or '\r' or '\t')
                json.Append(c switch { '\n' => "\\n", '\r' => "\\r", _ => "\\t" });
            else if (c != ' ' && category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.OtherNotAssigned)
                json.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            else
                json.Append(c);
        }
        return new DocSpan(DocSpanKind.Value, json.Append('"').ToString());
    }

    private static string Shorten(string text)
    {
        text = string.Join(" ", text.Split([' ', '\t', '\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\f'], StringSplitOptions.RemoveEmptyEntries));
        if (text.Length <= LongestLiteral)
            return text;
        int end = text.LastIndexOf(' ', LongestLiteral);
        if (end < LongestLiteral / 2)
            end = char.IsHighSurrogate(text[LongestLiteral - 1]) ? LongestLiteral - 1 : LongestLiteral;
        return text.Substring(0, end) + "…";
    }
}
