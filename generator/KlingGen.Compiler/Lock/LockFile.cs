using System.Globalization;
using System.Text;
using KlingGen.Compiler.Json;

namespace KlingGen.Compiler;

/// <summary>
/// <c>klinggen.lock.json</c>: for every schema file of a folder its source, its hash, and the price of its endpoint. The command-line tool writes it, the
/// generator takes prices from it.
/// </summary>
/// <param name="Entries">One for each endpoint, by ordinal id.</param>
public sealed record LockFile(EquatableArray<LockEntry> Entries)
{
    /// <summary>The name of the file, beside the schemas it speaks of.</summary>
    public const string FileName = "klinggen.lock.json";

    /// <summary>The version of the format.</summary>
    public const int FormatVersion = 1;

    /// <summary>A lock file without entries.</summary>
    public static LockFile Empty { get; } = new(default(EquatableArray<LockEntry>));

    /// <summary>Reads a lock file. Nothing in it makes this throw; an entry that cannot be used is left out and told of.</summary>
    /// <param name="path">The file, as named in problems.</param>
    /// <param name="text">Its text.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <returns>The entries that can be used, and the problems.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static LockReadResult Read(string path, string text, CancellationToken cancellationToken = default) => LockReader.Read(path, text, cancellationToken);

    /// <summary>The entry of an endpoint, or null.</summary>
    /// <param name="endpointId">The endpoint's id.</param>
    public LockEntry? Find(string endpointId) => Entries.FirstOrDefault(entry => entry.EndpointId == endpointId);

    /// <summary>This file with an entry added, or in the place of the endpoint's former one.</summary>
    /// <param name="entry">The entry.</param>
    public LockFile With(LockEntry entry) =>
        new(Entries.Where(other => other.EndpointId != entry.EndpointId).Append(entry).OrderBy(static entry => entry.EndpointId, StringComparer.Ordinal).ToEquatableArray());

    /// <summary>This file without the entry of an endpoint.</summary>
    /// <param name="endpointId">The endpoint's id.</param>
    public LockFile Without(string endpointId) => new(Entries.Where(entry => entry.EndpointId != endpointId).ToEquatableArray());

    /// <summary>The text to write, in canonical form: the same for the same entries.</summary>
    public string ToText()
    {
        var text = new StringBuilder("{\n  \"endpoints\": {");
        string before = "\n";
        foreach (LockEntry entry in Entries)
        {
            Name(text, before, 4, entry.EndpointId).Append('{');
            Member(text, "\n", 6, "fetched", entry.Fetched);
            Member(text, ",\n", 6, "file", entry.File);
            if (entry.QuotedPrice is { } price)
            {
                Name(text, ",\n", 6, "price").Append('{');
                Name(text, "\n", 8, "amount").Append(Plain(price.Amount));
                Member(text, ",\n", 8, "currency", price.Currency);
                Member(text, ",\n", 8, "date", price.Date);
                if (price.Source is { } source)
                    Member(text, ",\n", 8, "source", source);
                Member(text, ",\n", 8, "unit", price.Unit);
                text.Append("\n      }");
            }
            Member(text, ",\n", 6, "sha256", entry.Sha256);
            Member(text, ",\n", 6, "source", entry.Source);
            Member(text, ",\n", 6, "tool", entry.Tool);
            text.Append("\n    }");
            before = ",\n";
        }
        text.Append(Entries.Count > 0 ? "\n  }" : "}");
        Name(text, ",\n", 2, "version").Append(FormatVersion.ToString(CultureInfo.InvariantCulture)).Append("\n}\n");
        return text.ToString();
    }

    // 0.0280 and 0.028 are one price, and one text.
    private static string Plain(decimal amount) => (amount / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static void Member(StringBuilder text, string before, int indent, string name, string value) => CanonicalJson.WriteString(Name(text, before, indent, name), value);

    private static StringBuilder Name(StringBuilder text, string before, int indent, string name)
    {
        text.Append(before).Append(' ', indent);
        CanonicalJson.WriteString(text, name);
        return text.Append(": ");
    }
}

/// <summary>What reading a lock file gave.</summary>
/// <param name="File">The entries that can be used; none where the file is not a lock file.</param>
/// <param name="Problems">What to tell its reader, in document order.</param>
public sealed record LockReadResult(LockFile File, EquatableArray<Problem> Problems);
