namespace KlingGen;

/// <summary>A job was not submitted, because the <see cref="FalBudget"/> cannot cover it or its cost cannot be known beforehand. Nothing was sent.</summary>
public class FalBudgetException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalBudgetException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalBudgetException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalBudgetException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What the job would have cost at most; <see langword="null"/> where that cannot be known.</summary>
    public FalCost? Estimate { get; init; }
}
