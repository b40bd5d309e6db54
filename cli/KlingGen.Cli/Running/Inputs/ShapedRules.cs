using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Compiler;
using KlingGen.CompilerServices;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>The rules of a model, put to the library's own validator: the same calls that the generated code makes.</summary>
internal sealed class ShapedRules(InputModel model, IReadOnlyDictionary<JsonNode, FalMedia> files)
{
    /// <summary>The members of a value that the validator has come to.</summary>
    public void Inside(ref FalValidator check, JsonNode? node, ValueSpec spec)
    {
        switch (model.Find(spec.Type))
        {
            case RecordSpec record when node is JsonObject members:
                foreach (MemberSpec member in record.Members)
                    Value(ref check.Member(member.WireName, member.Name), members[member.WireName], member.Value, IsRequired(member));
                break;
            case TupleSpec tuple when node is JsonArray items:
                for (int i = 0; i < tuple.Items.Count; i++)
                    Value(ref check.Member(i, tuple.Items[i].Name), i < items.Count ? items[i] : null, tuple.Items[i].Value, IsRequired(tuple.Items[i]));
                break;
            case UnionSpec union when node is not null && new ShapeCheck(model).CaseOf(union, node) is { } item:
                Value(ref check.Self(), node, item.Value, false);
                break;
        }
    }

    private static bool IsRequired(MemberSpec member) => member is { Presence: MemberPresence.Required or MemberPresence.Fixed, Value.IsNullable: false };

