using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Compiler.Tests.SecondOpinion;

/// <summary>What Microsoft.OpenApi makes of a document, written as a <see cref="Reading"/>.</summary>
internal sealed partial class TheirReading
{
    private readonly OpenApiDocument _document;
    private readonly string _path;

    /// <param name="text">The document; its version label becomes 3.1.1, because the service writes the schemas of that version.</param>
    /// <param name="endpointId">The path of the POST without its slash.</param>
    public TheirReading(string text, string endpointId)
    {
        ReadResult result = OpenApiDocument.Parse(VersionLabel().Replace(text, "\"openapi\":\"3.1.1\"", 1), "json");
        _document = result.Document ?? throw new InvalidOperationException("no document");
        _path = "/" + endpointId;
        Complaints = [.. result.Diagnostic!.Errors.Concat(result.Diagnostic.Warnings).Select(static error => $"{error.Pointer}: {error.Message}")];
    }

    /// <summary>What Microsoft.OpenApi itself finds wrong.</summary>
    public IReadOnlyList<string> Complaints { get; }

    public Reading Input => TheirSchema.Read(Operation(_path, HttpMethod.Post)?.RequestBody?.Content?["application/json"].Schema);

    public Reading Output =>
        TheirSchema.Read((Operation(_path + "/requests/{request_id}", HttpMethod.Get) ?? Operation(_path, HttpMethod.Post))?.Responses?["200"].Content?["application/json"].Schema);

    private OpenApiOperation? Operation(string path, HttpMethod method) =>
        _document.Paths.TryGetValue(path, out IOpenApiPathItem? item) && item.Operations is { } operations && operations.TryGetValue(method, out OpenApiOperation? operation) ? operation : null;

    [GeneratedRegex("\"openapi\"\\s*:\\s*\"[0-9.]+\"", RegexOptions.None, 1000)]
    private static partial Regex VersionLabel();
}
