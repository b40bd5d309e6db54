using KlingGen.Compiler;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Compares two enums by the values of the wire.</summary>
internal sealed class EnumComparer(ChangeList changes)
{
    public void Compare(ChangePlace place, EnumSpec before, EnumSpec after)
    {
        var names = new HashSet<string>(after.Values.Select(static value => value.Name), StringComparer.Ordinal);
        foreach (EnumValueSpec value in before.Values)
        {
            ChangePlace at = place with { Label = place.Label + "." + value.Name };
            string text = ChangeText.Literal(value.Wire)!;
            ChangeSeverity name = names.Contains(value.Name) ? Info : Error;
            if (after.Values.FirstOrDefault(other => other.Wire.Equals(value.Wire)) is not { } same)
                changes.Add(ChangeRules.EnumValueRemoved, at, name, place.Wire(Error, Info), place.Cost(Info), $"{at.Label}: the value {text} is gone{(name == Error ? "" : $"; {value.Name} now stands for another value")}.", text, null, "{0} values are gone", text);
            else if (same.Name != value.Name)
                changes.Add(ChangeRules.EnumNameMoved, at, name, name == Error ? None : Warning, None, $"{at.Label}: the value {text} is called {same.Name} now{(name == Error ? "" : $", and {value.Name} stands for another value")}.", value.Name, same.Name, "{0} values have another name in C#", $"{text} ({value.Name} → {same.Name})");
        }

        string consequence = place.Says("calls can send it once the code is generated again", "a result that has it reads as an unknown text until the code is generated again");
        foreach (EnumValueSpec value in after.Values)
        {
            string text = ChangeText.Literal(value.Wire)!;
            if (!before.Values.Any(other => other.Wire.Equals(value.Wire)))
                changes.Add(ChangeRules.EnumValueAdded, place with { Label = place.Label + "." + value.Name }, None, place.Wire(Info, Warning), place.Cost(Info), $"{place.Label}: the value {text} is new; {consequence}.", null, text, "{0} values are new", text, consequence);
        }

        IEnumerable<LiteralSpec> kept = before.Values.Select(static value => value.Wire).Where(wire => after.Values.Any(other => other.Wire.Equals(wire)));
        if (!kept.SequenceEqual(after.Values.Select(static value => value.Wire).Where(wire => before.Values.Any(other => other.Wire.Equals(wire)))))
            changes.Add(ChangeRules.EnumOrder, place, Info, None, None, $"{place.Label}: the values stand in another order, so their numbers in C# differ.");
    }
}
