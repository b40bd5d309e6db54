using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Runtime.Tests.Support;

/// <summary>Stands where the network would be. Answers by rule, and fails the test on what no rule foresaw.</summary>
internal sealed class StubHandler : HttpMessageHandler
{
    private readonly ConcurrentQueue<Seen> _seen = new();
    private readonly List<(string Method, Func<string, bool> Path, Func<Call, Task<HttpResponseMessage>> Answer)> _rules = [];

    public IReadOnlyList<Seen> Requests => [.. _seen];

    public int Count(string method, string path) => _seen.Count(seen => seen.Method == method && seen.Address.AbsolutePath == path);

    public StubHandler On(string method, string path, Func<Call, Task<HttpResponseMessage>> answer)
    {
        _rules.Insert(0, (method, actual => actual == path, answer));
        return this;
    }

    /// <summary>Stands before the rule there is, which it may ask.</summary>
    public StubHandler OnWrapped(string method, string path, Func<Call, Func<Call, Task<HttpResponseMessage>>, Task<HttpResponseMessage>> answer)
    {
        Func<Call, Task<HttpResponseMessage>> real = _rules.First(rule => rule.Method == method && rule.Path(path)).Answer;
        return On(method, path, call => answer(call, real));
    }

    public StubHandler On(string method, string path, int status, string json, params (string Name, string Value)[] headers) =>
        On(method, path, _ => Task.FromResult(Reply.Json(status, json, headers)));

    /// <summary>One answer after the other; the last one stays.</summary>
    public StubHandler OnSequence(string method, string path, params Func<Call, Task<HttpResponseMessage>>[] answers)
    {
        int next = -1;
        return On(method, path, call => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)](call));
    }

    /// <summary>What comes before the body is read: a failure here is a failure to connect.</summary>
    public Func<HttpRequestMessage, Exception?>? BeforeBody { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (BeforeBody?.Invoke(request) is { } error)
            throw error;

        // Read as the socket handler reads: through CopyTo, so that a body that can be sent once is seen to be sent.
        string body = string.Empty;
        if (request.Content is not null)
        {
            using var copy = new MemoryStream();
            await request.Content.CopyToAsync(copy, cancellationToken);
            body = Encoding.UTF8.GetString(copy.ToArray());
        }

        var headers = request.Headers.NonValidated.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        var seen = new Seen(request.Method.Method, request.RequestUri!, body, headers);
        _seen.Enqueue(seen);
        foreach (var rule in _rules)
        {
            if (rule.Method == seen.Method && rule.Path(seen.Address.AbsolutePath))
            {
                HttpResponseMessage response = await rule.Answer(new Call(seen, cancellationToken));
                response.RequestMessage = request;
                return response;
            }
        }

        throw new InvalidOperationException($"No rule for {seen}.");
    }

    internal sealed record Call(Seen Request, CancellationToken Cancellation);
}

internal static class Reply
{
    public static HttpResponseMessage Json(int status, string json, params (string Name, string Value)[] headers) =>
        Raw(status, Encoding.UTF8.GetBytes(json), "application/json", headers);

    public static HttpResponseMessage Html(int status, string html = "<html><head><title>nginx</title></head></html>") =>
        Raw(status, Encoding.UTF8.GetBytes(html), "text/html");

    public static HttpResponseMessage Events(string text) => Raw(200, Encoding.UTF8.GetBytes(text), "text/event-stream");

    public static HttpResponseMessage Raw(int status, byte[] body, string contentType, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        foreach ((string name, string value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    public static Func<StubHandler.Call, Task<HttpResponseMessage>> Give(Func<HttpResponseMessage> make) => _ => Task.FromResult(make());

    public static Func<StubHandler.Call, Task<HttpResponseMessage>> Throw(Func<Exception> make) => _ => Task.FromException<HttpResponseMessage>(make());

    /// <summary>Says when it was reached, and never answers.</summary>
    public static Func<StubHandler.Call, Task<HttpResponseMessage>> Hang(TaskCompletionSource reached) => async call =>
    {
        reached.TrySetResult();
        var never = new TaskCompletionSource<HttpResponseMessage>();
        await using CancellationTokenRegistration registration = call.Cancellation.Register(() => never.TrySetCanceled(call.Cancellation));
        return await never.Task;
    };
}
