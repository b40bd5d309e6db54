using System.Text.RegularExpressions;
using KlingGen.CompilerServices;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Asks the runtime's own translation what a pattern means: what it cannot check is said by the build.</summary>
internal static class PatternReader
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    /// <summary>Why the runtime cannot check the pattern, as the beginning of a sentence; null when it can.</summary>
    public static string? WhyNotUnderstood(string pattern)
    {
        if (EcmaPattern.Translate(pattern, unicodeClasses: true, out string? problem) is not { } translated)
            return problem;
        return Make(translated) is null ? "it is not a regular expression" : null;
    }

    /// <summary>Whether the text matches, as the runtime would say; null where it cannot be decided.</summary>
    public static bool? IsMatch(string pattern, string text)
    {
        bool? result = false;
        foreach (bool unicode in (bool[])[true, false])
        {
            if (EcmaPattern.Translate(pattern, unicode, out _) is not { } translated || Make(translated) is not { } regex)
                return null;
            try
            {
                if (regex.IsMatch(text))
                    return true;
            }
            catch (RegexMatchTimeoutException)
            {
                result = null;
            }
        }
        return result;
    }

    private static Regex? Make(string translated)
    {
        try
        {
            return new Regex(translated, RegexOptions.CultureInvariant, s_limit);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
