using System.Globalization;
using System.Text;

namespace KlingGen.Compiler;

/// <summary>
/// The request of an endpoint as a language model sees it: a small JSON schema in plain keywords. Descriptions are shortened to one sentence, what is deprecated
/// is left out, defaults are named, media are "address or file". It only describes; what counts is checked by the endpoint's own rules.
/// </summary>
public sealed partial class ModelSchema
{
    /// <summary>Longest description of a member, in characters.</summary>
    public const int LongestDescription = 120;

    /// <summary>Longest description of an endpoint, in characters.</summary>
    public const int LongestSummary = 240;

    // A mere name is no description.
    private const int ShortestSummary = 20;

    private const int MaxValues = 60;
    private const int ShownValues = 12;
    private const int LongestDefault = 80;
    private const int Deepest = 6;

    // The service's switch for results inside the answer: megabytes in a prompt.
    private const string InlineResults = "sync_mode";

    private readonly RoleMembers _members;
    private readonly StringBuilder _text = new();
    private readonly List<string> _within = [];

    private readonly string _separator;

    private ModelSchema(EndpointSpec endpoint, string separator) => (_members, _separator) = (new RoleMembers(endpoint), separator);

    /// <summary>The schema of the request, as compact JSON.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static string Write(EndpointSpec endpoint) => Write(endpoint, "");

    /// <param name="endpoint">The endpoint.</param>
    /// <param name="separator">What stands in front of each member of the request.</param>
    internal static string Write(EndpointSpec endpoint, string separator)
    {
        var schema = new ModelSchema(endpoint, separator);
        if (schema._members.Input is { } input)
            schema.Object(input, null);
        else
            schema._text.Append("{\"type\":\"object\"}");
        return schema._text.ToString();
    }

    /// <summary>The name of the endpoint's tool: letters, digits, <c>_</c> and <c>-</c>, at most 64.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static string Name(EndpointSpec endpoint) => ModelText.Name(endpoint.EndpointId);

    /// <summary>What the tool does, in one sentence.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static string Description(EndpointSpec endpoint)
    {
        string text = ModelText.Short(endpoint.Doc, LongestSummary);
        if (text.Length >= ShortestSummary)
            return text;
        return (text.Length == 0 ? "" : text.TrimEnd('.') + ". ") + $"Runs the model {endpoint.EndpointId}.";
    }

    private void Object(RecordSpec record, string? description)
    {
        _within.Add(record.Name);
        _text.Append("{\"type\":\"object\"");
        Describe(description);
        MemberSpec[] members = [.. record.Members.Where(static member => IsShown(member))];
        _text.Append(",\"properties\":{");
        for (int i = 0; i < members.Length; i++)
        {
            if (i > 0)
                _text.Append(',');
            if (_within.Count == 1)
                _text.Append(_separator);
            ModelText.WriteString(_text, members[i].WireName);
            _text.Append(':');
            Member(members[i]);
        }
        _text.Append('}');
        Names("required", [.. members.Where(static member => IsRequired(member)).Select(static member => member.WireName)]);
        _text.Append('}');
        _within.RemoveAt(_within.Count - 1);
    }

    private static bool IsShown(MemberSpec member) => IsRequired(member) || (member.Obsolete is null && member.WireName != InlineResults);

    private static bool IsRequired(MemberSpec member) => member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable or MemberPresence.Fixed;

    private void Member(MemberSpec member)
    {
        string description = ModelText.Short(member.Doc, LongestDescription);
        // A single word, or the name again, says nothing.
        if (description.IndexOf(' ') < 0 || string.Equals(description.TrimEnd('.').Replace(' ', '_'), member.WireName, StringComparison.OrdinalIgnoreCase))
            description = "";
        int start = _text.Length;
        Value(member.Value, description);
        if (member.Default is { Kind: not LiteralKind.Null } value && _text[_text.Length - 1] == '}' && Default(value) is { } literal)
        {
            _text.Length--;
            if (_text.Length > start + 1)
                _text.Append(',');
            _text.Append("\"default\":").Append(literal).Append('}');
        }
    }

    private static string? Default(LiteralSpec value)
    {
        // Nothing at all, an empty list: what leaving it out means anyway.
        if (value.Text.Length > LongestDefault || value.Text is "" or "[]" or "{}")
            return null;
        if (value.Kind != LiteralKind.String)
            return CSharp.CSharpText.PlainJson(value.Text);
        var text = new StringBuilder();
        ModelText.WriteString(text, value.Text);
        return text.ToString();
    }

    private void Value(ValueSpec value, string? description)
    {
        RuleSpec rules = value.Rules;
        switch (value.Type)
        {
            case ScalarType scalar:
                Scalar(scalar.Kind, rules, description);
                break;
            case ListType list:
                _text.Append("{\"type\":\"array\"");
                Describe(description);
                _text.Append(",\"items\":");
                Value(list.Item, null);
                Number("minItems", rules.MinItems);
                Number("maxItems", rules.MaxItems);
                _text.Append('}');
                break;
            case MapType map:
                _text.Append("{\"type\":\"object\"");
                Describe(description);
                _text.Append(",\"additionalProperties\":");
                Value(map.Value, null);
                _text.Append('}');
                break;
            default:
                Named(value, description);
                break;
        }
    }

    private void Scalar(ScalarKind kind, RuleSpec rules, string? description)
    {
        if (rules.Const is { } only && Default(only) is { } literal)
        {
            _text.Append("{\"const\":").Append(literal);
            Describe(description);
            _text.Append('}');
            return;
        }
        switch (kind)
        {
            case ScalarKind.Json:
                _text.Append('{');
                Describe(description, isFirst: true);
                _text.Append('}');
                return;
            case ScalarKind.Media:
                Type("string", string.IsNullOrEmpty(description) ? "Address or file." : description!.TrimEnd('.') + " (address or file).");
                break;
            case ScalarKind.String:
                Type("string", description);
                Number("minLength", rules.MinLength);
                Number("maxLength", rules.MaxLength);
                break;
            case ScalarKind.Boolean:
                Type("boolean", description);
                break;
            default:
                Type(kind == ScalarKind.Double ? "number" : "integer", description);
                Number("minimum", rules.Minimum);
                Number("maximum", rules.Maximum);
                Number("exclusiveMinimum", rules.ExclusiveMinimum);
                Number("exclusiveMaximum", rules.ExclusiveMaximum);
                Number("multipleOf", rules.MultipleOf);
                break;
        }
        _text.Append('}');
    }

    private void Type(string name, string? description)
    {
        _text.Append("{\"type\":\"").Append(name).Append('"');
        Describe(description);
    }

    private void Describe(string? description, bool isFirst = false)
    {
        if (string.IsNullOrEmpty(description))
            return;
        _text.Append(isFirst ? "\"description\":" : ",\"description\":");
        ModelText.WriteString(_text, description!);
    }

    private void Number(string keyword, int? value) => Number(keyword, value?.ToString(CultureInfo.InvariantCulture));

    private void Number(string keyword, string? value)
    {
        if (value is not null)
            _text.Append(",\"").Append(keyword).Append("\":").Append(value);
    }

    private void Names(string keyword, string[] names)
    {
        if (names.Length == 0)
            return;
        _text.Append(",\"").Append(keyword).Append("\":[");
        for (int i = 0; i < names.Length; i++)
        {
            _text.Append(i > 0 ? "," : "");
            ModelText.WriteString(_text, names[i]);
        }
        _text.Append(']');
    }
}
