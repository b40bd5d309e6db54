using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using KlingGen;
using Microsoft.Extensions.Logging;
using Runtime.Tests.Support;

namespace Runtime.Tests.Safety;

/// <summary>The key is a canary. It is looked for in everything that leaves the library apart from the one header.</summary>
public class SecretTests
{
    private const string Secret = "canary-secret-0123456789";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_key_is_in_no_log_span_measurement_text_or_exception()
    {
        var written = new Writings();
        using ActivityListener spans = written.ListenToSpans();
        using MeterListener meters = written.ListenToMeters();
        using var loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(written));

        // The other side repeats the key wherever it can.
        string echo = $$"""{"detail":"bad key {{Studio.Key}}","error_type":"{{Secret}}","message":"Authorization: Key {{Studio.Key}}"}""";
        string list = $$"""{"detail":[{"loc":["body","prompt"],"msg":"{{Secret}}","type":"x","ctx":{"k":"{{Studio.Key}}"},"input":"{{Studio.Key}}"}]}""";
        Func<StubHandler.Call, Task<HttpResponseMessage>>[] answers =
        [
            Reply.Give(() => Reply.Json(401, echo)),
            Reply.Give(() => Reply.Json(422, list)),
            Reply.Give(() => Reply.Json(500, echo, ("x-fal-request-id", Secret), ("x-fal-error-type", Secret))),
            Reply.Give(() => Reply.Json(200, echo)),
            Reply.Give(() => Reply.Html(502, $"<html>{Secret}</html>")),
            Reply.Give(() => Reply.Raw(503, Encoding.UTF8.GetBytes(Secret), "text/plain")),
            Reply.Throw(() => new HttpRequestException($"could not send Authorization: Key {Studio.Key}")),
            Reply.Throw(() => new HttpRequestException("outer", new IOException($"inner {Secret}"))),
        ];
        foreach (Func<StubHandler.Call, Task<HttpResponseMessage>> answer in answers)
        {
            StubHandler handler = new StubHandler()
                .On("POST", Studio.Submit, answer).On("POST", Studio.Submit + "/stream", answer)
                .On("GET", Studio.Status, answer).On("GET", Studio.StatusStream, answer).On("GET", Studio.Job, answer).On("PUT", Studio.Cancel, answer);
            using var studio = new Studio(handler, options => options.LoggerFactory = loggers);
            written.Add(studio.Client.ToString());
            FalJob<StudioOutput> job = studio.Endpoint.Resume(Studio.Handle);
            written.Add(job.ToString());
            await NoteAsync(written, () => studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation));
            await NoteAsync(written, () => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation));
            await NoteAsync(written, () => studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());
            await NoteAsync(written, () => studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: Cancellation));
            await NoteAsync(written, () => job.WaitAsync(cancellationToken: Cancellation));
            await NoteAsync(written, () => job.GetResultAsync(Cancellation));
            await NoteAsync(written, () => job.CancelAsync(Cancellation));
        }

        written.Add(new FalClientOptions { ApiKey = Studio.Key }.ToString());
        written.Add(new FalCallOptions().ToString());
        Assert.True(written.Logs > 20 && written.Spans > 20 && written.Measurements > 20 && written.Errors > 40, written.ToString());
        Assert.DoesNotContain(Secret, written.Text, StringComparison.Ordinal);
    }

    private static async Task NoteAsync(Writings written, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception error) when (error is FalException)
        {
            written.Note(error);
        }
    }

    private sealed class Writings : ILoggerProvider, ILogger
    {
        private readonly StringBuilder _text = new();

        public int Logs { get; private set; }

        public int Spans { get; private set; }

        public int Measurements { get; private set; }

        public int Errors { get; private set; }

        public string Text
        {
            get
            {
                lock (_text)
                    return _text.ToString();
            }
        }

        public void Add(string text)
        {
            lock (_text)
                _text.AppendLine(text);
        }

        // Bodies are the caller's to show; they too are free of the key.
        public void Note(Exception error)
        {
            Errors++;
            Add(error.ToString());
            Add(error.Message);
            if (error is FalApiException api)
                Add($"{api.Body} {api.ErrorType} {api.RequestId} {string.Join(" ", api.ValidationErrors.Select(finding => finding.ToString() + finding.Limit + finding.Actual))}");
            if (error is FalSubmitUnknownException unknown)
                Add($"{unknown.Body} {unknown.Attempt} {unknown.RequestId}");
        }

        public ActivityListener ListenToSpans()
        {
            var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == FalTelemetry.Name,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = span =>
                {
                    Spans++;
                    Add($"{span.DisplayName} {span.StatusDescription} {string.Join(" ", span.TagObjects)} {string.Join(" ", span.Events.SelectMany(e => e.Tags))}");
                },
            };
            ActivitySource.AddActivityListener(listener);
            return listener;
        }

        public MeterListener ListenToMeters()
        {
            var listener = new MeterListener
            {
                InstrumentPublished = (instrument, me) =>
                {
                    if (instrument.Meter.Name == FalTelemetry.Name)
                        me.EnableMeasurementEvents(instrument);
                },
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument.Name, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument.Name, tags));
            listener.Start();
            return listener;
        }

        private void Measured(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Measurements++;
            Add(name + " " + string.Join(" ", tags.ToArray()));
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Logs++;
            Add(formatter(state, exception) + exception);
        }

        public void Dispose()
        {
        }

        public override string ToString() => $"{Logs} log lines, {Spans} spans, {Measurements} measurements, {Errors} errors";
    }
}
