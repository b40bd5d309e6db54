using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Finds the schema of what an operation takes or gives, in JSON.</summary>
internal sealed class ContentReader(References references, ProblemList problems)
{
    public SchemaPlace Request(SchemaPlace operation, JsonMember near)
    {
        var body = new SchemaPlace(operation.Pointer + "/requestBody", operation.Schema!["requestBody"]);
        SchemaPlace place = references.Follow(body);
        return Schema(Entry(place), operation.Pointer + "/requestBody/content/application~1json/schema", near, isReported: body.Schema is not null && place.Schema is null);
    }

    public SchemaPlace Result(SchemaPlace operation, JsonMember near)
    {
        var all = new SchemaPlace(operation.Pointer + "/responses", operation.Schema!["responses"]);
        SchemaPlace? entry = null;
        bool isReported = false;
        foreach (JsonMember response in Successes(all.Schema))
        {
            SchemaPlace place = references.Follow(new SchemaPlace(JsonPointer.Append(all.Pointer, response.Name), response.Value));
            isReported |= place.Schema is null;
            entry ??= Entry(place);
        }
        return Schema(entry, operation.Pointer + "/responses/200/content/application~1json/schema", near, isReported);
    }

    /// <summary>
    /// The responses that mean success, the best first: 200, other codes of their kind, the whole class. What is given by <c>default</c> is an
    /// error wherever a success is described beside it.
    /// </summary>
    private static IEnumerable<JsonMember> Successes(JsonNode? responses)
    {
        JsonMember[] members = responses?.Members ?? [];
        IEnumerable<JsonMember> successes = members.Where(static member => member.Name.Length == 3 && member.Name[0] == '2')
            .OrderBy(static member => char.IsDigit(member.Name[1]) ? 0 : 1).ThenBy(static member => member.Name, StringComparer.Ordinal);
        return successes.Any() ? successes : members.Where(static member => member.Name == "default");
    }

    /// <summary>The best entry of <c>content</c> that is JSON and has a schema; null where there is none.</summary>
    private static SchemaPlace? Entry(SchemaPlace holder)
    {
        IEnumerable<JsonMember> entries = (holder.Schema?["content"]?.Members ?? [])
            .Where(static entry => MediaType.Rank(entry.Name) > 0 && entry.Value["schema"] is { IsObject: true })
            .OrderByDescending(static entry => MediaType.Rank(entry.Name)).ThenBy(static entry => entry.Name, StringComparer.Ordinal);
        return entries.Select(entry => new SchemaPlace(JsonPointer.Append(holder.Pointer + "/content", entry.Name) + "/schema", entry.Value["schema"])).FirstOrDefault();
    }

    /// <summary>The schema of an entry, followed where a reference stands alone, as it always does; otherwise the inline schema is the place.</summary>
    private SchemaPlace Schema(SchemaPlace? entry, string expected, JsonMember near, bool isReported)
    {
        if (entry is null)
        {
            if (!isReported)
                problems.Add(ProblemIds.MalformedSchema, $"#{expected}: there is no schema here; the value is typed as FalJson.", near);
            return new SchemaPlace(expected, null);
        }
        if (entry.Schema!.Members.Length != 1 || entry.Schema["$ref"] is not { IsString: true } reference)
            return entry;
        if (JsonPointer.Resolve(references.Root, reference.Text) is { } target)
            return new SchemaPlace(target.Pointer, target.Node);
        problems.Add(ProblemIds.UnresolvableReference, $"#{entry.Pointer}: there is nothing at '{reference.Text}'; the value is typed as FalJson. Fetch the document again, or add the missing schema.", reference);
        return entry with { Schema = null };
    }
}
