using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Validation;

namespace KlingGen.Emulator.Outputs;

/// <summary>One walk over an output schema. A hint, the example that belongs to the place, goes before anything made up.</summary>
internal sealed class OutputBuilder(EmulatedEndpoint endpoint, ModelInput input, MediaMaker media, bool examples)
{
    private const int MaxDepth = 12;

    /// <summary>Where even what is required ends: a schema may require itself.</summary>
    private const int DeepestRequired = 64;

    /// <summary>The most values of one output, and the most characters that rules can ask for in all of them: no schema takes the emulator's memory.</summary>
    private const int MaxValues = 10_000;
    private const int MaxCharacters = 1_000_000;

    private int _values;
    private int _characters;

    /// <summary>Files named so far; what is billed.</summary>
    public int Files { get; private set; }

    public JsonNode? Build()
    {
        JsonElement? root = JsonPointer.Find(endpoint.Document, endpoint.Facts.OutputPointer);
        return root is null ? new JsonObject() : Make(root.Value, hint: null, "", 0);
    }

    private JsonNode? Make(JsonElement schema, JsonElement? hint, string name, int depth)
    {
        SchemaView view = SchemaView.Of(endpoint.Document, schema, hint);
        if (depth > DeepestRequired || ++_values > MaxValues)
            return view.Type switch { "object" => new JsonObject(), "array" => new JsonArray(), _ => null };
        hint ??= examples ? view.Example : null;
        if (view.Const is { } constant)
            return Node(constant);
        if (view.Enum is { } values)
            return Node(values.FirstOrDefault(value => hint is { } wanted && JsonElement.DeepEquals(value, wanted), values.First()));

        return view.Type switch
        {
            "object" => MakeObject(view, hint, name, depth),
            "array" => MakeArray(view, hint, name, depth),
            "string" => MakeString(view, hint, name),
            "integer" => JsonValue.Create((long)Number(view, hint, name)),
            "number" => JsonValue.Create(Number(view, hint, name)),
            "boolean" => JsonValue.Create(hint is { ValueKind: JsonValueKind.True }),
            "null" => null,
            _ => hint is { } any ? Node(any) : new JsonObject(),
        };
    }

    private JsonObject MakeObject(SchemaView view, JsonElement? hint, string name, int depth)
    {
        var made = new JsonObject();
        MediaKind? file = view.IsFile ? MediaKinds.Guess(view, hint, name, endpoint) : null;
        IReadOnlyDictionary<string, JsonNode?>? facts = file is { } kind ? Fill(kind, hint) : null;

        foreach (JsonProperty property in view.Properties)
        {
            JsonElement? member = Member(hint, property.Name);
            SchemaView inner = SchemaView.Of(endpoint.Document, property.Value, member);
            if (facts is not null && facts.TryGetValue(property.Name, out JsonNode? fact) && inner.Accepts(fact))
                made[property.Name] = fact;
            else if (depth >= MaxDepth && !view.IsRequired(property.Name))
                continue;
            else if (member is null && inner.IsNullable && !inner.LeadsToFile(endpoint.Document))
                made[property.Name] = null;
            else
                made[property.Name] = Make(property.Value, member, property.Name, depth + 1);
        }

        if (view.Properties.Count == 0 && hint is { ValueKind: JsonValueKind.Object } free)
            return (JsonObject)Node(free)!;
        if (view.Properties.Count == 0 && name == "timings" && view.AdditionalAccepts("number"))
            made["inference"] = 1.0;
        return made;
    }

    private IReadOnlyDictionary<string, JsonNode?> Fill(MediaKind kind, JsonElement? hint) => media.Make(kind, endpoint, input, Files++, hint);

    private JsonArray MakeArray(SchemaView view, JsonElement? hint, string name, int depth)
    {
        var made = new JsonArray();
        if (view.Positions is { } tuple)
        {
            foreach (JsonElement item in tuple)
            {
                // A tuple of anything is a pair of numbers wherever one was seen: a span of time, a point.
                bool free = SchemaView.Of(endpoint.Document, item, null).Type is null && Item(hint, made.Count) is null;
                made.Add(free ? JsonValue.Create((double)made.Count) : Make(item, Item(hint, made.Count), name, depth + 1));
            }

            return made;
        }

        if (view.Items is not { } items)
            return hint is { ValueKind: JsonValueKind.Array } any ? (JsonArray)Node(any)! : made;

        int count = depth >= MaxDepth ? 0 : hint is { ValueKind: JsonValueKind.Array } shown ? shown.GetArrayLength() : 1;
        if (SchemaView.Of(endpoint.Document, items, Item(hint, 0)).IsFile || name.StartsWith("has_nsfw", StringComparison.Ordinal))
            count = (int)Math.Clamp(input.Integer("num_images") ?? input.Integer("max_images") ?? input.Integer("num_outputs") ?? 1, 1, 64);
        count = Math.Clamp(count, view.Int("minItems") ?? 0, Math.Max(view.Int("minItems") ?? 0, view.Int("maxItems") ?? int.MaxValue));
        for (int i = 0; i < count && _values <= MaxValues; i++)
            made.Add(Make(items, Item(hint, i), name, depth + 1));
        return made;
    }

    private JsonValue MakeString(SchemaView view, JsonElement? hint, string name)
    {
        if (MediaKinds.IsAddress(view, name))
            return JsonValue.Create(media.Address(MediaKinds.Guess(view, hint, name, endpoint), endpoint, input, Files++));

        string made = name == "prompt" ? input.Prompt : name.Length == 0 ? "text" : name.Replace('_', ' ');
        string text = hint is { ValueKind: JsonValueKind.String } shown ? shown.GetString()! : made;
        int least = Math.Min(view.Int("minLength") ?? 0, MaxCharacters - _characters);
        while (text.Length < least)
            text += " " + text;
        if (view.Int("maxLength") is { } max && text.Length > max)
            text = text[..Math.Max(max, 0)];
        _characters = Math.Min(_characters + text.Length, MaxCharacters);
        return JsonValue.Create(text);
    }

    private double Number(SchemaView view, JsonElement? hint, string name)
    {
        double value = name == "seed" ? input.Seed : hint is { ValueKind: JsonValueKind.Number } ? hint.Value.GetDouble() : 1;
        double least = view.Double("minimum") ?? (view.Double("exclusiveMinimum") is { } above ? above + 1 : double.MinValue);
        double max = view.Double("maximum") ?? (view.Double("exclusiveMaximum") is { } below ? Math.Max(below - 1, (below + Math.Max(least, below - 1)) / 2) : double.MaxValue);
        return Math.Clamp(Math.Clamp(value, Math.Min(least, max), Math.Max(least, max)), double.MinValue, double.MaxValue);
    }

    private static JsonElement? Member(JsonElement? hint, string name) =>
        hint is { ValueKind: JsonValueKind.Object } owner && owner.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static JsonElement? Item(JsonElement? hint, int index) =>
        hint is { ValueKind: JsonValueKind.Array } owner && index < owner.GetArrayLength() ? owner[index] : null;

    private static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
