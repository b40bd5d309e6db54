using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <summary>The path of a place in a document, <c>$.images[0].url</c>: found by reading the document up to it.</summary>
internal static class JsonPath
{
    private const int ShownName = 60;

    public static string At(ReadOnlySpan<byte> json, long position) => Text(PartsAt(json, position));

    /// <summary>The way to a place: names as strings, positions as integers.</summary>
    public static List<object> PartsAt(ReadOnlySpan<byte> json, long position)
    {
        var names = new List<string?>();
        var indexes = new List<int>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read() && reader.TokenStartIndex <= position) Follow(ref reader, names, indexes);
        }
        catch (JsonException)
        {
            // The place in question is where the text stops being JSON; the path up to here is the answer.
        }

        var parts = new List<object>(indexes.Count);
        for (int i = 0; i < indexes.Count; i++)
        {
            if (indexes[i] >= 0) parts.Add(indexes[i]);
            else if (names[i] is { } name) parts.Add(name);
        }

        return parts;
    }

    public static string Text(IEnumerable<object> parts)
    {
        var path = new StringBuilder("$");
        foreach (object part in parts)
        {
            if (part is string name) AppendName(path, name);
            else path.Append(CultureInfo.InvariantCulture, $"[{part}]");
        }

        return path.ToString();
    }

    // One frame per open container: for an object the name of its current member, for an array the index of its current item.
    private static void Follow(ref Utf8JsonReader reader, List<string?> names, List<int> indexes)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                names[^1] = JsonStrings.Text(ref reader);
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                names.RemoveAt(names.Count - 1);
                indexes.RemoveAt(indexes.Count - 1);
                return;
        }

        if (indexes.Count > 0 && indexes[^1] != NoIndex) indexes[^1]++;
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        names.Add(null);
        indexes.Add(reader.TokenType == JsonTokenType.StartArray ? -1 : NoIndex);
    }

    private const int NoIndex = int.MinValue;

    private static void AppendName(StringBuilder path, string name)
    {
        bool plain = name.Length is > 0 and <= ShownName && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        if (plain) path.Append('.').Append(name);
        else path.Append("['").Append(name.Length <= ShownName ? name : name[..ShownName] + "…").Append("']");
    }
}
