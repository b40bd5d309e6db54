using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Follows a <c>$ref</c> that stands in place of a path, a request body or a response.</summary>
internal sealed class References(JsonNode root, ProblemList problems)
{
    private const int LongestChain = 16;

    public JsonNode Root => root;

    /// <summary>An operation of a path, the path's own or that of the path item it refers to; null where there is none.</summary>
    public SchemaPlace? Operation(JsonMember path, string method)
    {
        string pointer = JsonPointer.Append("/paths", path.Name);
        if (path.Value[method] is { IsObject: true } own)
            return new SchemaPlace($"{pointer}/{method}", own);
        return path.Value["$ref"] is not null && Follow(new SchemaPlace(pointer, path.Value)) is { Schema: { } item } place && item[method] is { IsObject: true } referred
            ? new SchemaPlace($"{place.Pointer}/{method}", referred)
            : null;
    }

    /// <summary>What stands at the end of a chain of references; without a schema where it leads nowhere, or round in a circle.</summary>
    public SchemaPlace Follow(SchemaPlace place)
    {
        SchemaPlace at = place;
        for (int i = 0; i < LongestChain && at.Schema is { IsObject: true } node; i++)
        {
            if (node["$ref"] is not { } reference)
                return at;
            if (!reference.IsString || JsonPointer.Resolve(root, reference.Text) is not { } target)
                return Unresolved(place, reference);
            at = new SchemaPlace(target.Pointer, target.Node);
        }
        return at.Schema?["$ref"] is { } last ? Unresolved(place, last) : at;
    }

    private SchemaPlace Unresolved(SchemaPlace place, JsonNode reference)
    {
        problems.Add(ProblemIds.UnresolvableReference, $"#{place.Pointer}: there is nothing at '{(reference.IsString ? reference.Text : reference.Raw)}'; the value is typed as FalJson. Fetch the document again, or add what is missing.", reference);
        return place with { Schema = null };
    }
}
