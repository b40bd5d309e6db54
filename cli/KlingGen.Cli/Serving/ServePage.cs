using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Emulator;
using Microsoft.AspNetCore.Http;

namespace KlingGen.Cli.Serving;

/// <summary>
/// The page at <c>/</c>: its files, and what it asks beyond the service's protocol, which is the form of an endpoint and what the library says about an input.
/// Everything else it does as any client does.
/// </summary>
internal sealed class ServePage
{
    private const string AssetPrefix = "page/";
    private const int LargestInput = 1 << 20;

    // Nothing comes from elsewhere, and no text of a schema or a prompt can become a script.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly Dictionary<string, byte[]> _assets = Load();

    private readonly ServedSchemas _schemas;
    private readonly Lock _reading = new();
    private Dictionary<string, InputModel>? _models;

    public ServePage(ServedSchemas schemas) => _schemas = schemas;

    /// <summary>Read when the page is first opened, for programs that never look at it do not wait for it, and again after a failure: a file that is missing may come back.</summary>
    /// <exception cref="CliException">A schema file is gone, or may not be read.</exception>
    private Dictionary<string, InputModel> Models
    {
        get
        {
            lock (_reading)
                return _models ??= _schemas.Read().ToDictionary(static model => model.EndpointId, static model => new InputModel(model), StringComparer.Ordinal);
        }
    }

    /// <summary>Set once it runs.</summary>
    public FalEmulator? Emulator { get; set; }

    /// <summary>Answers what belongs to the page, its own failures too; false for all else.</summary>
    public async Task<bool> AnswerAsync(HttpContext http)
    {
        try
        {
            return await RouteAsync(http);
        }
        catch (CliException error) when (!http.Response.HasStarted)
        {
            return await ProblemAsync(http, 503, "The page cannot show this now", error.Message);
        }
        catch (Exception error) when (error is not (OperationCanceledException or IOException) && !http.Response.HasStarted)
        {
            return await ProblemAsync(http, 500, "The page of klinggen serve failed", $"{error.GetType().Name}: {Sentences.Of(error)} This is a fault of the tool and not of your input: please report it with what you typed.");
        }
    }

    // RFC 9457.
    private static async Task<bool> ProblemAsync(HttpContext http, int status, string title, string detail)
    {
        var problem = new JsonObject { ["type"] = "about:blank", ["title"] = title, ["status"] = status, ["detail"] = detail };
        await WriteAsync(http, status, "application/problem+json", JsonSerializer.SerializeToUtf8Bytes(problem));
        return true;
    }

    private async Task<bool> RouteAsync(HttpContext http)
    {
        string path = http.Request.Path.Value ?? "";
        bool isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (isRead && _assets.TryGetValue(path == "/" ? "index.html" : path.StartsWith("/page/", StringComparison.Ordinal) ? path[6..] : "", out byte[]? asset))
            await WriteAsync(http, 200, TypeOf(path), asset);
        else if (isRead && path == "/page/endpoints")
            await WriteAsync(http, 200, Endpoints());
        else if (isRead && Named(path, "/page/form/") is { } form)
            await WriteAsync(http, 200, FormWriter.Write(form));
        else if (HttpMethods.IsPost(http.Request.Method) && Named(path, "/page/check/") is { } model)
            await CheckAsync(http, model);
        else if (path.StartsWith("/page/", StringComparison.Ordinal))
            await WriteAsync(http, 404, new JsonObject { ["detail"] = "The page has nothing here." });
        else
            return false;
        return true;
    }

    private InputModel? Named(string path, string prefix) => path.StartsWith(prefix, StringComparison.Ordinal) && Models.TryGetValue(path[prefix.Length..], out InputModel? model) ? model : null;

    private JsonObject Endpoints() => new()
    {
        ["key"] = FalEmulator.DefaultApiKey,
        ["endpoints"] = new JsonArray([.. Models.Values.OrderBy(static model => model.Endpoint.EndpointId, StringComparer.Ordinal).Select(model => (JsonNode)new JsonObject
        {
            ["id"] = model.Endpoint.EndpointId,
            ["about"] = model.Endpoint.Doc.Summary?.Text ?? "",
        })]),
    };

    /// <summary>What the library would say about an input, what it would cost here, and the call as C#.</summary>
    private async Task CheckAsync(HttpContext http, InputModel model)
    {
        using var body = new MemoryStream();
        byte[] part = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(part, http.RequestAborted)) > 0;)
        {
            body.Write(part, 0, read);
            if (body.Length <= LargestInput)
                continue;
            await WriteAsync(http, 413, new JsonObject { ["detail"] = $"The page checks inputs of up to {LargestInput} bytes. Shorten it, or give files as addresses." });
            return;
        }

        JsonNode? root = null;
        string? reason = http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true
            ? ValueText.TryJson(Encoding.UTF8.GetString(body.GetBuffer().AsSpan(0, (int)body.Length)), out root)
            : "its content type is not application/json.";
        if (reason is not null || root is null)
        {
            await WriteAsync(http, 400, new JsonObject { ["detail"] = $"The input is not JSON: {reason ?? "it is null."} Send one JSON object." });
            return;
        }

        await WriteAsync(http, 200, InputOpinion.Of(model, root, Emulator!));
    }

    private static Task WriteAsync(HttpContext http, int status, JsonObject body) => WriteAsync(http, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(body));

    private static async Task WriteAsync(HttpContext http, int status, string type, byte[] body)
    {
        HttpResponse response = http.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = body.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/html; charset=utf-8",
    };

    private static Dictionary<string, byte[]> Load()
    {
        var assets = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Assembly tool = typeof(ServePage).Assembly;
        foreach (string name in tool.GetManifestResourceNames().Where(static name => name.StartsWith(AssetPrefix, StringComparison.Ordinal)))
        {
            using Stream stream = tool.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            assets[name[AssetPrefix.Length..]] = copy.ToArray();
        }
        return assets;
    }
}
