using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;

namespace KlingGen.Cli.Running;

/// <summary>Reports how a job goes: lines on standard error for a person, with <c>--jsonl</c> events on standard output for a program.</summary>
internal sealed class RunVoice(CliHost host, Reporter reporter, bool isJsonl)
{
    public static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly long _started = host.Time.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _lastStates = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is printed for people: in a batch each line is reported as a whole.</summary>
    public bool IsSilent { get; init; }

    /// <summary>A sentence for a person.</summary>
    public void Note(string sentence)
    {
        if (!isJsonl && !IsSilent)
            reporter.Note(Shown.Clean(sentence));
    }

    /// <summary>Something that must be seen whatever was asked for.</summary>
    public void Complain(string sentence) => reporter.Complain(sentence);

    /// <summary>An event for a program.</summary>
    public void Event(string name, JsonObject facts)
    {
        if (!isJsonl)
            return;
        var line = new JsonObject { ["event"] = name, ["at"] = host.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) };
        foreach ((string key, JsonNode? value) in facts)
            line[key] = value?.DeepClone();
        lock (_gate)
        {
            host.Output.Write(line.ToJsonString(OneLine) + "\n");
            host.Output.Flush();
        }
    }

    /// <summary>What the queue says, with new log lines behind it.</summary>
    public void Status(string job, FalQueueStatus status)
    {
        string state = (status with { NewLogs = [] }).ToString();
        if (IsNews(job, state))
        {
            Note($"{Elapsed()} {state}");
            Event("status", new JsonObject { ["job"] = job, ["state"] = status.StateText ?? status.State.ToString(), ["queuePosition"] = status.QueuePosition });
        }
        foreach (FalLogEntry entry in status.NewLogs)
        {
            Note($"{Elapsed()}   {entry.Message}");
            Event("log", new JsonObject { ["job"] = job, ["level"] = entry.Level, ["message"] = entry.Message });
        }
    }

    private bool IsNews(string job, string state)
    {
        lock (_gate)
        {
            if (_lastStates.GetValueOrDefault(job) == state)
                return false;
            _lastStates[job] = state;
            return true;
        }
    }

    private string Elapsed() => string.Create(CultureInfo.InvariantCulture, $"[{host.Time.GetElapsedTime(_started).TotalSeconds,5:0.0} s]");
}
