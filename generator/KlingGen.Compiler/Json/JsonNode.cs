using System.Diagnostics;

namespace KlingGen.Compiler.Json;

/// <summary>
/// One value of a JSON text together with its place in that text. Strings are unescaped when asked for, so that a file of
/// many megabytes costs little more than its structure.
/// </summary>
[DebuggerDisplay("{Raw}")]
internal sealed class JsonNode
{
    /// <summary>Beyond so many members a dictionary finds one faster.</summary>
    private const int LongestSearch = 32;

    private static readonly JsonMember[] s_noMembers = [];
    private static readonly JsonNode[] s_noItems = [];

    private readonly string _source;
    private object? _content;
    private Dictionary<string, JsonNode>? _index;

    public JsonNode(string source, JsonKind kind, int start, int end, object? content = null)
    {
        _source = source;
        Kind = kind;
        Start = start;
        End = end;
        _content = content;
    }

    public JsonKind Kind { get; }

    /// <summary>Offset of the first character in UTF-16 units.</summary>
    public int Start { get; }

    /// <summary>Offset behind the last character.</summary>
    public int End { get; }

    public bool IsObject => Kind == JsonKind.Object;

    public bool IsArray => Kind == JsonKind.Array;

    public bool IsString => Kind == JsonKind.String;

    public bool IsNumber => Kind == JsonKind.Number;

    public bool IsBoolean => Kind is JsonKind.True or JsonKind.False;

    public bool IsNull => Kind == JsonKind.Null;

    /// <summary>The members in document order; empty for anything but an object.</summary>
    public JsonMember[] Members => _content as JsonMember[] ?? s_noMembers;

    /// <summary>The items; empty for anything but an array.</summary>
    public JsonNode[] Items => _content as JsonNode[] ?? s_noItems;

    /// <summary>The value as it stands in the file.</summary>
    public string Raw => _source.Substring(Start, End - Start);

    /// <summary>A number in the one spelling of its value: how the file spells it must change nothing.</summary>
    public string Number => JsonNumber.Write(Raw);

    /// <summary>The unescaped text of a string; the literal of anything else.</summary>
    public string Text => Kind == JsonKind.String ? (string)(_content ??= JsonStrings.Unescape(_source, Start + 1, End - 1)) : Raw;

    /// <summary>By its place: the hash that objects have by themselves is slow to make.</summary>
    public override int GetHashCode() => Start;

    /// <summary>Only itself.</summary>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <summary>The value of a member, the last one where the name occurs twice.</summary>
    public JsonNode? this[string name]
    {
        get
        {
            JsonMember[] members = Members;
            if (members.Length > LongestSearch)
                return (_index ??= Index(members)).TryGetValue(name, out JsonNode? found) ? found : null;
            for (int i = members.Length - 1; i >= 0; i--)
                if (string.Equals(members[i].Name, name, StringComparison.Ordinal))
                    return members[i].Value;
            return null;
        }
    }

    private static Dictionary<string, JsonNode> Index(JsonMember[] members)
    {
        var index = new Dictionary<string, JsonNode>(members.Length, StringComparer.Ordinal);
        foreach (JsonMember member in members)
            index[member.Name] = member.Value;
        return index;
    }
}
