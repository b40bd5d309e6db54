namespace KlingGen.Compiler;

/// <content>Types with names of their own: enums, objects, tuples, unions.</content>
public sealed partial class ModelSchema
{
    private void Named(ValueSpec value, string? description)
    {
        switch (_members.Find(value.Type))
        {
            case EnumSpec values:
                Enum(values, description, isOpen: value.Type is NamedType { Kind: NamedKind.OpenEnum } && !value.Rules.IsClosed);
                break;
            case RecordSpec record when _within.Contains(record.Name) || _within.Count >= Deepest:
                Type("object", description);
                _text.Append('}');
                break;
            case RecordSpec record:
                Object(record, description);
                break;
            case TupleSpec tuple:
                Type("array", description);
                _text.Append(",\"prefixItems\":[");
                for (int i = 0; i < tuple.Items.Count; i++)
                {
                    _text.Append(i > 0 ? "," : "");
                    Member(tuple.Items[i]);
                }
                _text.Append("]}");
                break;
            case UnionSpec union:
                Union(union, description);
                break;
            default:
                _text.Append('{');
                Describe(description, isFirst: true);
                _text.Append('}');
                break;
        }
    }

    private void Enum(EnumSpec values, string? description, bool isOpen)
    {
        bool isText = values.Values.All(static value => value.Wire.Kind == LiteralKind.String);
        if (values.Values.Count > MaxValues)
        {
            string some = string.Join(", ", values.Values.Take(ShownValues).Select(static value => value.Wire.Text));
            Type(isText ? "string" : "number", $"{description} One of {values.Values.Count} values, such as {some}.".Trim());
            _text.Append('}');
            return;
        }
        if (isText)
            Type("string", description);
        else
        {
            _text.Append('{');
            Describe(description, isFirst: true);
        }
        if (_text[_text.Length - 1] != '{')
            _text.Append(',');
        // Of an open one the values are known, and others may be sent.
        _text.Append(isOpen ? "\"examples\":[" : "\"enum\":[");
        for (int i = 0; i < values.Values.Count; i++)
        {
            LiteralSpec wire = values.Values[i].Wire;
            _text.Append(i > 0 ? "," : "");
            if (wire.Kind == LiteralKind.String)
                ModelText.WriteString(_text, wire.Text);
            else
                _text.Append(wire.Text);
        }
        _text.Append("]}");
    }

    private void Union(UnionSpec union, string? description)
    {
        _text.Append('{');
        Describe(description, isFirst: true);
        if (_text[_text.Length - 1] != '{')
            _text.Append(',');
        _text.Append("\"anyOf\":[");
        int start = _text.Length;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (UnionCaseSpec item in union.Cases)
        {
            int before = _text.Length;
            if (before > start)
                _text.Append(',');
            int from = _text.Length;
            Value(item.Value, null);
            if (!seen.Add(_text.ToString(from, _text.Length - from)))
                _text.Length = before;
        }
        _text.Append("]}");
    }
}
