using System.ComponentModel;
using System.Text;
using System.Text.RegularExpressions;

namespace KlingGen.CompilerServices;

/// <summary>A pattern of a schema: an ECMAScript regular expression, matched anywhere in a text.</summary>
/// <remarks>
/// <para>Matching takes time linear in the text. A pattern that needs look-around or back-references gets a time limit instead; a text that
/// exceeds it counts as matching, because only the service can decide. So does every text where a pattern cannot be understood.</para>
/// <para>Where ECMAScript and Unicode disagree about <c>\w</c>, <c>\d</c>, <c>\s</c> or <c>\b</c>, a text must fail both readings to be refused.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalPattern
{
    /// <summary>How long one match may take where linear time cannot be had.</summary>
    private static readonly TimeSpan BacktrackingTimeLimit = TimeSpan.FromMilliseconds(100);

    /// <summary>The same for linear time: large counts make each character dear.</summary>
    private static readonly TimeSpan LinearTimeLimit = TimeSpan.FromSeconds(2);

    private readonly string _pattern;
    private readonly Lazy<Reading> _strict;
    private readonly Lazy<Reading> _unicode;

    /// <summary>Takes a pattern. It is compiled when first used; a faulty one is never an error here.</summary>
    /// <param name="pattern">The regular expression as it stands in the schema.</param>
    /// <exception cref="ArgumentNullException"><paramref name="pattern"/> is null.</exception>
    public FalPattern(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        _pattern = pattern;
        _strict = new Lazy<Reading>(() => Reading.Make(EcmaPattern.Translate(pattern, unicodeClasses: false, out _)));
        _unicode = new Lazy<Reading>(() => Reading.Make(EcmaPattern.Translate(pattern, unicodeClasses: true, out _)));
    }

    /// <summary>Whether matching takes time linear in the text, by construction; else it has a time limit.</summary>
    internal bool IsLinear => _unicode.Value.IsLinear;

    /// <summary>How long one match may take.</summary>
    internal TimeSpan TimeLimit => IsLinear ? LinearTimeLimit : BacktrackingTimeLimit;

    /// <summary>Whether the pattern was understood.</summary>
    internal bool IsUnderstood => _unicode.Value.IsUnderstood;

    /// <summary>Whether the text matches somewhere.</summary>
    /// <param name="text">The text.</param>
    /// <returns>False only when it certainly does not.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public bool IsMatch(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = WithoutHalfPairs(text);

        // For ASCII the two readings are one.
        return _unicode.Value.IsMatch(text) || (!Ascii.IsValid(text) && _strict.Value.IsMatch(text));
    }

    /// <summary>The pattern as it stands in the schema.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _pattern;

    // What is written is U+FFFD, so that is what the pattern sees. A valid text is handed through.
    private static string WithoutHalfPairs(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0) return text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }

    private sealed class Reading
    {
        private readonly Regex? _regex;

        private Reading(Regex? regex) => _regex = regex;

        public bool IsUnderstood => _regex is not null;

        public bool IsLinear => _regex is null || _regex.Options.HasFlag(RegexOptions.NonBacktracking);

        public static Reading Make(string? translated)
        {
            if (translated is null) return new Reading(null);
            return new Reading(TryMake(translated, RegexOptions.NonBacktracking, LinearTimeLimit) ?? TryMake(translated, RegexOptions.None, BacktrackingTimeLimit));
        }

        public bool IsMatch(string text)
        {
            if (_regex is null) return true;
            try
            {
                return _regex.IsMatch(text);
            }
            catch (RegexMatchTimeoutException)
            {
                return true;
            }
        }

        private static Regex? TryMake(string pattern, RegexOptions options, TimeSpan limit)
        {
            try
            {
                return new Regex(pattern, options | RegexOptions.CultureInvariant, limit);
            }
            catch (Exception error) when (error is ArgumentException or NotSupportedException)
            {
                return null;
            }
        }
    }
}
