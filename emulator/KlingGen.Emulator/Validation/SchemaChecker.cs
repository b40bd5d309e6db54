using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using Newtonsoft.Json.Linq;

namespace KlingGen.Emulator.Validation;

/// <summary>Checks JSON by one schema of an endpoint document, with NJsonSchema.</summary>
internal sealed class SchemaChecker
{
    private const int DeepestSchema = 512;

    private readonly JsonSchema? _schema;
    private readonly AstralFolder _folder = new();

    private SchemaChecker(JsonElement document, string pointer)
    {
        try
        {
            using JsonDocument written = JsonDocument.Parse(SchemaRewriter.Rewrite(document, pointer).ToJsonString(), new JsonDocumentOptions { MaxDepth = DeepestSchema });
            var rewritten = (JObject)Instances.Of(written.RootElement);
            string folded = Instances.Normalise(rewritten, _folder).ToString(Newtonsoft.Json.Formatting.None);
            _schema = JsonSchema.FromJsonAsync(folded).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or JsonException or Newtonsoft.Json.JsonException)
        {
            // Some real documents refer to schemas they do not contain; the service serves them all the same.
            Problem = e.Message;
        }
    }

    /// <summary>Why nothing is checked and everything passes; null when checking works.</summary>
    public string? Problem { get; }

    public static SchemaChecker For(JsonElement document, string pointer) => new(document, pointer);

    /// <returns>The service's <c>detail</c> list; empty when the body is valid.</returns>
    public JsonArray Check(byte[] body)
    {
        StrictJson read = StrictJson.Read(body);
        return read.Problem is { } problem ? [problem] : Check(read.Root);
    }

    /// <returns>The same for a body that was read before.</returns>
    public JsonArray Check(JsonElement body)
    {
        if (_schema is null)
            return [];

        JToken instance = Instances.Of(body);
        var details = new FalDetails(instance);
        details.AddAll(_schema.Validate(Instances.Normalise(instance, _folder.Copy())));
        return details.ToJson();
    }
}
