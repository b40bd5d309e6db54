using System.Text.Json;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Queue;

/// <summary>What a status call shows of a job: one moment, no lock needed afterwards.</summary>
internal sealed record JobSnapshot(Job Job, JobState State, int Position, IReadOnlyList<JobLog>? Logs, TimeSpan RunTime, int Version)
{
    public int HttpStatus => State == JobState.Completed ? 200 : 202;

    public ReadOnlyMemory<byte> ToJson(FalEmulatorOptions options, Addresses addresses) => JsonText.Bytes(writer => WriteTo(writer, options, addresses));

    private void WriteTo(Utf8JsonWriter writer, FalEmulatorOptions options, Addresses addresses)
    {
        writer.WriteStartObject();
        writer.WriteString("status"u8, State switch { JobState.InQueue => "IN_QUEUE", JobState.InProgress => "IN_PROGRESS", _ => "COMPLETED" });
        writer.WriteString("request_id"u8, Job.RequestId);
        if (State == JobState.InQueue)
            writer.WriteNumber("queue_position"u8, Position);
        RequestUrls.WriteTo(writer, options, addresses, Job);
        if (State != JobState.InQueue)
        {
            WriteLogs(writer, options.LogShape);
            WriteMetrics(writer);
        }

        if (State == JobState.Completed)
            WriteError(writer, options.StatusShowsModelErrors);
        writer.WriteEndObject();
    }

    private void WriteLogs(Utf8JsonWriter writer, FalLogShape shape)
    {
        if (Logs is null)
        {
            writer.WriteNull("logs"u8);
            return;
        }

        writer.WriteStartArray("logs"u8);
        foreach (JobLog log in Logs)
            log.WriteTo(writer, shape);
        writer.WriteEndArray();
    }

    private void WriteMetrics(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("metrics"u8);
        if (State == JobState.Completed)
            writer.WriteNumber("inference_time"u8, Math.Round(RunTime.TotalSeconds, 6));
        writer.WriteEndObject();
    }

    private void WriteError(Utf8JsonWriter writer, bool showModelErrors)
    {
        if (Job.Run.Failure is not { } failure || (failure.ErrorType is null && !showModelErrors))
            return;

        writer.WriteString("error"u8, failure.ErrorText);
        if (failure.ErrorType is not null)
            writer.WriteString("error_type"u8, failure.ErrorType);
    }
}
