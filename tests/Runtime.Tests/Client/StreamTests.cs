using KlingGen;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.Support;

namespace Runtime.Tests.Client;

public class StreamTests
{
    private const string Path = Studio.Submit + "/stream";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Partial_outputs_come_one_by_one()
    {
        using var studio = new Studio(new StubHandler().On("POST", Path, _ => Task.FromResult(Reply.Events(
            """
            : hello

            event: event
            data: {"images":[]}

            data: {"images":[{"url":"https://files.example/1.png"}]}


            """))));
        List<StudioOutput> outputs = await studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation);
        Assert.Equal([0, 1], outputs.Select(output => output.Images.Count));
        Assert.Equal("https://fal.run" + Path, studio.Handler.Requests[0].Address.AbsoluteUri);
        Assert.Equal("text/event-stream", studio.Handler.Requests[0].Header("Accept"));
    }

    [Fact]
    public async Task Silence_ends_a_stream_and_comments_are_not_silence()
    {
        var clock = new FakeTimeProvider();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var studio = new Studio(
            new StubHandler().On("POST", Path, _ => Task.FromResult(Silent(new SilentStream(reached, "data: {\"images\":[]}\n\n: ping\n\n")))),
            options => options.TimeProvider = clock);

        var outputs = new List<StudioOutput>();
        Task stream = Task.Run(async () =>
        {
            await foreach (StudioOutput output in studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation))
                outputs.Add(output);
        }, Cancellation);
        await reached.Task.WaitAsync(Cancellation);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(stream.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));

        FalTimeoutException error = await Assert.ThrowsAsync<FalTimeoutException>(() => stream);
        Assert.Equal(TimeSpan.FromSeconds(60), error.Limit);
        Assert.Single(outputs);
    }

    [Fact]
    public async Task An_error_in_the_stream_is_thrown_with_its_words()
    {
        using var studio = new Studio(new StubHandler().On("POST", Path, _ => Task.FromResult(Reply.Events(
            "data: {\"images\":[]}\n\ndata: {\"detail\":\"out of memory\",\"error_type\":\"runner_server_error\"}\n\n"))));
        var error = await Assert.ThrowsAsync<FalApiException>(async () => await studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation));
        Assert.Contains("out of memory", error.Message, StringComparison.Ordinal);
        Assert.Equal("runner_server_error", error.ErrorType);
    }

    [Theory]
    [InlineData(422)]
    [InlineData(200)]
    [InlineData(404)]
    public async Task An_answer_that_is_no_stream_is_an_error(int status)
    {
        using var studio = new Studio(new StubHandler().On("POST", Path, status, """{"detail":"no streaming here"}"""));
        var error = await Assert.ThrowsAnyAsync<FalApiException>(async () => await studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation));
        Assert.Equal(status, (int)error.StatusCode!);
        Assert.Single(studio.Handler.Requests);
    }

    [Fact]
    public async Task Leaving_the_loop_closes_the_connection()
    {
        var body = new SilentStream(null, "data: {\"images\":[]}\n\n");
        using var studio = new Studio(new StubHandler().On("POST", Path, _ => Task.FromResult(Silent(body))));
        await foreach (StudioOutput _ in studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation))
            break;
        Assert.True(body.Disposed);
    }

    [Fact]
    public async Task An_event_without_end_is_not_collected()
    {
        using var studio = new Studio(
            new StubHandler().On("POST", Path, _ => Task.FromResult(Silent(new SilentStream(null, "data: " + new string('x', 300_000))))),
            options => options.MaxResponseBytes = 100_000);
        var error = await Assert.ThrowsAsync<FalApiException>(async () => await studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation));
        Assert.Contains("MaxResponseBytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_stream_that_breaks_off_says_that_it_may_be_billed_and_is_no_failure_to_connect(int events)
    {
        using var studio = new Studio(new StubHandler().On("POST", Path, _ =>
        {
            HttpResponseMessage answer = Silent(new BrokenStream(string.Concat(Enumerable.Repeat("data: {\"images\":[]}\n\n", events)) + "data: {\"ima"));
            answer.Headers.TryAddWithoutValidation("x-fal-request-id", "stream-1");
            return Task.FromResult(answer);
        }));
        var outputs = new List<StudioOutput>();
        var error = await Assert.ThrowsAsync<FalStreamInterruptedException>(async () =>
        {
            await foreach (StudioOutput output in studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation))
                outputs.Add(output);
        });
        Assert.Equal((events, events, Studio.Id, "stream-1"), (outputs.Count, error.EventsReceived, error.EndpointId, error.RequestId));
        Assert.Contains("may be billed", error.Message, StringComparison.Ordinal);
        Assert.Single(studio.Handler.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData(": ping\n\n")]
    [InlineData("{0}{0}data: {{\"ima")]
    [InlineData("{0}data: {{\"images\":[]}}")]
    [InlineData("{0}data: {{\"images\":[]}}\n")]
    [InlineData("{0}event: event\r\ndata: {{\"images\":[]}}\r\n")]
    [InlineData("{0}data: {{\"images\":[]}}\n: ping\n")]
    [InlineData("data: {{\"images\":[]}}\r\r{0}id: 7\r")]
    public async Task A_stream_that_ends_in_order_without_its_last_event_is_interrupted(string format)
    {
        string body = string.Format(System.Globalization.CultureInfo.InvariantCulture, format, "data: {\"images\":[]}\n\n");
        using var studio = new Studio(new StubHandler().On("POST", Path, _ => Task.FromResult(Reply.Events(body))));
        var outputs = new List<StudioOutput>();
        var error = await Assert.ThrowsAsync<FalStreamInterruptedException>(async () =>
        {
            await foreach (StudioOutput output in studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation))
                outputs.Add(output);
        });
        Assert.Equal(outputs.Count, error.EventsReceived);
        Assert.Contains("may be billed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: {\"images\":[]}\n\n")]
    [InlineData("data: {\"images\":[]}\r\n\r\n")]
    [InlineData("data: {\"images\":[]}\r\r")]
    [InlineData("data: {\"images\":\ndata: []}\n\n: bye")]
    [InlineData("data: {\"images\":[]}\n\n: ping\r\n\r\n\n")]
    public async Task A_stream_that_ends_after_a_whole_event_is_whole(string body)
    {
        using var studio = new Studio(new StubHandler().On("POST", Path, _ => Task.FromResult(Reply.Events(body))));
        Assert.Single(await studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_stream_that_is_cancelled_reports_what_had_left()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var studio = new Studio(new StubHandler().On("POST", Path, _ => Task.FromResult(Silent(new SilentStream(reached, "data: {\"images\":[]}\n\n")))));
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task stream = studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: source.Token).ToListAsync(CancellationToken.None).AsTask();
        await reached.Task.WaitAsync(Cancellation);
        await source.CancelAsync();
        FalCanceledException error = await Assert.ThrowsAsync<FalCanceledException>(() => stream);
        Assert.Equal(Studio.Id, error.Attempt?.EndpointId);
        Assert.Contains("may be billed", error.Message, StringComparison.Ordinal);
    }

    private sealed class BrokenStream(string beginning) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(beginning))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new HttpIOException(HttpRequestError.ResponseEnded, "cut");
    }

    private static HttpResponseMessage Silent(Stream body)
    {
        var response = new HttpResponseMessage { Content = new StreamContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "text/event-stream");
        return response;
    }
}
