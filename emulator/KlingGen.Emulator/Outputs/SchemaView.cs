using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Validation;

namespace KlingGen.Emulator.Outputs;

/// <summary>A schema with its references followed, its one-branch wrappers opened and one branch of a union chosen.</summary>
internal sealed class SchemaView
{
    private const int DeepestLayer = 16;
    private const int MaxLayers = 200;

    /// <summary>The most schemas that are opened for one view, those of branches that are only looked at included: unions can double at every level.</summary>
    private const int MaxOpened = 2_000;

    private readonly List<JsonElement> _layers = [];
    private int _opened;

    public bool IsNullable { get; private set; }

    public JsonElement? Const => Find("const");

    public IEnumerable<JsonElement>? Enum => Find("enum") is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0 ? values.EnumerateArray() : null;

    public JsonElement? Items => Find("items");

    /// <summary>The schemas of a tuple's positions, however they are spelled.</summary>
    public IEnumerable<JsonElement>? Positions => _layers.Select(static layer => TuplePositions.Of(layer)?.Positions).FirstOrDefault(static positions => positions is not null);

    public string? Title => Find("title") is { ValueKind: JsonValueKind.String } title ? title.GetString() : null;

    /// <summary>The name of the component referred to last.</summary>
    public string? Component { get; private set; }

    /// <summary>The nearest example, or the default where there is none.</summary>
    public JsonElement? Example
    {
        get
        {
            foreach (JsonElement layer in _layers)
            {
                if (layer.Member("examples", JsonValueKind.Array) is { } list && list.GetArrayLength() > 0 && list[0].ValueKind != JsonValueKind.Null)
                    return list[0];
                if (layer.TryGetProperty("example", out JsonElement one) && one.ValueKind != JsonValueKind.Null)
                    return one;
            }

            return Find("default") is { ValueKind: not JsonValueKind.Null } value ? value : null;
        }
    }

    public IReadOnlyList<JsonProperty> Properties =>
        [.. _layers.SelectMany(static layer => layer.Member("properties", JsonValueKind.Object)?.EnumerateObject() ?? default).DistinctBy(static p => p.Name)];

    public string? Type
    {
        get
        {
            if (Find("type") is { } type)
            {
                return type.ValueKind == JsonValueKind.Array
                    ? type.EnumerateArray().Select(static t => t.GetString()).FirstOrDefault(static t => t != "null")
                    : type.GetString();
            }

            return Find("properties") is not null ? "object" : Find("items") is not null || Find("prefixItems") is not null ? "array" : null;
        }
    }

    /// <summary>Whether this is how the service describes a file: an object with an address.</summary>
    public bool IsFile => Type == "object" && Properties.Any(static p => p.Name == "url");

    public static SchemaView Of(JsonElement document, JsonElement schema, JsonElement? hint)
    {
        var view = new SchemaView();
        view.Open(document, schema, hint, 0);
        return view;
    }

    public bool IsRequired(string name) => _layers.Exists(layer =>
        layer.Member("required", JsonValueKind.Array)?.EnumerateArray().Any(r => r.ValueEquals(name)) == true);

    public int? Int(string keyword) => Find(keyword) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number) ? number : null;

    public double? Double(string keyword) => Find(keyword) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    public bool AdditionalAccepts(string type) =>
        Find("additionalProperties") is { } more && (more.ValueKind == JsonValueKind.True || more.Text("type") == type);

    public bool Accepts(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => IsNullable,
        JsonValueKind.String => Type is "string" or null && Enum is null && Const is null,
        JsonValueKind.Number => Type is "integer" or "number" or null,
        _ => false,
    };

    /// <summary>Whether a nullable member is worth making although nobody asked for it.</summary>
    public bool LeadsToFile(JsonElement document) =>
        IsFile || (Type == "array" && Items is { } items && Of(document, items, null).IsFile);

    private void Open(JsonElement document, JsonElement schema, JsonElement? hint, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > DeepestLayer || _layers.Count > MaxLayers || ++_opened > MaxOpened)
            return;

        _layers.Add(schema);
        IsNullable |= schema.TryGetProperty("nullable", out JsonElement nullable) && nullable.ValueKind == JsonValueKind.True;
        IsNullable |= schema.Member("type", JsonValueKind.Array)?.EnumerateArray().Any(static t => t.ValueEquals("null")) == true;
        if (schema.Text("$ref") is { } reference && JsonPointer.Find(document, reference) is { } target)
        {
            Component = reference.Split('/')[^1];
            Open(document, target, hint, depth + 1);
        }

        if (schema.Member("allOf", JsonValueKind.Array) is { } all)
        {
            foreach (JsonElement part in all.EnumerateArray())
                Open(document, part, hint, depth + 1);
        }

        foreach (string union in (string[])["anyOf", "oneOf"])
        {
            if (schema.TryGetProperty(union, out JsonElement branches) && branches.ValueKind == JsonValueKind.Array)
                OpenOne(document, [.. branches.EnumerateArray()], hint, depth);
        }
    }

    private void OpenOne(JsonElement document, JsonElement[] branches, JsonElement? hint, int depth)
    {
        IsNullable |= branches.Any(static b => b.Text("type") == "null");
        JsonElement[] real = [.. branches.Where(static b => b.Text("type") != "null")];
        if (real.Length == 0)
            return;

        hint ??= Example;
        JsonElement chosen = real.FirstOrDefault(b => hint is { } wanted && Fits(TypeOf(document, b, hint, depth + 1), wanted.ValueKind), real[0]);
        Open(document, chosen, hint, depth + 1);
    }

    /// <summary>The type of a branch, at the same depth and on the same account as if it were opened.</summary>
    private string? TypeOf(JsonElement document, JsonElement branch, JsonElement? hint, int depth)
    {
        var view = new SchemaView { _opened = _opened };
        view.Open(document, branch, hint, depth);
        _opened = view._opened;
        return view.Type;
    }

    private static bool Fits(string? type, JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type is "number" or "integer",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => false,
    };

    private JsonElement? Find(string keyword)
    {
        foreach (JsonElement layer in _layers)
        {
            if (layer.TryGetProperty(keyword, out JsonElement value))
                return value;
        }

        return null;
    }
}
