using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>
/// Finds the member whose value distinguishes the objects of a union: the one that <c>discriminator</c> names, or one that is constant
/// and different in each.
/// </summary>
internal sealed class TagFinder
{
    private readonly Dictionary<Shape, List<string>> _values = [];

    public TagFinder(ShapeReader shapes, Shape union, List<Shape> objects)
    {
        if (objects.Count < 2)
            return;

        if (union.Discriminator is { IsObject: true } discriminator && discriminator["propertyName"] is { IsString: true } property)
        {
            Use(property.Text, objects.ToDictionary(static shape => shape, shape => Constants(shapes, shape, property.Text) is { Count: > 0 } constants ? constants : Mapped(discriminator, shape)));
            return;
        }

        IEnumerable<string> candidates = objects[0].With("properties").SelectMany(static layer => layer.Node["properties"]!.Members).Select(static member => member.Name);
        foreach (string name in candidates.Distinct().OrderBy(static name => name, StringComparer.Ordinal))
        {
            Dictionary<Shape, List<string>> values = objects.ToDictionary(static shape => shape, shape => Constants(shapes, shape, name));
            List<string> all = [.. values.Values.SelectMany(static list => list)];
            if (values.Values.All(static list => list.Count > 0) && all.Distinct().Count() == all.Count)
            {
                Use(name, values);
                return;
            }
        }
    }

    public string? Member { get; private set; }

    public List<string> Values(Shape shape) => _values.TryGetValue(shape, out List<string>? values) ? values : [];

    private void Use(string member, Dictionary<Shape, List<string>> values)
    {
        Member = member;
        foreach (KeyValuePair<Shape, List<string>> pair in values)
            _values[pair.Key] = pair.Value;
    }

    private static List<string> Constants(ShapeReader shapes, Shape shape, string name)
    {
        foreach (Layer layer in shape.With("properties"))
        {
            if (layer.Node["properties"]![name] is not { } property)
                continue;
            Shape member = shapes.Read(property, JsonPointer.Append(layer.Pointer + "/properties", name));
            if (member.First("const") is { IsString: true } constant)
                return [constant.Text];
            if (member.First("enum") is { IsArray: true } values && values.Items.Length > 0 && values.Items.All(static value => value.IsString))
                return [.. values.Items.Select(static value => value.Text).Distinct()];
        }
        return [];
    }

    private static List<string> Mapped(JsonNode discriminator, Shape shape)
    {
        if (shape.Component is not { } component)
            return [];
        List<string> mapped = [.. (discriminator["mapping"]?.Members ?? []).Where(member => member.Value.IsString && member.Value.Text == "#" + component).Select(static member => member.Name).OrderBy(static name => name, StringComparer.Ordinal)];
        return mapped.Count > 0 ? mapped : [JsonPointer.Last(component)];
    }
}
