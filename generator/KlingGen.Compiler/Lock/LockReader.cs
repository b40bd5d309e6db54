using System.Globalization;
using KlingGen.Compiler.Json;
using KlingGen.Compiler.OpenApi;

namespace KlingGen.Compiler;

/// <summary>Reads <see cref="LockFile"/>.</summary>
internal sealed class LockReader(ProblemList problems)
{
    private const string Remedy = "Restore it from version control, or delete it and add its schema files again with 'klinggen add'.";

    public static LockReadResult Read(string path, string text, CancellationToken cancellationToken)
    {
        JsonDocument document = JsonDocument.Parse(text, cancellationToken);
        var problems = new ProblemList(path, document.Lines);
        LockFile file = document switch
        {
            { Error: { } error } => Unusable(problems, $"The lock file is not JSON: {error.Message}. {Remedy}", error.Start, error.Length),
            { TooDeep: { } start } => Unusable(problems, $"The lock file is nested more than {JsonDocument.MaxDepth} levels deep. {Remedy}", start, 1),
            { Root: { IsObject: true } root } => new LockReader(problems).File(root),
            { Root: { } root } => Unusable(problems, $"The lock file is not a JSON object. {Remedy}", root.Start, root.End - root.Start),
            _ => Unusable(problems, $"The lock file is empty. {Remedy}", 0, 0),
        };
        foreach (JsonMember duplicate in document.Duplicates)
            problems.Add(ProblemIds.LockFile, $"The member '{duplicate.Name}' occurs twice in one object of the lock file; the last one counts. {Remedy}", duplicate);
        return new LockReadResult(file, problems.ToArray());
    }

    private static LockFile Unusable(ProblemList problems, string message, int start, int length)
    {
        problems.Add(ProblemIds.LockFile, message, start, length);
        return LockFile.Empty;
    }

    private LockFile File(JsonNode root)
    {
        if (root["version"] is not { } version || Literals.Whole(version) != LockFile.FormatVersion)
        {
            return Unusable(
                problems, $"The lock file has another version than {LockFile.FormatVersion}, the one this version of KlingGen reads. Update KlingGen, or: {Remedy}",
                (root["version"] ?? root).Start, root["version"] is { } found ? found.End - found.Start : 1);
        }
        if (root["endpoints"] is not { IsObject: true } endpoints)
            return Unusable(problems, $"The lock file has no object 'endpoints'. {Remedy}", root.Start, 1);

        var entries = new Dictionary<string, LockEntry>(StringComparer.Ordinal);
        foreach (JsonMember member in endpoints.Members)
            if (Entry(member) is { } entry)
                entries[member.Name] = entry;
        return new LockFile(entries.Values.OrderBy(static entry => entry.EndpointId, StringComparer.Ordinal).ToEquatableArray());
    }

    private LockEntry? Entry(JsonMember member)
    {
        JsonNode node = member.Value;
        string? file = Text(node, "file"), source = Text(node, "source"), fetched = Text(node, "fetched"), sha256 = Text(node, "sha256"), tool = Text(node, "tool");
        if (file is null || source is null || fetched is null || tool is null || sha256 is null || !IsHash(sha256))
        {
            problems.Add(ProblemIds.LockFile, $"The lock file's entry of '{member.Name}' is left out: it needs the texts 'fetched', 'file', 'source', 'tool' and 'sha256' (64 hexadecimal digits). {Remedy}", member);
            return null;
        }
        return new LockEntry { EndpointId = member.Name, File = file, Source = source, Fetched = fetched, Sha256 = sha256, Tool = tool, QuotedPrice = Price(member) };
    }

    private LockPrice? Price(JsonMember entry)
    {
        if (entry.Value["price"] is not { IsNull: false } node)
            return null;
        if (Text(node, "unit") is { } unit && Text(node, "currency") is { } currency && LockPrice.IsCurrency(currency)
            && Text(node, "date") is { } date && DateTime.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && node["amount"] is { IsNumber: true } amount && decimal.TryParse(amount.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) && value >= 0)
            return new LockPrice(value, unit, currency, date) { Source = Text(node, "source") };

        problems.Add(ProblemIds.LockFile, $"The price of '{entry.Name}' is left out: it needs the number 'amount' (0 or more), the texts 'unit' and 'currency' (three capital letters) and the day 'date' (yyyy-MM-dd). {Remedy}", node);
        return null;
    }

    private static string? Text(JsonNode node, string name) => node[name] is { IsString: true } text ? text.Text : null;

    private static bool IsHash(string text) => text.Length == 64 && text.All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
