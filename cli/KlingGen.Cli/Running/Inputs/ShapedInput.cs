using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.CompilerServices;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>
/// A request by its model: what a generated record is to a program. The library checks it, uploads its files and writes it as it does with any other, so
/// that the command buys what the program would.
/// </summary>
internal sealed class ShapedInput(InputModel model, JsonNode root, IReadOnlyDictionary<JsonNode, FalMedia> files) : IFalJson<ShapedInput>, IFalValidatable
{
    public JsonNode Root => root;

    public InputModel Model => model;

    /// <summary>A request is written, never read.</summary>
    public static ShapedInput ReadFrom(ref FalJsonReader reader) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void WriteTo(FalJsonWriter writer) => Write(writer, root);

    /// <inheritdoc/>
    public void Validate(ref FalValidator check) => new ShapedRules(model, files).Inside(ref check, root, model.Root);

    private void Write(FalJsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNull();
                break;
            case JsonObject members:
                writer.WriteStartObject();
                foreach ((string name, JsonNode? member) in members)
                {
                    writer.WritePropertyName(Encoding.UTF8.GetBytes(name));
                    Write(writer, member);
                }
                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (JsonNode? item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                if (files.TryGetValue(node, out FalMedia? file))
                    writer.WriteValue(file);
                else if (node.GetValueKind() == JsonValueKind.String)
                    writer.WriteValue(node.GetValue<string>());
                else
                    writer.WriteValue(FalJson.From(node));
                break;
        }
    }
}
