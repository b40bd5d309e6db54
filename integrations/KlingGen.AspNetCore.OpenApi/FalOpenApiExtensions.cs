using System.Text.Json.Serialization.Metadata;
using KlingGen.AspNetCore.OpenApi;
using Microsoft.AspNetCore.OpenApi;

// Where AddOpenApi lives, so that it is found without a using.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Shows generated types in the OpenAPI document of an ASP.NET Core API.</summary>
public static class FalOpenApiExtensions
{
    /// <summary>Describes generated types with members, types, enums, bounds, defaults and descriptions: <c>builder.Services.AddOpenApi(static options => options.AddFal())</c>.</summary>
    /// <remarks>
    /// A type that only this endpoint has is called after it (<c>KlingImageV3TextToImage.AspectRatio</c>), so that the types of several endpoints do not replace one another.
    /// The schemas are there when this transformer of the document has run: add transformers of your own that look at them after it.
    /// Types whose project does not refer to this package, or says <c>OpenApi="false"</c>, stay an empty schema.
    /// </remarks>
    /// <param name="options">The options of the document.</param>
    /// <returns>The same options.</returns>
    public static OpenApiOptions AddFal(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Func<JsonTypeInfo, string?> others = options.CreateSchemaReferenceId;
        options.CreateSchemaReferenceId = type => GeneratedSchemas.Find(type) is { } schema ? (schema.IsOpen ? null : schema.Id) : others(type);
        var schemas = new GeneratedSchemas();
        return options.AddSchemaTransformer(schemas).AddDocumentTransformer(schemas);
    }
}
