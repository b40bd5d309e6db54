namespace KlingGen.Cli.Errors;

/// <summary>The one way a command fails: a code for scripts and a sentence for people that names the place and the remedy.</summary>
internal sealed class CliException(int exitCode, string sentence, Exception? inner = null) : Exception(sentence, inner)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;

    public static CliException Usage(string sentence) => new(ExitCodes.Usage, sentence);

    public static CliException Unusable(string sentence, Exception? inner = null) => new(ExitCodes.Unusable, sentence, inner);

    public static CliException Service(string sentence, Exception? inner = null) => new(ExitCodes.Service, sentence, inner);

    public static CliException Unwritable(string sentence, Exception? inner = null) => new(ExitCodes.Unwritable, sentence, inner);
}
