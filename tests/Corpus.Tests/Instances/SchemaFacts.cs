using CorpusTests.Oracles;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CorpusTests.Instances;

/// <summary>What one schema demands, as far as making instances needs to know. What it makes is checked, so it need not be perfect.</summary>
internal sealed class SchemaFacts
{
    public static SchemaFacts Anything { get; } = new();

    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonNode?> Properties { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    public List<JsonNode?> Branches { get; } = [];

    public List<JsonNode> Samples { get; } = [];

    public List<JsonNode>? Enum { get; private set; }

    public bool IsNullable { get; private set; }

    public JsonNode? Items { get; private set; }

    public JsonArray? Tuple { get; private set; }

    public JsonNode? Values { get; private set; }

    public decimal? Minimum { get; private set; }

    public decimal? Maximum { get; private set; }

    public decimal? ExclusiveMinimum { get; private set; }

    public decimal? ExclusiveMaximum { get; private set; }

    public decimal? MultipleOf { get; private set; }

    public int? MinLength { get; private set; }

    public int? MaxLength { get; private set; }

    public int? MinItems { get; private set; }

    public int? MaxItems { get; private set; }

    public bool UniqueItems { get; private set; }

    public bool HasPattern { get; private set; }

    public bool LooksLikeMedia { get; private set; }

    public JsonNode? Default { get; private set; }

    public bool IsInteger => Types.Contains("integer") && !Types.Contains("number");

    public void Add(SchemaDocument document, JsonNode schema, int depth)
    {
        if (schema is not JsonObject members || depth > 16)
            return;

        foreach ((string name, JsonNode? value) in members)
        {
            if (value is not null)
                Add(document, name, value, depth);
        }

        // A list of values without null rules null out, whatever stands beside it.
        if (members["enum"] is JsonArray values && !values.Contains(null) && members["nullable"] is null)
            IsNullable = false;
        if (members["exclusiveMinimum"] is JsonValue low && low.GetValueKind() == JsonValueKind.True)
            (ExclusiveMinimum, Minimum) = (Minimum, null);
        if (members["exclusiveMaximum"] is JsonValue high && high.GetValueKind() == JsonValueKind.True)
            (ExclusiveMaximum, Maximum) = (Maximum, null);
    }

    private void Add(SchemaDocument document, string name, JsonNode value, int depth)
    {
        switch (name)
        {
            case "$ref" when document.Find(value.GetValue<string>()) is { } target:
                Add(document, target, depth + 1);
                break;
            case "allOf" when value is JsonArray all:
                foreach (JsonNode? part in all)
                    if (part is not null)
                        Add(document, part, depth + 1);
                break;
            case "anyOf" or "oneOf" when value is JsonArray branches:
                AddBranches(document, branches, depth);
                break;
            case "type":
                foreach (JsonNode? type in value is JsonArray several ? several : [value.DeepClone()])
                    AddType(type!.GetValue<string>());
                break;
            case "nullable":
                IsNullable |= value.GetValueKind() == JsonValueKind.True;
                break;
            case "enum" when value is JsonArray values:
                IsNullable |= values.Any(static item => item is null);
                Enum ??= [.. values.OfType<JsonNode>()];
                break;
            case "const":
                Enum = [value];
                break;
            case "properties" when value is JsonObject properties:
                foreach ((string property, JsonNode? schema) in properties)
                    Properties[property] = schema;
                break;
            case "required" when value is JsonArray names:
                Required.UnionWith(names.Select(static item => item!.GetValue<string>()));
                break;
            case "additionalProperties":
                Values ??= value as JsonObject;
                break;
            case "items" when SchemaTranslation.Positions(value) is { } numbered:
                Tuple ??= new JsonArray([.. numbered.Select(static position => position?.DeepClone())]);
                break;
            case "items":
                Items ??= value;
                break;
            case "prefixItems":
                Tuple ??= value as JsonArray;
                break;
            case "examples" when value is JsonArray examples:
                Samples.AddRange(examples.OfType<JsonNode>());
                break;
            case "default":
                Default ??= value;
                Samples.Add(value);
                break;
            case "uniqueItems":
                UniqueItems |= value.GetValueKind() == JsonValueKind.True;
                break;
            case "pattern":
                HasPattern = true;
                break;
            case "_fal_ui_field" or "ui":
                LooksLikeMedia = true;
                break;
            case "format":
                LooksLikeMedia |= value.ToString() == "binary";
                break;
            default:
                AddNumber(name, value);
                break;
        }
    }

    private void AddNumber(string name, JsonNode value)
    {
        if (value.GetValueKind() != JsonValueKind.Number || !decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
            return;
        int count = (int)Math.Clamp(number, int.MinValue, int.MaxValue);
        switch (name)
        {
            case "minimum": Minimum ??= number; break;
            case "maximum": Maximum ??= number; break;
            case "exclusiveMinimum": ExclusiveMinimum ??= number; break;
            case "exclusiveMaximum": ExclusiveMaximum ??= number; break;
            case "multipleOf": MultipleOf ??= number; break;
            case "minLength": MinLength ??= count; break;
            case "maxLength": MaxLength ??= count; break;
            case "minItems": MinItems ??= count; break;
            case "maxItems": MaxItems ??= count; break;
        }
    }

    private void AddType(string type)
    {
        if (type == "null")
            IsNullable = true;
        else
            Types.Add(type);
    }

    private void AddBranches(SchemaDocument document, JsonArray branches, int depth)
    {
        JsonNode?[] real = [.. branches.Where(static branch => branch is not JsonObject { Count: > 0 } members || members["type"]?.ToString() != "null")];
        if (real is [{ } only])
            Add(document, only, depth + 1);
        else
            Branches.AddRange(real);
        IsNullable |= real.Length < branches.Count;
    }
}
