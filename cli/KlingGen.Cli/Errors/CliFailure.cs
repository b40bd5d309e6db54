using System.Globalization;
using System.Text;

namespace KlingGen.Cli.Errors;

/// <summary>How a command ended badly, as reported to the caller.</summary>
internal sealed record CliFailure(int ExitCode, string Sentence, Exception Cause)
{
    /// <summary>The last resort: what no command has turned into a <see cref="CliException"/> still ends in one sentence.</summary>
    public static CliFailure Of(Exception error)
    {
        CliFailure failure = Classify(error);
        return failure with { Sentence = OneLine(failure.Sentence) };
    }

    private static CliFailure Classify(Exception error) => error switch
    {
        CliException known => new(known.ExitCode, known.Message, known),
        OperationCanceledException => new(ExitCodes.Cancelled, "Cancelled; nothing was left half-written.", error),
        UnauthorizedAccessException or IOException => new(ExitCodes.Unwritable, $"A file could not be used: {Sentences.Of(error)}", error),
        _ => new(
            ExitCodes.Bug,
            $"This is a mistake in klinggen itself ({error.GetType().Name}: {error.Message}). Run the command with --verbose and report what it prints.",
            error),
    };

    // A hostile id or file name must neither move the cursor nor start a second line.
    public static string OneLine(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c) && clean.Length > 0 && clean[^1] == ' ')
                continue;
            clean.Append(char.IsWhiteSpace(c) ? ' ' : char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '\uFFFD' : c);
        }
        return clean.ToString().Trim();
    }
}
