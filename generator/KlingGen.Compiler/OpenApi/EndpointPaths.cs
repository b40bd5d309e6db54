using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Where in the document an endpoint's input and output stand.</summary>
/// <param name="EndpointId">The path of the POST without its slash.</param>
/// <param name="Post">The operation.</param>
/// <param name="Input">Pointer of the input schema, followed through a plain <c>$ref</c>.</param>
/// <param name="Output">Pointer of the output schema, likewise.</param>
internal sealed record EndpointPaths(string EndpointId, JsonNode Post, SchemaPlace Input, SchemaPlace Output)
{
    private const string ResultSuffix = "/requests/{";

    /// <summary>Finds both by following <c>paths</c>: names of components are habit, not rule.</summary>
    public static EndpointPaths? Find(JsonDocument document, ProblemList problems)
    {
        JsonNode root = document.Root!;
        JsonNode? paths = root["paths"];
        if (paths is null || !paths.IsObject)
        {
            problems.Add(ProblemIds.NotAnEndpoint, "The file is not the OpenAPI document of an endpoint: it has no 'paths'. Fetch the document again.", root.Start, 1);
            return null;
        }

        var references = new References(root, problems);
        JsonMember[] posts = paths.Members.Where(path => references.Operation(path, "post") is not null).ToArray();
        if (posts.Length != 1)
        {
            JsonMember name = root.Members.First(static member => member.Name == "paths");
            string found = posts.Length == 0 ? "no path with a POST" : $"{posts.Length} paths with a POST";
            problems.Add(ProblemIds.NotAnEndpoint, $"The file is not the OpenAPI document of one endpoint: 'paths' holds {found}, where exactly one is expected.", name.NameStart, name.NameEnd - name.NameStart);
            return null;
        }

        JsonMember path = posts[0];
        SchemaPlace post = references.Operation(path, "post")!;
        var content = new ContentReader(references, problems);
        SchemaPlace input = content.Request(post, path);

        // The result of a queued request; a document of the synchronous service has it on the POST itself.
        (JsonMember Path, SchemaPlace Operation)[] results = [.. paths.Members.Where(candidate => IsResult(candidate.Name, path.Name))
            .Select(candidate => (candidate, references.Operation(candidate, "get")!)).Where(static result => result.Item2 is not null)];
        SchemaPlace output = results.Length > 0 ? content.Result(results[0].Operation, results[0].Path) : content.Result(post, path);
        return new EndpointPaths(path.Name.Trim('/'), post.Schema!, input, output);
    }

    /// <summary><c>/requests/{request_id}</c> behind the endpoint's own path, whatever the parameter is called.</summary>
    private static bool IsResult(string path, string endpoint) =>
        (path.StartsWith(endpoint + ResultSuffix, StringComparison.Ordinal) || path.StartsWith(endpoint.TrimEnd('/') + ResultSuffix, StringComparison.Ordinal)) && path.IndexOf('}', endpoint.TrimEnd('/').Length) == path.TrimEnd('/').Length - 1;
}

/// <summary>A schema, or whatever holds one, and its pointer; null where the document breaks off.</summary>
internal sealed record SchemaPlace(string Pointer, JsonNode? Schema);
