using System.Net;
using System.Text;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Http;

/// <summary>A success that is not an answer, at every operation, against the table of docs/retries.md.</summary>
public sealed class UnreadableTests
{
    private const int MaxRetries = 4;
    private const string Token = "/rest/storage/auth/token";
    private const string Initiate = "/rest/storage/upload/initiate";
    private const string Upload = "/cdn/files/upload";
    private const string Begin = "/cdn/files/upload/multipart";
    private const string Part = "/cdn/files/x/multipart/u-1/1";
    private const string Complete = "/cdn/files/x/multipart/u-1/complete";

    private static readonly Dictionary<string, (byte[] Body, string Type, int Status)[]> s_bodies = new()
    {
        ["no body (204 too), or blanks"] = [Json(""), Json(" \r\n\t"), (Array.Empty<byte>(), "text/plain", 204), (Array.Empty<byte>(), "application/json", 202)],
        ["a page of HTML"] = [(Encoding.UTF8.GetBytes("<!DOCTYPE html><html><body>Sign in</body></html>"), "text/html", 200), (Encoding.UTF8.GetBytes("<html/>"), "text/html", 206)],
        ["JSON cut off, or in another charset"] =
        [
            Json("""{"status":"COMP"""), Json("{"), Json("\"abc"), (Encoding.Unicode.GetBytes("""{"status":"OK","token":"0123456789"}"""), "application/json; charset=utf-16", 200),
            ([(byte)'{', 0xFF, 0xFE, (byte)'}'], "application/json", 200), ([0x80], "application/json", 200),
        ],
        ["JSON of another kind: `null`, a number, a string, a list"] = [Json("null"), Json("42"), Json("\"OK\""), Json("true"), Json("[]"), Json("""[{"status":"COMPLETED"}]""")],
        ["`{}`, or an object of something else"] = [Json("{}"), Json("""{"detail":"busy"}"""), Json("""{"\ud800":1,"x":"\ud800"}"""), Json("""{"status":null,"token":7,"prices":{},"access_url":[]}""")],
    };

