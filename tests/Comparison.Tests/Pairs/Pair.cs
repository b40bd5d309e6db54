using System.Text.Json.Nodes;
using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace ComparisonTests.Pairs;

/// <summary>Two documents made by hand for one rule, and what the rule must say of them.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Before">The document of before.</param>
/// <param name="After">The document of after.</param>
/// <param name="Source">What it means for code.</param>
/// <param name="Wire">What it means for calls.</param>
/// <param name="Cost">What it means for the price.</param>
internal sealed record Pair(string Rule, SchemaInput Before, SchemaInput After, ChangeSeverity Source, ChangeSeverity Wire, ChangeSeverity Cost)
{
    private const string Members = """{"type":"object","properties":{"prompt":{"type":"string"}}}""";

    /// <summary>JSON that was right before (a request) or is right now (a result), and that shows the wire's answer.</summary>
    public string? Example { get; init; }

    public bool IsResult { get; init; }

    public LockPrice? PriceBefore { get; init; }

    public LockPrice? PriceAfter { get; init; }

    public EndpointSpec ReadBefore() => SchemaReader.Read(Before).Endpoint! with { Price = PriceBefore };

    public EndpointSpec ReadAfter() => SchemaReader.Read(After).Endpoint! with { Price = PriceAfter };

    /// <summary>What becomes of members of the request. A name that begins with <c>!</c> is required.</summary>
    public static Pair Request(string rule, string before, string after, ChangeSeverity source, ChangeSeverity wire, string? example = null, ChangeSeverity cost = ChangeSeverity.None, string components = "", string? componentsAfter = null) =>
        new(rule, Input(SmallSchema.Endpoint("studio/x", Schema(before), components: components)), Input(SmallSchema.Endpoint("studio/x", Schema(after), components: componentsAfter ?? components)), source, wire, cost) { Example = example };

    /// <summary>What becomes of members of the result.</summary>
    public static Pair Response(string rule, string before, string after, ChangeSeverity source, ChangeSeverity wire, string? example = null, string components = "", string? componentsAfter = null) =>
        new(rule, Input(SmallSchema.Endpoint("studio/x", Members, Schema(before), components)), Input(SmallSchema.Endpoint("studio/x", Members, Schema(after), componentsAfter ?? components)), source, wire, ChangeSeverity.None) { Example = example, IsResult = true };

    /// <summary>What becomes of the endpoint.</summary>
    public static Pair Endpoint(string rule, Func<SchemaInput, SchemaInput> change, ChangeSeverity source, ChangeSeverity wire, ChangeSeverity cost = ChangeSeverity.None)
    {
        SchemaInput before = Input(SmallSchema.Endpoint("studio/x", Members));
        return new Pair(rule, before, change(before), source, wire, cost);
    }

    public override string ToString() => $"{Rule} {ChangeRules.Find(Rule)?.Name} {Source}/{Wire}/{Cost}";

    private static SchemaInput Input(string text) => new("x.json", text, RootNamespace: "Studio");

    /// <summary>Members, or a whole schema.</summary>
    private static string Schema(string text)
    {
        if (text.StartsWith('{'))
            return text;
        JsonObject members = JsonNode.Parse("{" + text + "}")!.AsObject();
        string[] required = [.. members.Where(static member => member.Key.StartsWith('!')).Select(static member => member.Key[1..])];
        var properties = new JsonObject(members.Select(static member => KeyValuePair.Create(member.Key.TrimStart('!'), member.Value?.DeepClone())));
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. required.Select(static name => (JsonNode)name)]) }.ToJsonString();
    }
}
