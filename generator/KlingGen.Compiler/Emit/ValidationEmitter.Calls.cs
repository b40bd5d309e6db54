using System.Globalization;
using KlingGen.Compiler.CSharp;

namespace KlingGen.Compiler.Emit;

internal sealed partial class ValidationEmitter
{
    private List<string> Calls(ValueSpec spec, string value, string name, bool isRequired)
    {
        RuleSpec rules = spec.Rules;
        var calls = new List<string>();
        if (isRequired && !CSharpTypes.IsStruct(spec.Type))
            calls.Add($".Required({value})");

        switch (spec.Type)
        {
            case ScalarType { Kind: ScalarKind.String }:
                TextCalls(calls, rules, value, name);
                break;
            case ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 }:
                NumberCalls(calls, rules, value, isWhole: true);
                break;
            case ScalarType { Kind: ScalarKind.Double }:
                if (rules.IsWhole)
                    calls.Add($".Whole({value})");
                NumberCalls(calls, rules, value, isWhole: false);
                if (calls.Count == 0 && rules.Const is null)
                    calls.Add($".Finite({value})");
                break;
            case ScalarType { Kind: ScalarKind.Media }:
                calls.Add(MediaCall("Media", value, rules));
                Count(calls, "MinLength", value, MediaMinLength(rules));
                Count(calls, "MaxLength", value, rules.MaxLength);
                break;
            case NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named:
                if (rules.IsClosed)
                    calls.Add($".Defined<{Naming.Identifier.Escape(named.Name)}, {_file.EnumCodec(named.Name)}>({value})");
                if (rules.MaxLength is not null || rules.MinLength is not null || rules.Patterns.Count > 0)
                    _file.Use("KlingGen");
                TextCalls(calls, rules, $"((FalOpenEnum<{Naming.Identifier.Escape(named.Name)}>?){value})?.ToString()", name);
                break;
            case NamedType:
                calls.Add($".Nested({value})");
                break;
            case ListType list:
                Count(calls, "MinItems", value, rules.MinItems is 0 ? null : rules.MinItems);
                Count(calls, "MaxItems", value, rules.MaxItems);
                if (rules.UniqueItems)
                    calls.Add($".UniqueItems({value})");
                if (CSharpTypes.IsOwnJson(list.Item.Type))
                    calls.Add(list.Item.IsNullable ? $".EachOrNull({value})" : $".Each({value})");
                else if (list.Item is { Type: ScalarType { Kind: ScalarKind.Media } } && !NeedsLoop(list.Item))
                    calls.Add(MediaCall("EachMedia", value, list.Item.Rules));
                break;
            case MapType map:
                Count(calls, "MinProperties", value, rules.MinProperties is 0 ? null : rules.MinProperties);
                Count(calls, "MaxProperties", value, rules.MaxProperties);
                foreach (string key in rules.RequiredKeys)
                    calls.Add($".RequiredKey({value}, {CSharpText.Literal(PlainText.WithoutLoneSurrogates(key))})");
                if (CSharpTypes.IsOwnJson(map.Value.Type) && !map.Value.IsNullable)
                    calls.Add($".EachValue({value})");
                break;
        }
        if (rules.Const is { Kind: LiteralKind.Null })
            calls.Add($".OnlyNull({value})");
        else if (rules.Const is not null)
            calls.Add($".Const({value}, {MemberCode.Constant(spec)})");
        return calls;
    }

    private void TextCalls(List<string> calls, RuleSpec rules, string value, string name)
    {
        Count(calls, "MinLength", value, rules.MinLength is 0 ? null : rules.MinLength);
        Count(calls, "MaxLength", value, rules.MaxLength);
        foreach (string pattern in rules.Patterns)
            calls.Add($".Pattern({value}, {PatternField(name, pattern)})");
    }

    /// <summary>Items that their list's own call does not already reach.</summary>
    private static bool NeedsLoop(ValueSpec item) => item.Type switch
    {
        ListType list => true,
        MapType map => true,
        NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } => item.Rules.IsClosed,
        NamedType => false,
        { } when item.Rules.Choice is not null => true,
        ScalarType { Kind: ScalarKind.Media } => item.IsNullable || MediaMinLength(item.Rules) is not null || item.Rules.MaxLength is not null,
        ScalarType { Kind: ScalarKind.Double } => true,
        ScalarType { Kind: ScalarKind.String or ScalarKind.Json } when !item.IsNullable => true,
        _ => !item.Rules.Equals(RuleSpec.None),
    };

    /// <summary>No address is empty, so the demand for one character is kept already.</summary>
    private static int? MediaMinLength(RuleSpec rules) => rules.MinLength is null or 0 || (rules.MinLength == 1 && !rules.AllowsEmptyMedia) ? null : rules.MinLength;

    private static void NumberCalls(List<string> calls, RuleSpec rules, string value, bool isWhole)
    {
        NumberBound low = NumberBound.Lower(rules.Minimum, isWhole), high = NumberBound.Upper(rules.Maximum, isWhole);
        if (low is { IsBound: true } && high is { IsBound: true } && low.IsWhole == high.IsWhole)
        {
            calls.Add($".Range({value}, {low.Literal}, {high.Literal})");
        }
        else
        {
            Bound(calls, "Minimum", value, low);
            Bound(calls, "Maximum", value, high);
        }
        Bound(calls, "ExclusiveMinimum", value, NumberBound.Lower(rules.ExclusiveMinimum, isWhole, isExclusive: true));
        Bound(calls, "ExclusiveMaximum", value, NumberBound.Upper(rules.ExclusiveMaximum, isWhole, isExclusive: true));
        if (rules.MultipleOf is { } step && Numbers.Step(step, isWhole) is { } literal)
            calls.Add($".MultipleOf({value}, {literal})");
    }

    private static void Bound(List<string> calls, string rule, string value, NumberBound bound)
    {
        if (bound.IsBound)
            calls.Add($".{rule}({value}, {bound.Literal})");
        else if (bound.Never is { } never)
            calls.Add($".{never.Rule}({value}, {never.Literal})");
    }

    private static void Count(List<string> calls, string rule, string value, int? limit)
    {
        if (limit is { } count)
            calls.Add($".{rule}({value}, {count.ToString(CultureInfo.InvariantCulture)})");
    }

    private static string MediaCall(string rule, string value, RuleSpec rules)
    {
        List<string> limits = [.. rules.MediaLimits.Select(static limit => MediaLimit(limit)).OfType<string>()];
        if (rules.AllowsEmptyMedia)
            limits.Insert(0, "AllowsEmpty = true");
        return limits.Count == 0 ? $".{rule}({value})" : $".{rule}({value}, new() {{ {string.Join(", ", limits)} }})";
    }

    /// <summary>The limits that a local file is checked against; the others are in the documentation.</summary>
    private static string? MediaLimit(LimitSpec limit) => limit.Kind switch
    {
        { RuntimeProperty: null } => null,
        { LargestWhole: null } kind => $"{kind.RuntimeProperty} = {Numbers.DoubleArgument(limit.Value)}",
        var kind => limit.Whole is { } whole ? $"{kind.RuntimeProperty} = {whole.ToString(CultureInfo.InvariantCulture)}" : null,
    };
}
