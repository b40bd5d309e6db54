using System.Globalization;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace CorpusTests.Oracles;

/// <summary>The independent oracle.</summary>
internal sealed class NJsonOracle
{
    private static readonly JsonSchemaValidatorSettings s_settings = new() { FormatValidators = [] };

    private readonly JsonSchema _schema;

    private NJsonOracle(JsonSchema schema) => _schema = schema;

    public static NJsonOracle For(EmittedEndpoint endpoint, string pointer) => For(endpoint.Schemas, pointer);

    public static NJsonOracle For(SchemaDocument document, string pointer) =>
        new(JsonSchema.FromJsonAsync(SchemaTranslation.Translate(document, pointer).ToJsonString()).GetAwaiter().GetResult());

    public ICollection<ValidationError> Errors(JsonNode? instance) => _schema.Validate(Parse(instance), s_settings);

    public bool IsValid(JsonNode? instance) => Errors(instance).Count == 0;

    private static JToken Parse(JsonNode? instance)
    {
        using var reader = new JsonTextReader(new StringReader(Json.Text(instance))) { DateParseHandling = DateParseHandling.None, MaxDepth = 256, Culture = CultureInfo.InvariantCulture };
        return Small(JToken.ReadFrom(reader));
    }

    /// <summary>NJsonSchema throws on whole numbers beyond 64 bits.</summary>
    private static JToken Small(JToken token)
    {
        foreach (JValue value in token is JValue self ? [self] : ((JContainer)token).DescendantsAndSelf().OfType<JValue>())
        {
            if (value.Value is System.Numerics.BigInteger large)
                value.Value = (double)large;
        }
        return token;
    }
}
