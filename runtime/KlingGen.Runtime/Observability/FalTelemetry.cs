using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace KlingGen;

/// <summary>Names under which this library can be observed; see <c>docs/observability.md</c>.</summary>
public static class FalTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "KlingGen";
}

/// <summary>Spans and measurements. Nothing in them is secret, and nothing of an input or output is in them.</summary>
internal static class Telemetry
{
    /// <summary>The service's name in <c>gen_ai.provider.name</c>, and that of its adapters.</summary>
    public const string Provider = "fal";

    private static readonly ActivitySource Source = new(FalTelemetry.Name, UserAgent.Version);
    private static readonly Meter Meter = new(FalTelemetry.Name, UserAgent.Version);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("klinggen.calls", "{call}", "Submits, runs, streams, results and cancellations by how they ended.");
    private static readonly Histogram<double> Waits = Meter.CreateHistogram<double>("klinggen.wait.duration", "s", "Time from the start of waiting for a job to its completion.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("klinggen.retries", "{retry}", "Requests that were made again.");
    private static readonly Counter<double> Units = Meter.CreateCounter<double>("klinggen.billable_units", "{unit}", "Units billed, in the unit of the endpoint.");

    public static Activity? Start(string name, string? endpointId, FalJobHandle? handle)
    {
        if (!Source.HasListeners())
            return null;
        Activity? span = Source.StartActivity("fal " + name, ActivityKind.Client);
        if (span is null)
            return null;
        span.SetTag("fal.endpoint", endpointId);
        span.SetTag("gen_ai.provider.name", Provider);
        if (endpointId is not null)
            span.SetTag("gen_ai.request.model", endpointId);
        if (handle is not null)
            SetRequest(span, handle.RequestId);
        return span;
    }

    /// <summary>Notes which request a span is about: in our name for it and in the one of OpenTelemetry's conventions for generative models.</summary>
    public static void SetRequest(Activity? span, string? requestId)
    {
        span?.SetTag("fal.request_id", requestId);
        span?.SetTag("gen_ai.response.id", requestId);
    }

    /// <summary>Notes the failure of a call. Stands in an exception filter, so that the stack is still whole, and never catches.</summary>
    /// <returns>False.</returns>
    public static bool Failed(Activity? span, FalOperation operation, string? endpointId, Exception error)
    {
        Fail(span, error);
        if (Calls.Enabled)
            Calls.Add(1, new("fal.operation", operation.Name()), new("fal.endpoint", endpointId), new("fal.outcome", ErrorType(error)));
        return false;
    }

    public static void Succeeded(FalOperation operation, string? endpointId)
    {
        if (Calls.Enabled)
            Calls.Add(1, new("fal.operation", operation.Name()), new("fal.endpoint", endpointId), new("fal.outcome", "ok"));
    }

    /// <summary>Marks a span as failed.</summary>
    /// <returns>False, for an exception filter that does not catch.</returns>
    public static bool Fail(Activity? span, Exception error)
    {
        if (span is null)
            return false;
        if (error is FalException { RequestId: { } id })
            SetRequest(span, id);
        span.SetTag("error.type", ErrorType(error));
        span.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
        return false;
    }

    public static void Waited(string endpointId, TimeSpan waited, string outcome)
    {
        if (Waits.Enabled)
            Waits.Record(waited.TotalSeconds, new("fal.endpoint", endpointId), new("fal.outcome", outcome));
    }

    public static void Retried(FalOperation operation, string? endpointId)
    {
        if (Retries.Enabled)
            Retries.Add(1, new("fal.operation", operation.Name()), new("fal.endpoint", endpointId));
    }

    public static void Billed(string endpointId, decimal units)
    {
        if (Units.Enabled)
            Units.Add((double)units, new KeyValuePair<string, object?>("fal.endpoint", endpointId));
    }

    /// <summary>A word from a small set: the service's own name of the failure, or a name of ours.</summary>
    public static string ErrorType(Exception error) => error switch
    {
        FalSubmitUnknownException => "submit_unknown",
        FalTimeoutException => "timeout",
        FalConnectionException or FalJobUnreachableException => "connection",
        FalStreamInterruptedException => "stream_interrupted",
        OperationCanceledException => "canceled",
        FalValidationException => "validation",
        FalApiException { StatusCode: { } status } => $"{(int)status}",
        _ => error.GetType().Name,
    };
}
