using System.Collections.Concurrent;
using System.Net;
using System.Text;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Http;

/// <summary>docs/retries.md, cell by cell: 30 statuses, each operation, five kinds of body, through the whole client.</summary>
public class RetryTableTests
{
    private const int MaxRetries = 2;

    private static readonly int[] Statuses =
    [
        301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 418, 422, 425, 429,
        451, 499, 500, 501, 502, 503, 504, 505, 520, 522, 529,
    ];

    private static readonly string[] Bodies = ["json with id", "json without id", "html with id", "html without id", "empty without id"];

    public static TheoryData<string> Operations => ["submit", "run", "stream", "status", "result", "cancel", "status stream"];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_cell_of_the_table_holds(string operation)
    {
        var wrong = new ConcurrentBag<string>();
        foreach (int status in Statuses)
        {
            foreach (string body in Bodies)
            {
                (char outcome, int requests) = await CallAsync(operation, status, body);
                (char expected, int expectedRequests) = Expected(operation, status, body);
                if (outcome != expected || requests != expectedRequests)
                    wrong.Add($"{operation} {status} {body}: expected {expected} with {expectedRequests} requests, was {outcome} with {requests}");
            }
        }

        Assert.True(wrong.IsEmpty, string.Join("\n", wrong.Order()));
    }

    [Fact]
    public void The_table_has_its_size() => Assert.True(Statuses.Length >= 30 && Bodies.Length == 5);

    // Written from the document, not from the code.
    private static (char Outcome, int Requests) Expected(string operation, int status, string body)
    {
        const int All = MaxRetries + 1;
        bool fromService = body != "html without id" && body != "empty without id";
        if (operation == "status stream")
            return ('P', 1);
        if (operation == "cancel" && status is 400 or 404)
            return ('F', 1);
        if (status == 429)
            return ('F', All);
        bool server = status is 500 or 502 or 503 or 504 or 520 or 522 or 529;
        if (operation is "submit" or "run" or "stream")
            return status >= 500 && !fromService ? ('U', 1) : ('F', 1);
        if (status is 408 or 425)
            return ('F', All);
        if (operation == "result")
            return ('F', server && !fromService ? All : 1);
        return ('F', server ? All : 1);
    }

    private static async Task<(char Outcome, int Requests)> CallAsync(string operation, int status, string body)
    {
        int requests = 0;
        Task<HttpResponseMessage> Answer(StubHandler.Call call)
        {
            requests++;
            (string text, string type) = body[..4] switch
            {
                "json" => ("""{"detail":"words"}""", "application/json"),
                "html" => ("<html>nginx</html>", "text/html"),
                _ => ("", "text/plain"),
            };
            var reply = Reply.Raw(status, Encoding.UTF8.GetBytes(text), type);
            if (body.EndsWith("with id", StringComparison.Ordinal))
                reply.Headers.TryAddWithoutValidation("x-fal-request-id", "r");
            if (status is > 300 and < 400)
                reply.Headers.Location = new Uri("https://elsewhere.example/");
            return Task.FromResult(reply);
        }

        StubHandler handler = Studio.Happy();
        (string method, string path) = operation switch
        {
            "submit" or "run" => ("POST", Studio.Submit),
            "stream" => ("POST", Studio.Submit + "/stream"),
            "status" => ("GET", Studio.Status),
            "result" => ("GET", Studio.Job),
            "cancel" => ("PUT", Studio.Cancel),
            _ => ("GET", Studio.StatusStream),
        };
        handler.On(method, path, Answer);
        using var studio = new Studio(handler, options => options.MaxRetries = MaxRetries);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        FalJob<StudioOutput> job = studio.Endpoint.Resume(Studio.Handle);
        try
        {
            Task call = operation switch
            {
                "submit" => studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: cancellation),
                "run" => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: cancellation),
                "stream" => studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: cancellation).ToListAsync(cancellation).AsTask(),
                "status" => job.GetStatusAsync(cancellationToken: cancellation),
                "result" => job.GetResultAsync(cancellation),
                "cancel" => job.CancelAsync(cancellation),
                _ => job.WaitAsync(cancellationToken: cancellation),
            };
            await call;
            return ('P', requests);
        }
        catch (FalSubmitUnknownException error)
        {
            Assert.NotNull(error.Attempt);
            return ('U', requests);
        }
        catch (FalApiException error)
        {
            Assert.Equal((HttpStatusCode)status, error.StatusCode);
            Assert.Equal(operation is "submit" or "run" or "stream", error.Handle is null);
            return ('F', requests);
        }
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("run")]
    [InlineData("status")]
    [InlineData("result")]
    public async Task The_callers_own_start_deadline_is_never_repeated(string operation)
    {
        StubHandler handler = Studio.Happy();
        foreach ((string method, string path) in new[] { ("POST", Studio.Submit), ("GET", Studio.Status), ("GET", Studio.Job) })
            handler.On(method, path, 504, """{"detail":"too late","error_type":"request_timeout"}""", ("X-Fal-Request-Timeout-Type", "user"), ("X-Fal-Needs-Retry", "1"));
        using var studio = new Studio(handler);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        FalJob<StudioOutput> job = studio.Endpoint.Resume(Studio.Handle);
        FalApiException error = await Assert.ThrowsAsync<FalApiException>(() => operation switch
        {
            "submit" => studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: cancellation),
            "run" => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: cancellation),
            "status" => (Task)job.GetStatusAsync(cancellationToken: cancellation),
            _ => job.GetResultAsync(cancellation),
        });
        Assert.True(error.IsStartTimeout);
        Assert.False(error.IsRetryable);
        Assert.Equal("request_timeout", error.ErrorType);
        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData("X-Fal-Needs-Retry", "0", 1)]
    [InlineData("X-Fal-Retryable", "false", 1)]
    [InlineData("X-Fal-Needs-Retry", "1", 5)]
    [InlineData("X-Fal-Needs-Retry", "perhaps", 5)]
    public async Task The_service_can_forbid_a_retry(string header, string value, int requests)
    {
        using var studio = new Studio(new StubHandler().On("GET", Studio.Status, 503, "{}", (header, value)));
        await Assert.ThrowsAsync<FalApiException>(() => studio.Endpoint.Resume(Studio.Handle).GetStatusAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(requests, studio.Handler.Requests.Count);
    }
}
