using System.Globalization;
using System.Text;

namespace KlingGen.Compiler.Emit;

/// <summary>Rules and defaults in words, for documentation.</summary>
internal static class RuleText
{
    private const int LongestLiteral = 100;
    private const int LongestValue = 400;

    /// <summary>The rules of a member, one sentence each, or empty.</summary>
    public static string Describe(MemberSpec member, DefinitionSpec owner) => Describe(member.Value, Constant(member, owner));

    /// <summary>The rules of an item or a case, one sentence each, or empty.</summary>
    public static string Describe(ValueSpec value) => Describe(value, value.Rules.Const is { } constant ? $"Only {Literal(constant)}." : "");

    /// <summary>Where a value is always there, it is always the constant; where it can be missing, nothing else can stand there.</summary>
    private static string Constant(MemberSpec member, DefinitionSpec owner)
    {
        if (member.Value.Rules.Const is not { } constant)
            return "";
        bool isAlways = member.Presence is MemberPresence.Required or MemberPresence.Fixed && !member.Value.IsNullable;
        bool isNothing = owner.InInput && member.Presence is MemberPresence.Optional or MemberPresence.OptionalNullable && member.Default is null or { Kind: LiteralKind.Null };
        return isAlways ? $"Always {Literal(constant)}." : member.Presence == MemberPresence.RequiredNullable ? $"Only {Literal(constant)}, or null." : isNothing ? $"Only {Literal(constant)}; if omitted, nothing is sent." : $"Only {Literal(constant)}.";
    }

    private static string Describe(ValueSpec value, string constant)
    {
        RuleSpec rules = value.Rules;
        var sentences = new List<string>
        {
            Between(rules.MinLength?.ToString(CultureInfo.InvariantCulture), rules.MaxLength?.ToString(CultureInfo.InvariantCulture), " characters"),
            string.Join(" ", rules.Patterns.Select(static pattern => $"Matches <c>{XmlText.Escape(pattern)}</c>.")),
            rules.IsWhole ? "A whole number." : "",
            Number(rules),
            rules.MultipleOf is { } step ? $"A multiple of {Digits(step)}." : "",
            Between(rules.MinItems?.ToString(CultureInfo.InvariantCulture), rules.MaxItems?.ToString(CultureInfo.InvariantCulture), " items"),
            rules.UniqueItems ? "No item twice." : "",
            Between(rules.MinProperties?.ToString(CultureInfo.InvariantCulture), rules.MaxProperties?.ToString(CultureInfo.InvariantCulture), " entries"),
            rules.RequiredKeys.Count > 0 ? $"Has the keys {string.Join(", ", rules.RequiredKeys.Select(static key => $"<c>{XmlText.Escape(Shorten(key))}</c>"))}." : "",
            rules.Choice is { } choice ? Choice(choice) : "",
            constant,
            Limits(rules),
        };
        if (value.Type is ListType list && Describe(list.Item) is { Length: > 0 } items)
            sentences.Add("Each item: " + char.ToLowerInvariant(items[0]) + items.Substring(1));
        if (value.Type is MapType map && Describe(map.Value) is { Length: > 0 } values)
            sentences.Add("Each value: " + char.ToLowerInvariant(values[0]) + values.Substring(1));
        return string.Join(" ", sentences.Where(static sentence => sentence.Length > 0));
    }

    private static string Choice(ChoiceSpec choice)
    {
        IEnumerable<string> sets = choice.Alternatives.Select(static item => Describe(item) is { Length: > 0 } text ? text.TrimEnd('.') : item.Rules.IsClosed ? "One of the named values" : "Any value");
        return $"{(choice.IsExclusive ? "Exactly one of these holds" : "One of these holds")}: {string.Join("; or: ", sets.Select(static text => char.ToLowerInvariant(text[0]) + text.Substring(1)))}.";
    }

