namespace KlingGen.Compiler.Json;

/// <summary>
/// Strict RFC 8259, one pass, no recursion: reading itself is limited by memory alone, because a schema file comes from outside and a
/// stack overflow would take the compiler down. What is read is refused before anybody walks down in it, see <see cref="JsonDocument.TooDeep"/>.
/// </summary>
internal sealed partial class JsonParser(string text, CancellationToken cancellationToken)
{
    private struct Frame
    {
        public bool IsObject;
        public int Start;
        public int FirstChild;
        public string Name;
        public int NameStart;
        public int NameEnd;
    }

    private readonly NameTable _names = new();
    private readonly List<JsonMember> _duplicates = [];
    private readonly Stack<Frame> _frames = new();
    private readonly List<JsonNode> _items = [];
    private readonly List<JsonMember> _members = [];
    private int _position;
    private int? _tooDeep;
    private JsonError? _error;

    public JsonDocument Parse()
    {
        if (text.Length > 0 && text[0] == '\uFEFF')
            _position = 1;

        JsonNode? root = ParseValue();
        if (_error is null)
        {
            SkipBlanks();
            if (_position < text.Length)
                Fail("expected the end of the file after the value");
        }
        return new JsonDocument(text, _error is null ? root : null, _error, _duplicates, _tooDeep);
    }

    private JsonNode? ParseValue()
    {
        int count = 0;
        while (true)
        {
            if ((++count & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();

            SkipBlanks();
            JsonNode? value = ParseScalarOrOpen();
            if (_error is not null)
                return null;

            // A container was opened and has a first child to read.
            if (value is null)
                continue;

            // A value is complete: hand it to its parent, and close every parent that ends here.
            while (true)
            {
                if (_frames.Count == 0)
                    return value;

                Frame frame = _frames.Peek();
                if (frame.IsObject)
                    _members.Add(new JsonMember(frame.Name, frame.NameStart, frame.NameEnd, value));
                else
                    _items.Add(value);

                SkipBlanks();
                char next = Current;
                if (next == ',')
                {
                    _position++;
                    SkipBlanks();
                    if (frame.IsObject && !ReadName())
                        return null;
                    if (!frame.IsObject && Current == ']')
                    {
                        Fail("expected a value after ','");
                        return null;
                    }
                    break;
                }
                if (next != (frame.IsObject ? '}' : ']'))
                {
                    Fail(frame.IsObject ? "expected ',' or '}'" : "expected ',' or ']'");
                    return null;
                }
                _position++;
                value = Close();
            }
        }
    }

    /// <summary>A complete value, or null where a non-empty container was opened (or an error found).</summary>
    private JsonNode? ParseScalarOrOpen()
    {
        int start = _position;
        switch (Current)
        {
            case '{':
                _position++;
                SkipBlanks();
                Open(new Frame { IsObject = true, Start = start, FirstChild = _members.Count, Name = "" });
                if (Current == '}' && _position < text.Length)
                {
                    _position++;
                    return Close();
                }
                ReadName();
                return null;
            case '[':
                _position++;
                SkipBlanks();
                Open(new Frame { Start = start, FirstChild = _items.Count, Name = "" });
                if (Current == ']')
                {
                    _position++;
                    return Close();
                }
                return null;
            case '"':
                return SkipString() ? new JsonNode(text, JsonKind.String, start, _position) : null;
            case 't':
                return Literal("true", JsonKind.True);
            case 'f':
                return Literal("false", JsonKind.False);
            case 'n':
                return Literal("null", JsonKind.Null);
            case '-' or (>= '0' and <= '9'):
                return SkipNumber() ? new JsonNode(text, JsonKind.Number, start, _position) : null;
            default:
                Fail("expected a value");
                return null;
        }
    }

    private void Open(Frame frame)
    {
        _frames.Push(frame);
        if (_frames.Count > JsonDocument.MaxDepth)
            _tooDeep ??= frame.Start;
    }

    private JsonNode Close()
    {
        Frame frame = _frames.Pop();
        if (!frame.IsObject)
        {
            var items = new JsonNode[_items.Count - frame.FirstChild];
            _items.CopyTo(frame.FirstChild, items, 0, items.Length);
            _items.RemoveRange(frame.FirstChild, items.Length);
            return new JsonNode(text, JsonKind.Array, frame.Start, _position, items);
        }

        var members = new JsonMember[_members.Count - frame.FirstChild];
        _members.CopyTo(frame.FirstChild, members, 0, members.Length);
        _members.RemoveRange(frame.FirstChild, members.Length);
        NoteDuplicates(members);
        return new JsonNode(text, JsonKind.Object, frame.Start, _position, members);
    }

    private void NoteDuplicates(JsonMember[] members)
    {
        if (members.Length > 16)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonMember member in members)
                if (!seen.Add(member.Name))
                    _duplicates.Add(member);
            return;
        }

        for (int i = 1; i < members.Length; i++)
            for (int j = 0; j < i; j++)
                if (string.Equals(members[i].Name, members[j].Name, StringComparison.Ordinal))
                {
                    _duplicates.Add(members[i]);
                    break;
                }
    }

    /// <summary>Reads `"name" :` into the open frame.</summary>
    private bool ReadName()
    {
        int start = _position;
        if (Current != '"')
            return Fail("expected a member name in double quotes");
        if (!SkipString())
            return false;

        Frame frame = _frames.Pop();
        frame.Name = _names.Get(text, start + 1, _position - 1);
        frame.NameStart = start;
        frame.NameEnd = _position;
        _frames.Push(frame);

        SkipBlanks();
        if (Current != ':')
            return Fail("expected ':' after the member name");
        _position++;
        return true;
    }
}
