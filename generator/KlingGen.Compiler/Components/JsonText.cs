using System.Globalization;
using System.Text;
using KlingGen.Compiler.CSharp;

namespace KlingGen.Compiler.Components;

/// <summary>Compact JSON in characters that C# literals take as they are. Commas come by themselves.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new();
    private bool _needsComma;

    public JsonText Begin(char bracket)
    {
        Separate();
        _text.Append(bracket);
        _needsComma = false;
        return this;
    }

    public JsonText End(char bracket)
    {
        _text.Append(bracket);
        _needsComma = true;
        return this;
    }

    /// <summary>The name of a member; its value follows.</summary>
    public JsonText Name(string name)
    {
        String(name);
        _text.Append(':');
        _needsComma = false;
        return this;
    }

    public JsonText String(string value)
    {
        Separate();
        _text.Append(CSharpText.JsonString(PlainText.WithoutLoneSurrogates(value)));
        return this;
    }

    /// <summary>Any JSON.</summary>
    public JsonText Raw(string json)
    {
        Separate();
        _text.Append(json);
        return this;
    }

    /// <summary>A literal of the schema.</summary>
    public JsonText Literal(LiteralSpec literal) => literal.Kind == LiteralKind.String ? String(literal.Text) : Raw(CSharpText.PlainJson(literal.Text));

    public JsonText Member(string name, string? value) => value is null ? this : Name(name).String(value);

    public JsonText Number(string name, string? value) => value is null ? this : Name(name).Raw(value);

    public JsonText Number(string name, int? value) => Number(name, value?.ToString(CultureInfo.InvariantCulture));

    public JsonText Strings(string name, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
            return this;
        Name(name).Begin('[');
        foreach (string value in values)
            String(value);
        return End(']');
    }

    /// <summary>The next member begins on a line of its own.</summary>
    public void BreakLine()
    {
        if (_needsComma)
            _text.Append(',');
        _needsComma = false;
        _text.Append('\n');
    }

    public override string ToString() => _text.ToString();

    private void Separate()
    {
        if (_needsComma)
            _text.Append(',');
        _needsComma = true;
    }
}