    private static readonly string[] s_operations =
        ["submit", "run", "stream", "status", "result", "cancel", "price", "storage token", "upload initiate", "upload initiate of parts", "upload", "upload part", "upload complete", "status stream"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Operations => [.. s_operations];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_cell_of_the_document_holds(string operation)
    {
        Dictionary<string, char> column = Column(operation);
        Assert.Equal(s_bodies.Keys.Order(StringComparer.Ordinal), column.Keys.Order(StringComparer.Ordinal));
        var wrong = new List<string>();
        foreach ((string row, (byte[] Body, string Type, int Status)[] bodies) in s_bodies)
        {
            foreach ((byte[] body, string type, int status) in bodies)
            {
                foreach (int times in new[] { 1, MaxRetries, int.MaxValue })
                {
                    string seen = await CallAsync(operation, body, type, status, times);
                    string expected = Expected(operation, column[row], times, body);
                    if (seen != expected)
                        wrong.Add($"{row}, {Encoding.UTF8.GetString(body)} {times}×: expected {expected}, was {seen}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Expected(string operation, char outcome, int times, byte[] body)
    {
        // The same object in place of a result, once more: that is the model's answer.
        bool repeatedObject = operation == "result" && body is [(byte)'{', (byte)'"', ..] && body[^1] == (byte)'}';
        return outcome switch
        {
            'U' => "unknown, 1 request",
            'F' => "failed, 1 request",
            '–' => "success, 1 request",
            'P' => "success, 1 request",
            _ when times == 1 => "success, 2 requests",
            _ when repeatedObject => "failed, 2 requests",
            _ when times == MaxRetries => $"success, {MaxRetries + 1} requests",
            _ => operation == "price" ? $"success, {MaxRetries + 1} requests" : $"retryable, {MaxRetries + 1} requests",
        };
    }

    private static async Task<string> CallAsync(string operation, byte[] body, string type, int status, int times)
    {
        int requests = 0;
        StubHandler handler = Studio.Happy()
            .On("PUT", Studio.Cancel, 202, """{"status":"CANCELLATION_REQUESTED"}""")
            .On("POST", Studio.Submit + "/stream", _ => Task.FromResult(Reply.Events("data: " + Studio.Output + "\n\n")))
            .On("GET", "/platform/v1/models/pricing", 200, $$"""{"prices":[{"endpoint_id":"{{Studio.Id}}","unit_price":0.5,"unit":"images","currency":"USD"}]}""")
            .On("POST", Token, 200, """{"token":"storage-token-0123","token_type":"Bearer","expires_at":"2999-01-01T00:00:00Z"}""")
            .On("POST", Initiate, 200, """{"upload_url":"https://up.example/1","file_url":"https://files.example/x"}""")
            .On("POST", Upload, 200, """{"access_url":"https://cdn.example/cdn/files/x"}""")
            .On("POST", Begin, 200, """{"access_url":"https://cdn.example/cdn/files/x","uploadId":"u-1"}""")
            .On("PUT", Part, 200, """{"partNumber":1,"etag":"e1"}""")
            .On("PUT", Part[..^1] + "2", 200, """{"partNumber":2,"etag":"e2"}""")
            .On("POST", Complete, 200, """{"access_url":"https://cdn.example/cdn/files/x"}""");
        (string method, string path) = operation switch
        {
            "submit" or "run" => ("POST", Studio.Submit),
            "stream" => ("POST", Studio.Submit + "/stream"),
            "status" => ("GET", Studio.Status),
            "result" => ("GET", Studio.Job),
            "cancel" => ("PUT", Studio.Cancel),
            "price" => ("GET", "/platform/v1/models/pricing"),
            "storage token" => ("POST", Token),
            "upload initiate" => ("POST", Initiate),
            "upload initiate of parts" => ("POST", Begin),
            "upload" => ("POST", Upload),
            "upload part" => ("PUT", Part),
            "upload complete" => ("POST", Complete),
            _ => ("GET", Studio.StatusStream),
        };
        handler.OnWrapped(method, path, (call, real) =>
        {
            requests++;
            return requests <= times ? Task.FromResult(Reply.Raw(status, body, type)) : real(call);
        });
        using var studio = new Studio(handler, options =>
        {
            options.MaxRetries = MaxRetries;
            options.PlatformBaseAddress = new Uri("https://platform.example/platform/");
            options.RestBaseAddress = new Uri("https://rest.example/rest/");
            options.CdnBaseAddress = new Uri("https://cdn.example/cdn/");
            options.UploadRoutes = [operation == "upload initiate" ? FalUploadRoute.SignedUrl : FalUploadRoute.Cdn];
            options.MultipartThreshold = 10;
            options.UploadPartBytes = 10;
            options.MaxParallelUploads = 1;
        });
        FalJob<StudioOutput> job = studio.Endpoint.Resume(Studio.Handle);
        string outcome;
        try
        {
            Task call = operation switch
            {
                "submit" => studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation),
                "run" => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation),
                "stream" => studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask(),
                "status" => job.GetStatusAsync(cancellationToken: Cancellation),
                "result" => job.GetResultAsync(Cancellation),
                "cancel" => job.CancelAsync(Cancellation),
                "price" => studio.Endpoint.GetPriceAsync(Cancellation).AsTask(),
                "status stream" => job.WaitAsync(cancellationToken: Cancellation),
                "storage token" or "upload" => studio.Client.Storage.UploadAsync(FalMedia.FromBytes(new byte[5]), cancellationToken: Cancellation),
                _ => studio.Client.Storage.UploadAsync(FalMedia.FromBytes(new byte[operation == "upload initiate" ? 5 : 15]), cancellationToken: Cancellation),
            };
            // The signed address is at a host that does not exist; that it was asked for is all that is wanted here.
            await (operation == "upload initiate" ? call.ContinueWith(task => Surface(task, times), TaskScheduler.Default) : call);
            outcome = "success";
        }
        catch (Exception error)
        {
            outcome = Outcome(operation, error, body, status);
        }

        return $"{outcome}, {requests} request{(requests == 1 ? "" : "s")}";
    }

    private static void Surface(Task upload, int times)
    {
        if (times > MaxRetries)
            upload.GetAwaiter().GetResult();
    }

    private static string Outcome(string operation, Exception error, byte[] body, int status)
    {
        if (error is FalSubmitUnknownException unknown)
        {
            Assert.NotNull(unknown.Attempt);
            return "unknown";
        }

        var refused = Assert.IsAssignableFrom<FalApiException>(error is FalUploadException { InnerException: { } cause } ? cause : error);
        Assert.Equal((HttpStatusCode)status, refused.StatusCode);
        bool ofJob = operation is "status" or "result" or "cancel";
        Assert.Equal(ofJob ? Studio.Handle : null, refused.Handle);
        // What the storage answers holds tokens and signatures.
        if (operation is not "stream")
            Assert.Equal(error is FalUploadException ? null : Encoding.UTF8.GetString(body), refused.Body);
        return refused.IsRetryable ? "retryable" : "failed";
    }

    /// <summary>The column of an operation: the document is the expectation.</summary>
    private static Dictionary<string, char> Column(string operation)
    {
        string[][] table = [.. File.ReadLines(Document("docs/retries.md"))
            .SkipWhile(static line => line != "## With a success that is not an answer")
            .SkipWhile(static line => !line.StartsWith('|'))
            .TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
        string name = operation == "upload initiate of parts" ? "upload initiate" : operation;
        int column = Array.FindIndex(table[0], heading => heading.Split(',', StringSplitOptions.TrimEntries).Contains(name));
        return table.Skip(2).ToDictionary(static row => row[0], row => row[column].Trim('*')[0]);
    }

    private static string Document(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string found = Path.Combine(folder.FullName, path);
            if (File.Exists(found))
                return found;
        }

        throw new FileNotFoundException("The document is not above the test's folder.", path);
    }

    private static (byte[] Body, string Type, int Status) Json(string text) => (Encoding.UTF8.GetBytes(text), "application/json", 200);
}
