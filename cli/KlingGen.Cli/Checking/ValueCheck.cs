using System.Globalization;
using System.Text;
using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.Compiler.Json;
using KlingGen.Compiler.OpenApi;
using KlingGen.Emulator.Validation;
using Json = System.Text.Json;
using JsonPointer = KlingGen.Compiler.OpenApi.JsonPointer;

namespace KlingGen.Cli.Checking;

/// <summary>Checks every default and example of a document's schemas by the schema that holds it.</summary>
internal sealed class ValueCheck : IDisposable
{
    private const int LongestReason = 200;

    private readonly List<CheckFinding> _findings = [];
    private readonly string _path;
    private readonly JsonDocument _document;
    private readonly Json.JsonDocument _checked;

    private ValueCheck(string path, string text, CancellationToken cancellationToken)
    {
        _path = path;
        _document = JsonDocument.Parse(text, cancellationToken);
        _checked = Json.JsonDocument.Parse(text, new Json.JsonDocumentOptions { MaxDepth = CanonicalForm.MaxDepth });
    }

    /// <param name="path">The file, absolute.</param>
    /// <param name="text">Its text, known to be JSON.</param>
    /// <param name="cancellationToken">Ends the check early.</param>
    public static IReadOnlyList<CheckFinding> Run(string path, string text, CancellationToken cancellationToken)
    {
        using var check = new ValueCheck(path, text, cancellationToken);
        if (check._document.Root?["components"]?["schemas"] is { IsObject: true } components)
            foreach (JsonMember component in components.Members)
                check.Schema(component.Value, JsonPointer.Append("/components/schemas", component.Name), cancellationToken);
        return check._findings;
    }

    public void Dispose() => _checked.Dispose();

    private void Schema(JsonNode schema, string pointer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!schema.IsObject)
            return;

        Check(schema, pointer);
        foreach ((JsonNode inner, string rest) in Subschemas.Of(schema))
            Schema(inner, pointer + rest, cancellationToken);
    }

    private void Check(JsonNode schema, string pointer)
    {
        (string Rule, string Place, JsonNode Value)[] values =
        [
            .. schema["default"] is { } standard ? new[] { (CheckRules.BrokenDefault, "default", standard) } : [],
            .. schema["example"] is { } single ? new[] { (CheckRules.BrokenExample, "example", single) } : [],
            .. (schema["examples"]?.Items ?? []).Select(static (item, i) => (CheckRules.BrokenExample, "examples/" + i.ToString(CultureInfo.InvariantCulture), item)),
        ];
        if (values.Length == 0)
            return;

        // A schema with a reference to nowhere checks nothing; KLG0005 reports the reference.
        var checker = SchemaChecker.For(_checked.RootElement, pointer.Replace("%", "%25", StringComparison.Ordinal));
        if (checker.Problem is not null)
            return;
        foreach ((string rule, string place, JsonNode value) in values)
            if (Reason(checker, value) is { } reason)
                Add(rule, $"{pointer}/{place}", value, reason);
    }

    /// <summary>Why the value breaks the schema; null where it does not.</summary>
    private static string? Reason(SchemaChecker checker, JsonNode value)
    {
        if (checker.Check(Encoding.UTF8.GetBytes(value.Raw)) is not [Json.Nodes.JsonObject first, ..])
            return null;
        string where = string.Join('/', (first["loc"] as Json.Nodes.JsonArray ?? []).Skip(1));
        return Short((where.Length == 0 ? "" : $"at '{where}': ") + first["msg"]);
    }

    private static string Short(string reason) => reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";

    private void Add(string rule, string pointer, JsonNode value, string reason)
    {
        string what = rule == CheckRules.BrokenDefault ? "default" : "example";
        string shown = Schemas.EndpointIds.Shown(CanonicalJson.Write(value, limit: 100));
        _findings.Add(new CheckFinding(rule, ChangeSeverity.Warning, _path, $"#{pointer}: the {what} {shown} breaks its own schema: {Sentences.Ended(reason)}")
        {
            Place = _document.Lines.Find(value.Start),
            Pointer = pointer,
        });
    }
}
