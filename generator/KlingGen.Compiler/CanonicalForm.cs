using System.Security.Cryptography;
using System.Text;
using KlingGen.Compiler.Json;

namespace KlingGen.Compiler;

/// <summary>
/// The one text of a JSON value: members by ordinal name at every level, two blanks of indent, <c>\n</c>, one spelling for each number, the
/// fewest escapes. Two documents are the same exactly where their canonical forms are. Described in <c>docs/cli/canonical-form.md</c>.
/// </summary>
/// <param name="Text">The text, ended by <c>\n</c>, without a byte order mark and without lone surrogates.</param>
public sealed record CanonicalForm(string Text)
{
    /// <summary>The deepest nesting that has a canonical form: 64 levels, as for everything that reads a schema file.</summary>
    public const int MaxDepth = JsonDocument.MaxDepth;

    /// <summary>SHA-256 of the text in UTF-8, 64 lower-case hexadecimal digits.</summary>
    public string Sha256
    {
        get
        {
            using var sha256 = SHA256.Create();
            return string.Concat(sha256.ComputeHash(Encoding.UTF8.GetBytes(Text)).Select(static b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Reads a JSON text. Nothing in it makes this throw.</summary>
    /// <param name="path">The file, as named in problems.</param>
    /// <param name="text">Its text; a byte order mark at its start is dropped.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <returns>The canonical form, or none where the text is not JSON or nested too deeply; and the problems.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CanonicalResult Of(string path, string text, CancellationToken cancellationToken = default)
    {
        JsonDocument document = JsonDocument.Parse(text, cancellationToken);
        var problems = new ProblemList(path, document.Lines);
        if (document.Error is { } error)
        {
            problems.Add(ProblemIds.NotJson, $"The file is not JSON: {error.Message}.", error.Start, error.Length);
            return new CanonicalResult(null, problems.ToArray());
        }
        if (problems.IsTooDeep(document))
            return new CanonicalResult(null, problems.ToArray());
        foreach (JsonMember duplicate in document.Duplicates)
            problems.Add(ProblemIds.DuplicateMember, $"The member '{duplicate.Name}' occurs twice in one object; the last one counts.", duplicate);
        return new CanonicalResult(new CanonicalForm(CanonicalJson.WriteIndented(document.Root!)), problems.ToArray());
    }
}

/// <summary>What asking for a canonical form gave.</summary>
/// <param name="Form">The form, or null where the text has none; a problem then says why.</param>
/// <param name="Problems">What to report to the reader of the file, in document order.</param>
public sealed record CanonicalResult(CanonicalForm? Form, EquatableArray<Problem> Problems);
