using KlingGen.Compiler;

namespace KlingGen.Comparison;

/// <summary>
/// Compares two models of an endpoint, and says of each difference what it means for code, for calls and for the price. Models, not texts: key
/// order, blanks and spelling are no difference. Types belong together by their place in the request and the result, not by their name alone.
/// </summary>
public static class ModelComparison
{
    /// <summary>Compares two models.</summary>
    /// <param name="before">The model that code was written for.</param>
    /// <param name="after">The model that takes its place.</param>
    /// <param name="placesBefore">Where the parts of the first stand in its document; null leaves the pointers out.</param>
    /// <param name="placesAfter">The same for the second.</param>
    /// <returns>The differences, by member and rule; empty for equal models. The same for the same models.</returns>
    public static EquatableArray<ModelChange> Compare(EndpointSpec before, EndpointSpec after, SchemaPlaces? placesBefore = null, SchemaPlaces? placesAfter = null)
    {
        var changes = new ChangeList(placesBefore, placesAfter);
        if (!before.Equals(after))
        {
            var pairs = new TypePairs(before, after);
            new EndpointComparer(pairs, changes).Compare(before, after);
            new TypeComparer(pairs, changes).Compare(before);
        }
        return changes.ToArray();
    }
}
