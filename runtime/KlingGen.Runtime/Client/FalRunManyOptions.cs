namespace KlingGen;

/// <summary>How many inputs are run; see <see cref="IFalEndpoint{TInput, TOutput}.RunManyAsync(IAsyncEnumerable{TInput}, FalRunManyOptions?, CancellationToken)"/>.</summary>
public sealed record FalRunManyOptions
{
    /// <summary>
    /// How many jobs may be under way at a time, at least 1. A place is free again when the loop asks for the outcome after the job's, so that a slow reader slows the submits down.
    /// <value>Default: 4.</value>
    /// </summary>
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>
    /// A limit to what the jobs may cost. An input that it cannot cover waits for what is under way to give something back; when nothing is, its outcome is a
    /// <see cref="FalBudgetException"/>, and no further input is taken. <see langword="null"/>: no limit.
    /// </summary>
    public FalBudget? Budget { get; init; }

    /// <summary>The options of each call; <see cref="FalCallOptions.Timeout"/> limits each job by itself.</summary>
    public FalCallOptions? CallOptions { get; init; }

    /// <summary>
    /// Called with the place of an input and its handle, and awaited before the waiting for the job starts: the place to store it. Never called twice at a time.
    /// When it fails, the job stays, and its outcome is a <see cref="FalEnqueueCallbackException"/> with the handle.
    /// </summary>
    public Func<int, FalJobHandle, CancellationToken, ValueTask>? OnEnqueue { get; init; }

    internal static FalRunManyOptions Default { get; } = new();
}
