using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace CorpusTests.Oracles;

/// <summary>One thing NJsonSchema found, at the place it is about.</summary>
internal sealed record Place(string Pointer, ValidationErrorKind Kind);

/// <summary>NJsonSchema's nested errors as JSON pointers.</summary>
internal static class Places
{
    /// <summary>The errors that are not about branches, of every branch but the null one.</summary>
    public static IReadOnlyList<Place> Of(IEnumerable<ValidationError> errors, JsonNode? instance)
    {
        var places = new List<Place>();
        foreach (ValidationError error in errors)
            Add(error, instance, places);
        return [.. places.Distinct()];
    }

    /// <summary>Of a union's branches those that say most: an error inside one goes before one about the whole.</summary>
    public static IReadOnlyList<Place> Deepest(IEnumerable<ValidationError> errors, JsonNode? instance)
    {
        IReadOnlyList<Place> all = Of(errors, instance);
        return [.. all.Where(place => !all.Any(other => other.Pointer.StartsWith(place.Pointer + "/", StringComparison.Ordinal)))];
    }

    private static void Add(ValidationError error, JsonNode? instance, List<Place> places)
    {
        if (error is ChildSchemaValidationError nested)
        {
            foreach (ValidationError inner in nested.Errors.Where(static branch => branch.Key.ActualSchema.Type != JsonObjectType.Null).SelectMany(static branch => branch.Value))
                Add(inner, instance, places);
            return;
        }
        if (error is MultiTypeValidationError several)
        {
            foreach (ValidationError inner in several.Errors.Where(static type => type.Key != JsonObjectType.Null).SelectMany(static type => type.Value))
                Add(inner, instance, places);
            return;
        }
        string pointer = Pointer(error.Path ?? "", instance);
        if (error.Kind == ValidationErrorKind.PropertyRequired && !pointer.EndsWith("/" + Escape(error.Property!), StringComparison.Ordinal))
            pointer += "/" + Escape(error.Property!);
        places.Add(new Place(pointer, error.Kind));
    }

    /// <summary>Walks along the instance, since a member's name may itself hold a dot.</summary>
    private static string Pointer(string path, JsonNode? at)
    {
        string rest = path.TrimStart('#').TrimStart('/');
        var pointer = new System.Text.StringBuilder();
        while (rest.Length > 0)
        {
            if (rest[0] == '[')
            {
                int close = rest.IndexOf(']', StringComparison.Ordinal);
                int index = int.Parse(rest.AsSpan(1, close - 1), CultureInfo.InvariantCulture);
                pointer.Append(CultureInfo.InvariantCulture, $"/{index}");
                at = at is JsonArray items && index < items.Count ? items[index] : null;
                rest = rest[(close + 1)..];
                continue;
            }
            rest = rest.TrimStart('.');
            string name = (at as JsonObject)?.Select(static member => member.Key)
                .Where(key => rest.StartsWith(key, StringComparison.Ordinal) && (rest.Length == key.Length || rest[key.Length] is '.' or '['))
                .MaxBy(static key => key.Length) ?? rest.Split('.', '[')[0];
            if (name.Length == 0)
                break;
            pointer.Append('/').Append(Escape(name));
            at = (at as JsonObject)?[name];
            rest = rest[name.Length..];
        }
        return pointer.ToString();
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
