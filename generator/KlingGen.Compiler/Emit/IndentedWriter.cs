using System.Text;

namespace KlingGen.Compiler.Emit;

/// <summary>Writes lines ended by <c>\n</c>; empty lines stay empty, and never come in pairs or after an opening brace.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _atStart = true;
    private bool _blankWanted;

    public void Line(string line)
    {
        if (_blankWanted && !_atStart)
            _text.Append('\n');
        _blankWanted = false;
        _atStart = false;
        _text.Append(' ', _depth * 4).Append(line).Append('\n');
    }

    /// <summary>A line for the preprocessor, at the margin.</summary>
    public void Directive(string line)
    {
        int depth = _depth;
        _depth = 0;
        Line(line);
        _depth = depth;
    }

    /// <summary>Wants one empty line before the next line, unless a block begins or ends there.</summary>
    public void Blank() => _blankWanted = true;

    public Scope Block(string close = "}")
    {
        Line("{");
        _depth++;
        _atStart = true;
        return new Scope(this, close);
    }

    public Scope Indent()
    {
        _depth++;
        return new Scope(this, null);
    }

    public override string ToString() => _text.ToString();

    private void End(string? close)
    {
        _depth--;
        if (close is null)
            return;
        _blankWanted = false;
        Line(close);
    }

    public readonly struct Scope(IndentedWriter writer, string? close) : IDisposable
    {
        public void Dispose() => writer.End(close);
    }
}
