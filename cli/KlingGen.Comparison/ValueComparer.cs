using KlingGen.Compiler;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Compares two values that stand at the same place: their types down to the items, whether null is one of them, and their rules.</summary>
internal sealed class ValueComparer(TypePairs pairs, ChangeList changes)
{
    private readonly RuleComparer _rules = new(changes);
    private readonly WireTypes _requests = new(pairs.Before, pairs.After, checksRules: true);
    private readonly WireTypes _responses = new(pairs.After, pairs.Before, checksRules: false);

    /// <summary>Types, rules and constants; null only within lists and dictionaries, because a member's own null is about its presence too.</summary>
    /// <param name="place">Where they stand.</param>
    /// <param name="before">The value before.</param>
    /// <param name="after">The value after.</param>
    /// <param name="source">What the change of type means for C#.</param>
    /// <param name="constSource">What the change of a constant means for C#.</param>
    public void Compare(ChangePlace place, ValueSpec before, ValueSpec after, ChangeSeverity source, ChangeSeverity constSource = None)
    {
        Const(place, before, after, constSource);
        switch (before.Type, after.Type)
        {
            case (ListType a, ListType b):
                _rules.Compare(place, before.Type, after.Type, before.Rules, after.Rules);
                Item(place with { Label = place.Label + "[]" }, a.Item, b.Item, source, nullArrives: Error);
                return;
            case (MapType a, MapType b):
                _rules.Compare(place, before.Type, after.Type, before.Rules, after.Rules);
                Item(place with { Label = place.Label + "{}" }, a.Value, b.Value, source, nullArrives: Warning);
                return;
            case (NamedType a, NamedType b) when TypeClass.Of(a) == TypeClass.Of(b):
                if (!pairs.IsSame(a.Name, b.Name) && (IsShared(pairs.Before(a.Name)) || IsShared(pairs.After(b.Name))))
                    Changed(place, before, after, source);
                else if (!pairs.IsSame(a.Name, b.Name))
                    Replaced(place, a, b, source);
                else if (a.Kind != b.Kind)
                    Changed(place, before, after, source);
                break;
            case (ScalarType a, ScalarType b) when a.Kind == b.Kind:
                break;
            default:
                Changed(place, before, after, source);

                // Bounds of a number say nothing about the string that it was.
                if (TypeClass.Of(before.Type) != TypeClass.Of(after.Type))
                    return;
                break;
        }
        _rules.Compare(place, before.Type, after.Type, before.Rules, after.Rules);
    }

    /// <param name="place">Where it stands.</param>
    /// <param name="before">The item before.</param>
    /// <param name="after">The item after.</param>
    /// <param name="source">What the change of type means for C#.</param>
    /// <param name="nullArrives">What null means for who does not expect it in a result: a list does not fit, a dictionary leaves the entry out.</param>
    private void Item(ChangePlace place, ValueSpec before, ValueSpec after, ChangeSeverity source, ChangeSeverity nullArrives)
    {
        if (before.IsNullable != after.IsNullable)
        {
            ChangeRule rule = after.IsNullable ? ChangeRules.NullAllowed : ChangeRules.NullRefused;
            ChangeSeverity wire = after.IsNullable ? place.Wire(Info, nullArrives) : place.Wire(Error, Info);
            changes.Add(rule, place, source, wire, None, $"{place.Label}: null is {(after.IsNullable ? "now" : "no longer")} a value.", ChangeText.Type(before), ChangeText.Type(after));
        }
        Compare(place, before, after, source);
    }

    private static bool IsShared(DefinitionSpec definition) => definition is RecordSpec { IsShared: true };

    private void Changed(ChangePlace place, ValueSpec before, ValueSpec after, ChangeSeverity source)
    {
        ChangeSeverity wire = place.Wire(_requests.Reads(before, after), _responses.Reads(after, before));
        string was = ChangeText.Type(before.Type), now = ChangeText.Type(after.Type);
        changes.Add(ChangeRules.TypeChanged, place, source, Conversions.Worst(wire, Info), None, $"{place.Label}: the type was {was} and is {now}.", was, now);
    }

    private void Replaced(ChangePlace place, NamedType before, NamedType after, ChangeSeverity source)
    {
        string was = ChangeText.Type(before), now = ChangeText.Type(after);
        changes.Add(ChangeRules.TypeReplaced, place, source, None, None, $"{place.Label}: the type was {was} and is {now}, which is a type of its own.", was, now);
    }

    private void Const(ChangePlace place, ValueSpec before, ValueSpec after, ChangeSeverity source)
    {
        LiteralSpec? was = before.Rules.Const, now = after.Rules.Const;
        if (Equals(was, now))
            return;
        string text = now is null ? $"it no longer has to be {ChangeText.Literal(was)}" : was is not null ? $"the constant was {ChangeText.Literal(was)} and is {ChangeText.Literal(now)}" : place.Says($"it must now be {ChangeText.Literal(now)}", $"it is now always {ChangeText.Literal(now)}");
        bool wasOnly = now is not null && before.Type is NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } && _requests.Reads(before, after) == None;
        ChangeSeverity wire = now is null ? place.Wire(Info, Warning) : place.Wire(wasOnly ? Info : Error, was is null ? Info : Warning);
        changes.Add(ChangeRules.ConstChanged, place, source, wire, place.Cost(Warning), $"{place.Label}: {text}.", ChangeText.Literal(was), ChangeText.Literal(now));
    }
}
