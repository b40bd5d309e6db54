namespace KlingGen;

/// <summary>How an endpoint serves as a tool.</summary>
public sealed record FalAIFunctionOptions
{
    /// <summary>The name of the tool; <see langword="null"/> for the endpoint's id in the letters that names of tools have.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// How long a call waits for the result. Then it answers with the job's name, and <c>job_result</c> (see <c>AsJobFunctions</c>) fetches the result. <value>Default: two minutes. Zero does not wait at all.</value>
    /// </summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The folder whose files the model may name; links that lead out of it are refused. <see langword="null"/>, the default: no files.</summary>
    public string? FilesFolder { get; init; }

    /// <summary>
    /// The maximum that one call may cost, in the budget's currency. A call that costs more is refused, with words that say so; so a call below
    /// <c>approveAbove</c> needs no approval although the endpoint could cost more. <see langword="null"/>, the default: no limit but the budget.
    /// </summary>
    public decimal? MaxCostPerCall { get; init; }

    /// <summary>Called with the handle of each job before its result is waited for: the place to store it, see docs/surviving-crashes.md.</summary>
    public Func<FalJobHandle, CancellationToken, ValueTask>? OnEnqueue { get; init; }

    /// <summary>The options of every call; <see cref="FalCallOptions.Timeout"/> limits the submit with its uploads.</summary>
    public FalCallOptions? CallOptions { get; init; }
}
