using System.Text.Json.Nodes;

namespace KlingGen.Cli.Jobs;

/// <summary>Kinds of lines in the journal. A word keeps its meaning for ever.</summary>
internal static class JobEvents
{
    /// <summary>A job is about to be submitted. Written, and on the disk, before anything leaves.</summary>
    public const string Intent = "intent";

    /// <summary>The service has it: the handle.</summary>
    public const string Handle = "handle";

    /// <summary>No answer came that says what became of it.</summary>
    public const string Unknown = "unknown";

    /// <summary>Nothing was bought.</summary>
    public const string NotBought = "not-bought";

    /// <summary>The result was fetched.</summary>
    public const string Completed = "completed";

    /// <summary>Its files were saved.</summary>
    public const string Saved = "saved";

    /// <summary>It ended without a result.</summary>
    public const string Failed = "failed";

    /// <summary>The service was asked to stop it.</summary>
    public const string Cancel = "cancel";

    /// <summary>The user wants to see it no more.</summary>
    public const string Forgotten = "forgotten";
}

/// <summary>A line of the journal.</summary>
/// <param name="Job">The tool's own id of the job.</param>
/// <param name="Kind">One of <see cref="JobEvents"/>; other words are ignored.</param>
/// <param name="At">When.</param>
/// <param name="Facts">All the line says, as it stands there.</param>
internal sealed record JobEvent(string Job, string Kind, DateTimeOffset At, JsonObject Facts);
