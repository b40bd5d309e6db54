using System.Globalization;

namespace KlingGen.Compiler.Emit;

/// <summary>Rules and defaults in words, for documentation.</summary>
internal static class RuleText
{
    /// <summary>One sentence a rule, or empty.</summary>
    public static string Describe(ValueSpec value)
    {
        RuleSpec rules = value.Rules;
        var sentences = new List<string>
        {
            Between(rules.MinLength?.ToString(CultureInfo.InvariantCulture), rules.MaxLength?.ToString(CultureInfo.InvariantCulture), " characters"),
            rules.Pattern is { } pattern ? $"Matches <c>{XmlText.Escape(pattern)}</c>." : "",
            Number(rules),
            rules.MultipleOf is { } step ? $"A multiple of {Digits(step)}." : "",
            Between(rules.MinItems?.ToString(CultureInfo.InvariantCulture), rules.MaxItems?.ToString(CultureInfo.InvariantCulture), " items"),
            rules.UniqueItems ? "No item twice." : "",
            Between(rules.MinProperties?.ToString(CultureInfo.InvariantCulture), rules.MaxProperties?.ToString(CultureInfo.InvariantCulture), " entries"),
            rules.Const is { } constant ? $"Always {Literal(constant)}." : "",
            Limits(rules),
        };
        if (value.Type is ListType list && Describe(list.Item) is { Length: > 0 } items)
            sentences.Add("Each item: " + char.ToLowerInvariant(items[0]) + items.Substring(1));
        if (value.Type is MapType map && Describe(map.Value) is { Length: > 0 } values)
            sentences.Add("Each value: " + char.ToLowerInvariant(values[0]) + values.Substring(1));
        return string.Join(" ", sentences.Where(static sentence => sentence.Length > 0));
    }

    /// <summary>What leaving the member out means, or empty.</summary>
    public static string Default(MemberSpec member, IReadOnlyDictionary<string, EnumSpec> enums)
    {
        if (member.Default is not { Kind: not LiteralKind.Null } value || member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable or MemberPresence.Fixed)
            return "";
        return $"Left out, the service takes {EnumMember(member.Value.Type, value, enums) ?? Literal(value)}.";
    }

    public static string Literal(LiteralSpec literal) => literal.Kind switch
    {
        LiteralKind.String when literal.Text.Length == 0 => "the empty string",
        LiteralKind.String => $"<c>\"{XmlText.Escape(Shorten(literal.Text))}\"</c>",
        LiteralKind.Integer or LiteralKind.Number => Digits(literal.Text),
        LiteralKind.Boolean => $"<see langword=\"{literal.Text}\"/>",
        LiteralKind.Other when literal.Text == "[]" => "an empty list",
        _ => $"<c>{XmlText.Escape(Shorten(literal.Text))}</c>",
    };

    private static string? EnumMember(TypeSpec type, LiteralSpec value, IReadOnlyDictionary<string, EnumSpec> enums)
    {
        if (type is not NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named || !enums.TryGetValue(named.Name, out EnumSpec? spec))
            return null;
        return spec.Values.FirstOrDefault(candidate => candidate.Wire == value) is { } found ? $"<see cref=\"{named.Name}.{found.Name}\"/>" : null;
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

    private static string Shorten(string text)
    {
        text = string.Join(" ", text.Split([' ', '\t', '\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\f'], StringSplitOptions.RemoveEmptyEntries));
        if (text.Length <= 100)
            return text;
        return text.Substring(0, char.IsHighSurrogate(text[99]) ? 99 : 100) + "…";
    }
}