    /// <summary>What leaving the member out of a request means, or empty.</summary>
    public static string Default(MemberSpec member, DefinitionSpec owner, IReadOnlyDictionary<string, DefinitionSpec> definitions)
    {
        if (!owner.InInput || member.Default is not { Kind: not LiteralKind.Null } value || member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable or MemberPresence.Fixed)
            return "";
        string explicitNull = member.NullName is { } name ? $" Set <see cref=\"{name}\"/> to send JSON <c>null</c> instead." : "";
        return $"If omitted, the service uses {EnumMember(member.Value.Type, value, definitions, 0) ?? Literal(value)}.{explicitNull}";
    }

    /// <summary>The text of an enum's value, blanks and all: it is what is sent.</summary>
    public static string EnumValue(LiteralSpec literal) => literal is { Kind: LiteralKind.String, Text.Length: > 0 and <= LongestValue } ? Exact(literal.Text) : Literal(literal);

    public static string Literal(LiteralSpec literal) => literal.Kind switch
    {
        LiteralKind.String when literal.Text.Length == 0 => "the empty string",
        LiteralKind.String when literal.Text.Length <= LongestLiteral => Exact(literal.Text),
        LiteralKind.String => $"<c>\"{XmlText.Escape(Shorten(literal.Text))}\"</c>",
        LiteralKind.Integer or LiteralKind.Number => Digits(literal.Text),
        LiteralKind.Boolean => $"<see langword=\"{literal.Text}\"/>",
        LiteralKind.Other when literal.Text == "[]" => "an empty list",
        _ => $"<c>{XmlText.Escape(Shorten(literal.Text))}</c>",
    };

    /// <summary>The member of an enum, or of the enum among a union's cases.</summary>
    private static string? EnumMember(TypeSpec type, LiteralSpec value, IReadOnlyDictionary<string, DefinitionSpec> definitions, int depth)
    {
        const int deepest = 8;
        if (type is not NamedType named || depth > deepest || !definitions.TryGetValue(named.Name, out DefinitionSpec? definition))
            return null;
        return definition switch
        {
            EnumSpec spec => spec.Values.FirstOrDefault(candidate => candidate.Wire == value) is { } found ? $"<see cref=\"{named.Name}.{found.Name}\"/>" : null,
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
        var limits = rules.MediaLimits.ToDictionary(static limit => limit.Name, static limit => Digits(limit.Value), StringComparer.Ordinal);
        var parts = new List<string>();
        foreach ((string name, string what, string unit) in new[] { ("file_size", "", " bytes"), ("width", "", " pixels wide"), ("height", "", " pixels high"), ("pixels", "", " pixels"), ("aspect_ratio", "aspect ratio ", ""), ("duration", "", " seconds long"), ("fps", "", " frames a second") })
        {
            limits.TryGetValue("min_" + name, out string? low);
            limits.TryGetValue("max_" + name, out string? high);
            if (low is not null || high is not null)
                parts.Add(what + (low is null ? $"at most {high}" : high is null ? $"at least {low}" : $"{low} to {high}") + unit);
        }
        if (limits.TryGetValue("timeout", out string? seconds))
            parts.Add($"fetched within {seconds} seconds");
        if (parts.Count == 0)
            return "";
        string text = string.Join(", ", parts);
        return char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
    }

    /// <summary>Whole numbers with separators; anything else as the model writes it.</summary>
    private static string Digits(string literal) =>
        long.TryParse(literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole.ToString("N0", CultureInfo.InvariantCulture) : literal;

    /// <summary>As a JSON string. Of several blanks in a row all but the first are written as references, because XML and the wrapping of lines would lose them.</summary>
    private static string Exact(string text)
    {
        var json = new StringBuilder("<c>\"");
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
            else if (c == ' ' && i > 0 && text[i - 1] == ' ')
                json.Append("&#32;");
            else if (c != ' ' && category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.OtherNotAssigned)
                json.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            else
                json.Append(XmlText.Escape(c.ToString()));
        }
        return json.Append("\"</c>").ToString();
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
