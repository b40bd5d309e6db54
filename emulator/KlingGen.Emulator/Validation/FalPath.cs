using System.Globalization;
using Newtonsoft.Json.Linq;

namespace KlingGen.Emulator.Validation;

/// <summary>NJsonSchema's paths (<c>.elements[0].name</c>) as the service's lists of names and indices.</summary>
internal static class FalPath
{
    /// <summary>Walks along the body, since a member's name may itself hold a dot.</summary>
    public static JArray Locate(JToken root, string path, out JToken? value)
    {
        var place = new JArray();
        JToken? at = root;
        for (string rest = path; rest.Length > 0;)
        {
            if (rest[0] == '[' && rest.IndexOf(']', StringComparison.Ordinal) is > 0 and var close && int.TryParse(rest.AsSpan(1, close - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                place.Add(index);
                at = at is JArray array && index < array.Count ? array[index] : null;
                rest = rest[(close + 1)..];
            }
            else
            {
                // What no member of the body explains is a name as it stands: names are the caller's, and may look like paths.
                string own = rest[0] == '.' ? rest[1..] : rest;
                string name = Name(own, at as JObject);
                place.Add(name);
                at = (at as JObject)?[name] ?? (name.Length == own.Length ? at : null);
                rest = own[name.Length..];
            }
        }

        value = at;
        return place;
    }

    private static string Name(string rest, JObject? owner)
    {
        string? known = owner?.Properties().Select(static p => p.Name)
            .Where(name => rest.StartsWith(name, StringComparison.Ordinal) && (rest.Length == name.Length || rest[name.Length] is '.' or '['))
            .MaxBy(static name => name.Length);
        int end = rest.Length == 0 ? -1 : rest.AsSpan(1).IndexOfAny('.', '[');
        return known is { Length: > 0 } || rest.Length == 0 ? known ?? "" : end < 0 ? rest : rest[..(end + 1)];
    }
}