    private void Value(ref FalValidator check, JsonNode? node, ValueSpec spec, bool isRequired)
    {
        if (isRequired)
            check.Required(node);
        if (node is null)
            return;
        RuleSpec rules = spec.Rules;
        if (rules.Choice is { } choice)
        {
            Choice(ref check, node, choice);
            return;
        }
        switch (spec.Type)
        {
            case ScalarType { Kind: ScalarKind.String } when node.GetValueKind() == JsonValueKind.String:
                Text(ref check, node.GetValue<string>(), rules);
                break;
            case ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 }:
                Whole(ref check, ShapeCheck.Whole(node), rules);
                break;
            case ScalarType { Kind: ScalarKind.Double } when node.GetValueKind() == JsonValueKind.Number:
                Number(ref check, Double(node.ToJsonString()), rules);
                break;
            case ScalarType { Kind: ScalarKind.Media } when node.GetValueKind() == JsonValueKind.String:
                Media(ref check, files.TryGetValue(node, out FalMedia? file) ? file : node.GetValue<string>(), rules);
                break;
            case NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } when node.GetValueKind() == JsonValueKind.String:
                Text(ref check, node.GetValue<string>(), rules);
                break;
            case ListType list when node is JsonArray items:
                Items(ref check, items, list.Item, rules);
                break;
            case MapType map when node is JsonObject entries:
                Entries(ref check, entries, map.Value, rules);
                break;
            case NamedType { Kind: NamedKind.Record or NamedKind.Tuple or NamedKind.Union }:
                check.Nested(new Node(this, node, spec));
                break;
        }
    }

    private void Choice(ref FalValidator check, JsonNode node, ChoiceSpec choice)
    {
        if (choice.IsExclusive)
            check.OneOf(node);
        else
            check.AnyOf();
        for (int i = 0; i < choice.Alternatives.Count; i++)
        {
            if (i > 0)
                check.Or();
            Value(ref check, node, choice.Alternatives[i], false);
        }
        check.End();
    }

    private static void Media(ref FalValidator check, FalMedia media, RuleSpec rules)
    {
        check.Media(media, MediaLimits.Of(rules));
        if (rules.MinLength is { } least and > 1)
            check.MinLength(media, least);
        if (rules.MaxLength is { } max)
            check.MaxLength(media, max);
    }

    private void Items(ref FalValidator check, JsonArray items, ValueSpec item, RuleSpec rules)
    {
        FalJson[] values = [.. items.Select(static value => FalJson.From(value))];
        if (rules.MinItems is { } least)
            check.MinItems(values, least);
        if (rules.MaxItems is { } max)
            check.MaxItems(values, max);
        if (rules.UniqueItems)
            check.UniqueItems(values);
        if (!check.EnterItems(values))
            return;
        for (int i = 0; i < items.Count; i++)
            Value(ref check.Item(i), items[i], item, false);
        check.Leave();
    }

    private void Entries(ref FalValidator check, JsonObject entries, ValueSpec value, RuleSpec rules)
    {
        var values = entries.ToDictionary(static entry => entry.Key, static entry => FalJson.From(entry.Value), StringComparer.Ordinal);
        if (rules.MinProperties is { } least)
            check.MinProperties(values, least);
        if (rules.MaxProperties is { } max)
            check.MaxProperties(values, max);
        foreach (string key in rules.RequiredKeys)
            check.RequiredKey(values, key);
        if (!check.EnterMap(values))
            return;
        foreach ((string key, JsonNode? entry) in entries)
            Value(ref check.Key(key), entry, value, false);
        check.Leave();
    }

    private static void Text(ref FalValidator check, string text, RuleSpec rules)
    {
        if (rules.MinLength is { } least)
            check.MinLength(text, least);
        if (rules.MaxLength is { } max)
            check.MaxLength(text, max);
        foreach (string pattern in rules.Patterns)
            check.Pattern(text, new FalPattern(pattern));
    }

    private static void Whole(ref FalValidator check, long? number, RuleSpec rules)
    {
        if (new[] { rules.Minimum, rules.Maximum, rules.ExclusiveMinimum, rules.ExclusiveMaximum, rules.MultipleOf }.Any(static bound => bound is not null && Long(bound) is null))
        {
            Number(ref check, number, rules);
            return;
        }
        if (rules is { Minimum: { } low, Maximum: { } high })
        {
            check.Range(number, Long(low)!.Value, Long(high)!.Value);
        }
        else
        {
            if (rules.Minimum is { } minimum)
                check.Minimum(number, Long(minimum)!.Value);
            if (rules.Maximum is { } maximum)
                check.Maximum(number, Long(maximum)!.Value);
        }
        if (rules.ExclusiveMinimum is { } above)
            check.ExclusiveMinimum(number, Long(above)!.Value);
        if (rules.ExclusiveMaximum is { } below)
            check.ExclusiveMaximum(number, Long(below)!.Value);
        if (rules.MultipleOf is { } step)
            check.MultipleOf(number, Long(step)!.Value);
    }

    private static void Number(ref FalValidator check, double? number, RuleSpec rules)
    {
        check.Finite(number);
        if (rules.IsWhole)
            check.Whole(number);
        if (rules is { Minimum: { } low, Maximum: { } high })
        {
            check.Range(number, Double(low), Double(high));
        }
        else
        {
            if (rules.Minimum is { } minimum)
                check.Minimum(number, Double(minimum));
            if (rules.Maximum is { } maximum)
                check.Maximum(number, Double(maximum));
        }
        if (rules.ExclusiveMinimum is { } above)
            check.ExclusiveMinimum(number, Double(above));
        if (rules.ExclusiveMaximum is { } below)
            check.ExclusiveMaximum(number, Double(below));
        if (rules.MultipleOf is not { } step)
            return;
        if (decimal.TryParse(step, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) && exact > 0)
            check.MultipleOf(number, exact);
        else
            check.MultipleOf(number, Double(step));
    }

    private static long? Long(string literal) => Compiler.Json.ExactNumber.Parse(literal) is { IsWhole: true } number ? number.Floor() : null;

    private static double Double(string literal) => double.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A record, tuple or union within the request.</summary>
    private sealed class Node(ShapedRules rules, JsonNode node, ValueSpec spec) : IFalValidatable
    {
        public void Validate(ref FalValidator check) => rules.Inside(ref check, node, spec);
    }
}
