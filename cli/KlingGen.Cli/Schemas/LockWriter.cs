using System.Globalization;
using System.Text;
using KlingGen.Compiler;
using KlingGen.Compiler.Json;

namespace KlingGen.Cli.Schemas;

/// <summary>Changes and writes <see cref="LockFile"/>. The compiler only reads it.</summary>
internal static class LockWriter
{
    /// <summary>The file with an entry added, or in the place of the endpoint's former one.</summary>
    public static LockFile With(this LockFile file, LockEntry entry) =>
        new(file.Entries.Where(other => other.EndpointId != entry.EndpointId).Append(entry).OrderBy(static entry => entry.EndpointId, StringComparer.Ordinal).ToEquatableArray());

    /// <summary>The text to write, in canonical form: the same for the same entries.</summary>
    public static string ToText(this LockFile file)
    {
        var text = new StringBuilder("{\n  \"endpoints\": {");
        string before = "\n";
        foreach (LockEntry entry in file.Entries)
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
        text.Append(file.Entries.Count > 0 ? "\n  }" : "}");
        Name(text, ",\n", 2, "version").Append(LockFile.FormatVersion.ToString(CultureInfo.InvariantCulture)).Append("\n}\n");
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
