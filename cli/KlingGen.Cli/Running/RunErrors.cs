namespace KlingGen.Cli.Running;

/// <summary>The library's errors as the tool says them: a code, a sentence, and the way on.</summary>
internal static class RunErrors
{
    private const int LongestMessage = 420;

    /// <summary>A submit that brought no job.</summary>
    /// <param name="error">What the library threw.</param>
    /// <param name="job">The job's own id.</param>
    public static CliException OfSubmit(Exception error, string job)
    {
        if (Reservation.WasNeverBought(error))
            return error is OperationCanceledException
                ? new CliException(ExitCodes.Cancelled, "Cancelled before anything was submitted; nothing was bought.", error)
                : CliException.Service($"{Short(error)} Nothing was bought.", error);
        return new CliException(
            error is OperationCanceledException ? ExitCodes.Cancelled : ExitCodes.Unknown,
            $"It is not known whether the job was bought: {Short(error)} It is not sent again. Look for it in the service's request list before you do; see 'klinggen jobs show {job}'.",
            error);
    }

    /// <summary>A job that was submitted, and whose result was not reached.</summary>
    public static CliException OfWait(Exception error, string job, bool isEphemeral)
    {
        string on = isEphemeral ? "" : $" The job goes on; 'klinggen jobs wait {job}' takes it up again.";
        return error is OperationCanceledException
            ? new CliException(ExitCodes.Cancelled, $"The wait was cancelled, not the job.{on}", error)
            : CliException.Service($"{Short(error)}{on}", error);
    }

    /// <summary>A job that ended without a result.</summary>
    public static CliException OfJob(Exception error, string job) => CliException.Service($"Job {job} failed: {Short(error)}", error);

    /// <summary>A result whose files could not all be saved.</summary>
    public static CliException OfFile(Exception error, string job)
    {
        string on = $" The result is kept by the service; 'klinggen jobs download {job}' tries again.";
        return error switch
        {
            OperationCanceledException => new CliException(ExitCodes.Cancelled, $"Cancelled while files were saved.{on}", error),
            IOException or UnauthorizedAccessException => CliException.Unwritable($"A file could not be saved: {Short(error)}{on}", error),
            _ => CliException.Service($"A file could not be fetched: {Short(error)}{on}", error),
        };
    }

    /// <summary>Whether the library, or what it stands on, throws this for a call.</summary>
    public static bool IsCall(Exception error) => error is FalException or OperationCanceledException;

    /// <summary>The error's words, in one line of a bearable length.</summary>
    public static string Short(Exception error)
    {
        string text = CliFailure.OneLine(error.Message);
        return Sentences.Ended(text.Length <= LongestMessage ? text : text[..LongestMessage] + "…");
    }
}
