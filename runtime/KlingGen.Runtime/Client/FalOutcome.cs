namespace KlingGen;

/// <summary>How one input of <c>RunManyAsync</c> ended: with a result, or with an error.</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the output.</typeparam>
public sealed record FalOutcome<TInput, TOutput>
{
    /// <summary>The place of the input in the sequence, from 0. Outcomes come in the order in which jobs finish.</summary>
    public required int Index { get; init; }

    /// <summary>The input.</summary>
    public required TInput Input { get; init; }

    /// <summary>The result; <see langword="null"/> when the call failed.</summary>
    public FalResult<TOutput>? Result { get; init; }

    /// <summary>The failure; <see langword="null"/> when the call succeeded.</summary>
    public Exception? Error { get; init; }

    /// <summary>The job; <see langword="null"/> when none was made.</summary>
    public FalJobHandle? Handle { get; init; }

    /// <summary>Whether there is a result.</summary>
    public bool IsSuccess => Result is not null;

    /// <summary>The result, or the failure thrown.</summary>
    /// <returns>The result.</returns>
    public FalResult<TOutput> GetResult() => Result ?? throw (Error ?? new InvalidOperationException("The outcome has neither a result nor an error."));
}
