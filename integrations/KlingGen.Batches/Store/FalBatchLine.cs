namespace KlingGen.Batches;

/// <summary>One line of the inputs of a batch, checked.</summary>
public sealed record FalBatchLine
{
    /// <summary>The input as JSON, as it will be sent; where <see cref="Error"/> is set, the line as it was read.</summary>
    public required string Input { get; init; }

    /// <summary>What the job will cost, in the currency of the batch; <see langword="null"/> where that does not follow from the input.</summary>
    public decimal? Estimate { get; init; }

    /// <summary>Why the line is not an input of the endpoint, with the place; <see langword="null"/> for a good one. A bad line becomes a failed job that costs nothing.</summary>
    public string? Error { get; init; }
}
