using KlingGen.Compiler;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Compares what concerns the endpoint as a whole.</summary>
internal sealed class EndpointComparer(TypePairs pairs, ChangeList changes)
{
    public void Compare(EndpointSpec before, EndpointSpec after)
    {
        var place = new ChangePlace(ChangeText.Shorten(before.EndpointId), ChangeDirection.None);
        if (before.EndpointId != after.EndpointId)
            changes.Add(ChangeRules.EndpointId, place, None, Warning, Warning, "The document describes another endpoint; programs that are already compiled keep calling the first.", ChangeText.Shorten(before.EndpointId), ChangeText.Shorten(after.EndpointId));
        if (before.Namespace != after.Namespace)
            changes.Add(ChangeRules.EndpointName, place, Error, None, None, "The namespace of everything emitted is another one.", before.Namespace, after.Namespace);
        if (before.ClientName != after.ClientName)
            changes.Add(ChangeRules.EndpointName, place, Error, None, None, "The client and its extension method have another name.", before.ClientName, after.ClientName);
        if (before.IsPublic != after.IsPublic)
            changes.Add(ChangeRules.Visibility, place, before.IsPublic ? Error : None, None, None, $"The emitted types are {(after.IsPublic ? "public" : "internal")} now.");
        if (!before.Doc.Equals(after.Doc))
            MemberTexts.Said(changes, place, "the words about the endpoint");

        Price(place, before.Price, after.Price);
        Root(place with { Direction = ChangeDirection.Request }, "request", before.Input, after.Input, new WireTypes(pairs.Before, pairs.After, checksRules: true).Reads(before.Input, after.Input));
        Root(place with { Direction = ChangeDirection.Response }, "result", before.Output, after.Output, new WireTypes(pairs.After, pairs.Before, checksRules: false).Reads(after.Output, before.Output));
        if (before.InputPointer != after.InputPointer)
            Moved(place with { Direction = ChangeDirection.Request }, "request", before.InputPointer, after.InputPointer);
        if (before.OutputPointer != after.OutputPointer)
            Moved(place with { Direction = ChangeDirection.Response }, "result", before.OutputPointer, after.OutputPointer);
    }

    private void Root(ChangePlace place, string what, TypeSpec before, TypeSpec after, ChangeSeverity wire)
    {
        bool same = (before, after) switch
        {
            (NamedType a, NamedType b) => a.Kind == b.Kind && pairs.IsSame(a.Name, b.Name),
            _ => before.Equals(after),
        };
        if (!same)
            changes.Add(ChangeRules.RootType, place, Error, wire, None, $"The {what} was {ChangeText.Type(before)} and is {ChangeText.Type(after)}.", ChangeText.Type(before), ChangeText.Type(after));
    }

    private void Price(ChangePlace place, LockPrice? before, LockPrice? after)
    {
        if (Equals(before, after))
            return;
        if (before is not null && after is not null && before with { Date = after.Date, Source = after.Source } == after)
        {
            MemberTexts.Said(changes, place, "the dates of the price");
            return;
        }

        // A price in another unit or currency cannot be compared, and one that was unknown has not risen.
        bool dearer = before is not null && after is not null && (before.Unit != after.Unit || before.Currency != after.Currency || after.Amount > before.Amount);
        string was = Say(before), now = Say(after);
        changes.Add(ChangeRules.PriceChanged, place, None, None, dearer ? Error : Info, $"The price is {now}, before {was}.", was, now);
    }

    private static string Say(LockPrice? price) =>
        price is null ? "unknown" : ChangeText.Shorten($"{price.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)} {price.Currency} for one of '{price.Unit}'");

    private void Moved(ChangePlace place, string what, string before, string after) =>
        changes.Add(ChangeRules.SchemaPlace, place, None, Info, None, $"The schema of the {what} stands at another place of the document.", ChangeText.Shorten(before), ChangeText.Shorten(after));
}
