using System.Net;
using System.Text.Json.Nodes;
using Cli.Tests.Support;
using KlingGen.TestKit;

namespace Cli.Tests.BadInput;

/// <summary>Endpoints, journals and services for <c>run</c> and <c>jobs</c>.</summary>
internal static class RunWorlds
{
    public const string All = "all.json";

    /// <summary>An endpoint with a member of every kind, and some whose names are the tool's own.</summary>
    public static string Document { get; } = """{"openapi":"3.0.4","info":{"title":"acme/all","version":"1"},""" + SmallSchema.Endpoint("acme/all", """
        {"type":"object","required":["text"],"properties":{
        "text":{"type":"string","maxLength":5,"pattern":"^[a-z]*$"},"whole":{"type":"integer","minimum":1,"maximum":9},"large":{"type":"integer","minimum":0,"maximum":9000000000},
        "fraction":{"type":"number","exclusiveMinimum":0},"step":{"type":"number","multipleOf":0.5},"flag":{"type":"boolean"},"word":{"enum":["a","b"]},"image_url":{"type":"string"},
        "image_urls":{"type":"array","items":{"type":"string"},"maxItems":2},"numbers":{"type":"array","items":{"type":"integer"},"uniqueItems":true},
        "map":{"type":"object","additionalProperties":{"type":"integer"}},"pair":{"type":"array","prefixItems":[{"type":"integer"},{"type":"integer"}],"minItems":2,"maxItems":2},
        "nested":{"$ref":"#/components/schemas/Nested"},"size":{"anyOf":[{"$ref":"#/components/schemas/Nested"},{"enum":["small","large"]}]},"free":{},
        "json":{"type":"string"},"timeout":{"type":"integer"},"input":{"type":"string"},"two words":{"type":"string"}}}
        """, components: """
        "Nested":{"type":"object","required":["width"],"properties":{"width":{"type":"integer","minimum":1},"mask_url":{"type":"string"}}},
        """)[1..];

    public static void Endpoint(CliRun run) => run.Write(All, Document);

    /// <summary>The endpoint, and a journal with these lines behind its header.</summary>
    public static void Journal(CliRun run, params string[] lines)
    {
        Endpoint(run);
        WriteJournal(run, ["""{"journal":"klinggen jobs","version":1}""", .. lines]);
    }

    public static void WriteJournal(CliRun run, params string[] lines)
    {
        Directory.CreateDirectory(run.Data);
        File.WriteAllText(Path.Combine(run.Data, "jobs.jsonl"), string.Join('\n', lines) + "\n");
    }

    public static string Intent(string job, string? service = "http://127.0.0.1:9/", bool isEphemeral = false) => new JsonObject
    {
        ["at"] = "2026-01-01T00:00:00Z",
        ["job"] = job,
        ["event"] = "intent",
        ["endpoint"] = "acme/all",
        ["input"] = new JsonObject { ["text"] = "a" },
        ["service"] = service,
        ["ephemeral"] = isEphemeral,
    }.ToJsonString();

    public static string Handle(string job, string request) => new JsonObject
    {
        ["at"] = "2026-01-01T00:00:01Z",
        ["job"] = job,
        ["event"] = "handle",
        ["handle"] = new JsonObject { ["endpoint_id"] = "acme/all", ["request_id"] = request },
    }.ToJsonString();

    /// <summary>The endpoint, and a service that answers the submit like this. Its pauses are short.</summary>
    public static Action<CliRun> Submit(Func<HttpResponseMessage> answer, bool isReached = true) => run =>
    {
        Endpoint(run);
        run.Time = new IdleTime();
        run.NewHandler = new StubService { Instead = request => request.Method == HttpMethod.Post && (!isReached || HasLeft(request)) ? answer() : null }.NewHandler;
    };

    // What was never read was never sent.
    private static bool HasLeft(HttpRequestMessage request)
    {
        using Stream body = request.Content!.ReadAsStream();
        body.CopyTo(Stream.Null);
        return true;
    }

    /// <summary>The endpoint, and a service that takes the job and then answers like this.</summary>
    public static Action<CliRun> AfterSubmit(Func<HttpRequestMessage, HttpResponseMessage> answer) => run =>
    {
        Endpoint(run);
        run.Time = new IdleTime();
        run.NewHandler = new StubService
        {
            Instead = request => request.Method == HttpMethod.Post && HasLeft(request)
                ? StubService.Json("""{"request_id":"01a2dee6-1629-4c41-8038-2d6472837658","status":"IN_QUEUE","queue_position":0}""")
                : answer(request),
        }.NewHandler;
    };

    /// <summary>The service itself, with a key and prices.</summary>
    public static Action<CliRun> Paid(decimal price) => run =>
    {
        run.Write("kling.json", KlingSchema.Text);
        run.Environment.Remove("KLINGGEN_SERVICE");
        run.Environment["FAL_KEY"] = "id:secret";
        var service = new StubService { Instead = static request => request.Method == HttpMethod.Post ? throw new InvalidOperationException("nothing must be bought") : null };
        service.Prices[KlingSchema.Id] = price;
        run.NewHandler = service.NewHandler;
    };

    public static HttpResponseMessage Text(HttpStatusCode status, string text) => new(status) { Content = new StringContent(text) };

    public static void Sparse(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Create);
        file.SetLength(length);
    }
}
