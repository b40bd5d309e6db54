using KlingGen.Compiler;

namespace KlingGen.Cli.Errors;

/// <summary>Small help with writing sentences.</summary>
internal static class Sentences
{
    /// <summary>The framework's words for an error, as a sentence of their own.</summary>
    public static string Of(Exception error) => Ended(error.Message);

    /// <summary>The text with a full stop, where it has no end of its own.</summary>
    public static string Ended(string text)
    {
        text = text.Trim();
        return text.Length > 0 && text[^1] is not ('.' or '?' or '!') ? text + "." : text;
    }

    /// <summary>A count with its noun.</summary>
    public static string Count(int count, string noun, string? plural = null) => count == 1 ? $"1 {noun}" : $"{count} {plural ?? noun + "s"}";

    /// <summary>A problem with its place, as compilers write it.</summary>
    /// <param name="file">The file, as shown.</param>
    /// <param name="problem">The problem.</param>
    public static string At(string file, Problem problem) => $"{file}({problem.Line},{problem.Column}): {problem.Id}: {problem.Message}";
}
