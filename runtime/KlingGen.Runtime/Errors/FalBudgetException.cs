namespace KlingGen;

/// <summary>A job was not submitted, because the <see cref="FalBudget"/> has no room for it or its cost cannot be known beforehand. Nothing was sent.</summary>
public class FalBudgetException : FalException
{
    /// <summary>Creates the exception without a text.</summary>
    public FalBudgetException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and what helps.</param>
    public FalBudgetException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and what helps.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalBudgetException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What the job would have cost at most; <see langword="null"/> where that cannot be known.</summary>
    public FalCost? Estimate { get; init; }
}
