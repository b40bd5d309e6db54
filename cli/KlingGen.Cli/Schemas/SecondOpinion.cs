using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace KlingGen.Cli.Schemas;

/// <summary>Asks Microsoft.OpenApi whether it is an OpenAPI document too: an HTML page with a JSON string in it, or half a document, must not become a schema file.</summary>
internal static partial class SecondOpinion
{
    /// <summary>The version whose meaning the service's documents have, whatever their label says.</summary>
    private const string Version = "\"openapi\":\"3.1.1\"";

    /// <exception cref="CliException">It cannot be read as one.</exception>
    public static void Check(string name, string text)
    {
        OpenApiDocument? document;
        try
        {
            document = OpenApiDocument.Parse(VersionLabel().Replace(text, Version, 1), "json").Document;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw CliException.Unusable($"{name} is not a sound OpenAPI document: {Sentences.Of(error)} Fetch it again from the service.", error);
        }
        if (document?.Paths is not { Count: > 0 })
            throw CliException.Unusable($"{name} is not a sound OpenAPI document: it has no paths. Fetch it again from the service.");
    }

    [GeneratedRegex("\"openapi\"\\s*:\\s*\"[0-9.]+\"", RegexOptions.None, 1000)]
    private static partial Regex VersionLabel();
}
