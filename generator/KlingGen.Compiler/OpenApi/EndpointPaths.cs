using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Where in the document an endpoint's input and output stand.</summary>
/// <param name="EndpointId">The path of the POST without its slash.</param>
/// <param name="Post">The operation.</param>
/// <param name="Input">Pointer of the input schema, followed through a plain <c>$ref</c>.</param>
/// <param name="Output">Pointer of the output schema, likewise.</param>
internal sealed record EndpointPaths(string EndpointId, JsonNode Post, SchemaPlace Input, SchemaPlace Output)
{
    private const string ResultSuffix = "/requests/{request_id}";

    /// <summary>Finds both by following <c>paths</c>: names of components are habit, not rule.</summary>
    public static EndpointPaths? Find(JsonDocument document, ProblemList problems)
    {
        JsonNode root = document.Root!;
        JsonNode? paths = root["paths"];
        if (paths is null || !paths.IsObject)
        {
            problems.Error(ProblemIds.NotAnEndpoint, "The file is not the OpenAPI document of an endpoint: it has no 'paths'. Fetch the document again.", root.Start, 1);
            return null;
        }

        JsonMember[] posts = paths.Members.Where(static path => path.Value["post"] is { IsObject: true }).ToArray();
        if (posts.Length != 1)
        {
            JsonMember name = root.Members.First(static member => member.Name == "paths");
            string found = posts.Length == 0 ? "no path with a POST" : $"{posts.Length} paths with a POST";
            problems.Error(ProblemIds.NotAnEndpoint, $"The file is not the OpenAPI document of one endpoint: 'paths' holds {found}, where exactly one is expected.", name.NameStart, name.NameEnd - name.NameStart);
            return null;
        }

        JsonMember path = posts[0];
        JsonNode post = path.Value["post"]!;
        string pathPointer = JsonPointer.Append("/paths", path.Name);
        SchemaPlace input = Content(post["requestBody"], root, JsonPointer.Append(pathPointer, "post") + "/requestBody", path, problems);
        SchemaPlace output = Result(root, paths, path, post, problems);
        return new EndpointPaths(path.Name.Trim('/'), post, input, output);
    }

    private static SchemaPlace Result(JsonNode root, JsonNode paths, JsonMember path, JsonNode post, ProblemList problems)
    {
        // The result of a queued request; a document of the synchronous service has it on the POST itself.
        foreach (JsonMember candidate in paths.Members)
        {
            if (candidate.Name == path.Name + ResultSuffix && candidate.Value["get"] is { } get)
                return Content(Success(get), root, JsonPointer.Append("/paths", candidate.Name) + "/get/responses/200", candidate, problems);
        }
        return Content(Success(post), root, JsonPointer.Append("/paths", path.Name) + "/post/responses/200", path, problems);
    }

    private static JsonNode? Success(JsonNode operation) => operation["responses"]?["200"];

    private static SchemaPlace Content(JsonNode? holder, JsonNode root, string pointer, JsonMember near, ProblemList problems)
    {
        JsonNode? schema = holder?["content"]?["application/json"]?["schema"];
        pointer += "/content/application~1json/schema";
        if (schema is null || !schema.IsObject)
        {
            problems.Warn(ProblemIds.MalformedSchema, $"#{pointer}: there is no schema here; free JSON takes its place.", near);
            return new SchemaPlace(pointer, null);
        }

        // Followed only where the reference stands alone, as it always does; otherwise the inline schema is the place.
        if (schema.Members.Length == 1 && schema["$ref"] is { IsString: true } reference)
        {
            if (JsonPointer.Resolve(root, reference.Text) is { } target)
                return new SchemaPlace(target.Pointer, target.Node);
            problems.Warn(ProblemIds.UnresolvableReference, $"#{pointer}: nothing stands at '{reference.Text}'; free JSON takes its place. Fetch the document again, or add the missing schema.", reference);
            return new SchemaPlace(pointer, null);
        }
        return new SchemaPlace(pointer, schema);
    }
}

/// <summary>A schema and its pointer; the schema is null where the document breaks off.</summary>
internal sealed record SchemaPlace(string Pointer, JsonNode? Schema);
