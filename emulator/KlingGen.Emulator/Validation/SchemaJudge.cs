using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace KlingGen.Emulator.Validation;

/// <summary>Judges JSON by one schema of an endpoint document; NJsonSchema does the judging.</summary>
internal sealed class SchemaJudge
{
    private readonly JsonSchema? _schema;
    private readonly AstralFolder _folder = new();

    private SchemaJudge(JsonElement document, string pointer)
    {
        try
        {
            JObject rewritten = (JObject)Instances.Parse(SchemaRewriter.Rewrite(document, pointer).ToJsonString());
            string folded = Instances.Normalise(rewritten, _folder).ToString(Newtonsoft.Json.Formatting.None);
            _schema = JsonSchema.FromJsonAsync(folded).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or Newtonsoft.Json.JsonException)
        {
            // Some real documents refer to schemas they do not contain; the service serves them all the same.
            Problem = e.Message;
        }
    }

    /// <summary>Why nothing is judged and everything passes; null when judging works.</summary>
    public string? Problem { get; }

    public static SchemaJudge For(JsonElement document, string pointer) => new(document, pointer);

    /// <returns>The service's <c>detail</c> list; empty when the body is valid.</returns>
    public JsonArray Judge(byte[] body)
    {
        JToken instance;
        try
        {
            instance = Instances.Parse(Encoding.UTF8.GetString(body));
        }
        catch (Newtonsoft.Json.JsonException e)
        {
            return [FalDetail.NotJson(e.Message)];
        }

        if (_schema is null)
            return [];

        JToken normal = Instances.Normalise(instance, _folder.Copy());
        var details = new FalDetails(instance);
        details.AddAll(_schema.Validate(normal));
        return details.ToJson();
    }
}
