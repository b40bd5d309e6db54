using System.Text;
using System.Text.Json;
using KlingGen.Cli.Hosting;
using KlingGen.Compiler;

namespace KlingGen.Cli.Output.Sarif;

/// <summary>Findings in the Static Analysis Results Interchange Format 2.1.0, which code hosts and editors read.</summary>
internal static class SarifLog
{
    private const string Root = "SRCROOT";

    /// <summary>Writes one run.</summary>
    /// <param name="folder">The working directory; files below it are named from there.</param>
    /// <param name="rules">The rules that can be found, by id.</param>
    /// <param name="results">What was found.</param>
    /// <param name="pages">Where the rules are explained; the pages of this build if omitted.</param>
    public static string Write(string folder, IReadOnlyList<SarifRule> rules, IReadOnlyList<SarifResult> results, HelpPages? pages = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema"u8, "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version"u8, "2.1.0");
            json.WriteStartArray("runs"u8);
            json.WriteStartObject();
            Tool(json, rules, pages ?? HelpPages.Current);
            json.WriteString("columnKind"u8, "utf16CodeUnits");
            json.WriteStartObject("originalUriBaseIds"u8);
            json.WriteStartObject(Root);
            json.WriteString("uri"u8, new Uri(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar).AbsoluteUri);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("results"u8);
            var index = rules.Select(static (rule, i) => (rule.Id, i)).ToDictionary(static pair => pair.Id, static pair => pair.i, StringComparer.Ordinal);
            foreach (SarifResult result in results)
                Result(json, folder, index[result.RuleId], result);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void Tool(Utf8JsonWriter json, IReadOnlyList<SarifRule> rules, HelpPages pages)
    {
        json.WriteStartObject("tool"u8);
        json.WriteStartObject("driver"u8);
        json.WriteString("name"u8, "klinggen");
        json.WriteString("semanticVersion"u8, ToolVersion.Text);
        json.WriteStartArray("rules"u8);
        foreach (SarifRule rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, rule.Id);
            json.WriteString("name"u8, rule.Name);
            Text(json, "shortDescription"u8, rule.Title);

            if (pages.UriOf(rule.Id) is { } uri)
                json.WriteString("helpUri"u8, uri);
            json.WriteStartObject("help"u8);
            json.WriteString("text"u8, $"{rule.Title} {pages.SentenceOf(rule.Id)}");
            json.WriteString("markdown"u8, pages.UriOf(rule.Id) is null ? $"{rule.Title} Run `{HelpPages.CommandOf(rule.Id)}` to read more." : $"{rule.Title} See {pages.MarkdownOf(rule.Id)}.");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, string folder, int ruleIndex, SarifResult result)
    {
        json.WriteStartObject();
        json.WriteString("ruleId"u8, result.RuleId);
        json.WriteNumber("ruleIndex"u8, ruleIndex);
        json.WriteString("level"u8, result.Level);
        Text(json, "message"u8, result.Message);
        json.WriteStartArray("locations"u8);
        json.WriteStartObject();
        if (result.Path is { } path)
            Physical(json, folder, path, result.Place);
        if (result.Member is { } member)
        {
            json.WriteStartArray("logicalLocations"u8);
            json.WriteStartObject();
            json.WriteString("fullyQualifiedName"u8, member);
            json.WriteString("kind"u8, member.Contains('.', StringComparison.Ordinal) ? "member" : "type");
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndArray();
        if (result.Suppression is { } reason)
        {
            json.WriteStartArray("suppressions"u8);
            json.WriteStartObject();
            json.WriteString("kind"u8, "external");
            json.WriteString("justification"u8, reason);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        if (result.Facts.Count > 0)
        {
            json.WriteStartObject("properties"u8);
            foreach ((string name, string value) in result.Facts)
                json.WriteString(name, value);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Physical(Utf8JsonWriter json, string folder, string path, (int Line, int Column)? place)
    {
        json.WriteStartObject("physicalLocation"u8);
        json.WriteStartObject("artifactLocation"u8);
        string relative = Path.GetRelativePath(folder, path);
        bool isInside = !Path.IsPathRooted(relative) && !relative.StartsWith("..", StringComparison.Ordinal);
        json.WriteString("uri"u8, isInside ? string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString)) : new Uri(path).AbsoluteUri);
        if (isInside)
            json.WriteString("uriBaseId"u8, Root);
        json.WriteEndObject();
        if (place is { } at)
        {
            json.WriteStartObject("region"u8);
            json.WriteNumber("startLine"u8, at.Line);
            json.WriteNumber("startColumn"u8, at.Column);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }
}
