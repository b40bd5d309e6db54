using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using KlingGen.CompilerServices;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace KlingGen.AspNetCore.OpenApi;

/// <summary>
/// Puts the schema of a generated type where the serializer's metadata has nothing: its converter says neither members nor bounds. The framework makes an
/// empty component and refers to it; when the document is whole, the component is replaced, and those that it refers to are added. Not earlier: of a schema
/// within a route the framework resolves references by copying what they lead to.
/// </summary>
internal sealed class GeneratedSchemas : IOpenApiSchemaTransformer, IOpenApiDocumentTransformer
{
    private const string Prefix = "#/components/schemas/";

    private readonly ConditionalWeakTable<OpenApiDocument, ConcurrentDictionary<string, FalSchema>> _used = [];

    /// <summary>The schema of a type, or of the type that may be null in it; null for a type of somebody else's.</summary>
    public static FalSchema? Find(JsonTypeInfo type)
    {
        if (Nullable.GetUnderlyingType(type.Type) is { } inner)
            type = type.Options.GetTypeInfo(inner);
        return type.Converter is IFalSchemaConverter { Schema: { } schema } ? schema : SharedSchemas.Find(type.Type);
    }

    async Task IOpenApiSchemaTransformer.TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (Find(context.JsonTypeInfo) is not { } known || context.Document is not { } document)
            return;
        if (known.IsOpen)
        {
            Type type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            schema.AnyOf = [await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellationToken), new OpenApiSchema { Type = JsonSchemaType.String }];
        }
        else
        {
            _used.GetOrCreateValue(document).TryAdd(known.Id, known);
        }
    }

    Task IOpenApiDocumentTransformer.TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        if (!_used.TryGetValue(document, out ConcurrentDictionary<string, FalSchema>? used))
            return Task.CompletedTask;
        document.Components ??= new OpenApiComponents();
        IDictionary<string, IOpenApiSchema> schemas = document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        // Those of the runtime last: a file is described by them, whichever endpoint has it too.
        foreach (IGrouping<string, string> endpoint in used.Values.OrderBy(static schema => SharedSchemas.Contains(schema)).ThenBy(static schema => schema.Id, StringComparer.Ordinal)
                     .GroupBy(static schema => schema.Components, static schema => schema.Id, StringComparer.Ordinal))
        {
            JsonObject components = JsonNode.Parse(endpoint.Key)!.AsObject();
            foreach (string id in WithReferences(components, endpoint))
                schemas[id] = Read(components, id, document);
        }

        return Task.CompletedTask;
    }

    // With the types that a type is made of, and theirs. A type that contains itself is among them.
    private static HashSet<string> WithReferences(JsonObject components, IEnumerable<string> ids)
    {
        var open = new Stack<string>(ids);
        var found = new HashSet<string>(open, StringComparer.Ordinal);
        while (open.TryPop(out string? next))
        {
            foreach (string target in References(components[next]).Where(found.Add))
                open.Push(target);
        }

        return found;
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(References),
        JsonObject found => found.SelectMany(static member => member is { Key: "$ref", Value: JsonValue value } && value.TryGetValue(out string? text) && text.StartsWith(Prefix, StringComparison.Ordinal)
            ? [text[Prefix.Length..]]
            : References(member.Value)),
        _ => [],
    };

    private static OpenApiSchema Read(JsonObject components, string id, OpenApiDocument document) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(components[id]!.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _, OpenApiConstants.Json)
        ?? throw new InvalidOperationException($"The schema of {id} cannot be read. Build the project that has its schema file with the same version of KlingGen.");
}
