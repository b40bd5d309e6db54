using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using KlingGen;
using Microsoft.Extensions.Logging;
using Runtime.Tests.Support;

namespace Runtime.Tests.Observability;

/// <summary>What docs/observability.md promises. The endpoint's id is this class's own, so that tests beside it are not heard.</summary>
public class TelemetryTests
{
    private const string Id = "acme/observed";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_has_its_spans_measurements_and_log_lines()
    {
        var spans = new ConcurrentQueue<Activity>();
        var measured = new ConcurrentQueue<string>();
        using ActivityListener listener = Listen(spans);
        using MeterListener meters = Measure(measured);
        using var log = new Lines();
        StubHandler handler = Handler();
        handler.OnSequence("GET", "/acme/observed/requests/job-1", Reply.Give(() => Reply.Html(503)), Reply.Give(() => Reply.Json(200, Studio.Output, ("x-fal-billable-units", "2"))));
        using var studio = new Studio(handler, options => options.LoggerFactory = log.Factory);

        await new FalEndpoint<StudioInput, StudioOutput>(studio.Client, Id).SubscribeAsync(Studio.Input, cancellationToken: Cancellation);

        Assert.Equal(["fal submit", "fal wait", "fal result"], spans.Select(span => span.DisplayName));
        Assert.All(spans, span => Assert.Equal("job-1", span.GetTagItem("fal.request_id")));
        Assert.All(spans, span => Assert.Equal(Id, span.GetTagItem("fal.endpoint")));
        Assert.All(spans, span => Assert.NotEqual(ActivityStatusCode.Error, span.Status));
        Assert.Contains("klinggen.calls 1 submit ok", measured);
        Assert.Contains("klinggen.calls 1 result ok", measured);
        Assert.Contains("klinggen.retries 1 result", measured);
        Assert.Contains("klinggen.billable_units 2", measured);
        Assert.Contains(measured, line => line.StartsWith("klinggen.wait.duration", StringComparison.Ordinal) && line.EndsWith(" ok", StringComparison.Ordinal));
        Assert.Equal([1, 3, 1, 4, 1, 2, 1], log.Ids);
    }

    [Fact]
    public async Task A_failure_is_named_by_a_word_from_a_small_set()
    {
        var spans = new ConcurrentQueue<Activity>();
        var measured = new ConcurrentQueue<string>();
        using ActivityListener listener = Listen(spans);
        using MeterListener meters = Measure(measured);
        using var log = new Lines();
        using var studio = new Studio(Handler().On("POST", "/acme/observed", Reply.Throw(() => new IOException("gone"))), options => options.LoggerFactory = log.Factory);
        var endpoint = new FalEndpoint<StudioInput, StudioOutput>(studio.Client, Id);

        await Assert.ThrowsAsync<FalSubmitUnknownException>(() => endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation));

        Activity span = Assert.Single(spans);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("submit_unknown", span.GetTagItem("error.type"));
        Assert.Contains("klinggen.calls 1 submit submit_unknown", measured);
        Assert.Equal([5], log.Ids);
        Assert.Contains("SHA-256", log.Texts[0], StringComparison.Ordinal);
    }

    private static StubHandler Handler() => new StubHandler()
        .On("POST", "/acme/observed", 200, Studio.Submitted)
        .On("GET", "/acme/observed/requests/job-1/status/stream", _ => Task.FromResult(Reply.Events("data: {\"status\":\"COMPLETED\"}\n\n")))
        .On("GET", "/acme/observed/requests/job-1", 200, Studio.Output);

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == FalTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("fal.endpoint"), Id))
                    spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure(ConcurrentQueue<string> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == FalTelemetry.Name)
                    me.EnableMeasurementEvents(instrument);
            },
        };
        void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string[] values = [.. tags.ToArray().Select(tag => $"{tag.Value}")];
            if (values.Contains(Id))
                measured.Enqueue(string.Join(' ', [name, value.ToString(System.Globalization.CultureInfo.InvariantCulture), .. values.Where(tag => tag != Id)]));
        }

        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        listener.Start();
        return listener;
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public Lines() => Factory = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(this));

        public ILoggerFactory Factory { get; }

        public List<int> Ids { get; } = [];

        public List<string> Texts { get; } = [];

        public ILogger CreateLogger(string categoryName)
        {
            Assert.Equal("KlingGen.FalClient", categoryName);
            return this;
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Ids.Add(eventId.Id);
            Texts.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
