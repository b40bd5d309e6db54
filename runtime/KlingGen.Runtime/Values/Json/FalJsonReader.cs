using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <summary>Reads one JSON document from UTF-8. Generated code drives it; there is little reason to use it by hand.</summary>
/// <remarks>
/// <para>The reader always stands on a token, from the start on the first one. Whatever is wrong with the text throws <see cref="JsonException"/>, and
/// nothing else is ever thrown; through <see cref="FalJsonText"/> it names path, line and byte position. Nothing is kept for that while reading
/// succeeds.</para>
/// <para>Of members that occur twice the last wins. Blanks are skipped, comments and trailing commas are errors.</para>
/// <para>A request is read strictly. A result is read by the policy of <c>docs/results.md</c>: what was paid for is not lost because of a value that is a little
/// outside its schema.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct FalJsonReader
{
    /// <summary>How many levels of objects and arrays are read by default.</summary>
    public const int DefaultMaxDepth = 64;

    private readonly ReadOnlySpan<byte> _json;
    private readonly bool _hasText;
    private ReadOnlySpan<byte> _name;
    private bool _nameIsEscaped;
    private readonly bool _isResult;
    private bool _trial;
    private bool _anyUnfit;
    private int _caught;
    private string? _missing;
    private Utf8JsonReader _inner;

    /// <summary>Starts at the first token of a document.</summary>
    /// <param name="utf8Json">The whole document; a byte order mark is passed over.</param>
    /// <exception cref="JsonException">There is no token, or the first one is malformed.</exception>
    public FalJsonReader(ReadOnlySpan<byte> utf8Json)
        : this(utf8Json, DefaultMaxDepth)
    {
    }

    /// <summary>Starts at the first token of a document.</summary>
    /// <param name="utf8Json">The whole document; a byte order mark is passed over.</param>
    /// <param name="maxDepth">How many levels of objects and arrays are read, at least 1.</param>
    /// <exception cref="JsonException">There is no token, or the first one is malformed.</exception>
    public FalJsonReader(ReadOnlySpan<byte> utf8Json, int maxDepth)
        : this(utf8Json, maxDepth, isResult: false)
    {
    }

    /// <param name="utf8Json">The whole document.</param>
    /// <param name="maxDepth">How many levels of objects and arrays are read, at least 1.</param>
    /// <param name="isResult">Whether it is read by the policy for results.</param>
    internal FalJsonReader(ReadOnlySpan<byte> utf8Json, int maxDepth, bool isResult)
    {
        _isResult = isResult;
        if (utf8Json.StartsWith("\uFEFF"u8)) utf8Json = utf8Json[3..];
        _json = utf8Json;
        _hasText = true;
        _inner = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            Advance();
        }
        catch (JsonException error) when (error.Path is null)
        {
            throw Located(error);
        }
    }

    private FalJsonReader(Utf8JsonReader inner) => _inner = inner;

    /// <summary>Makes media of a text; null for what every text is: an address or a data URI.</summary>
    internal Func<string, FalMedia>? MediaFrom { get; set; }

    /// <summary>The kind of the current token, for choosing between the branches of a union.</summary>
    public readonly JsonTokenType TokenType => _inner.TokenType;

    /// <summary>Whether the current value is JSON <c>null</c>.</summary>
    public readonly bool IsNull => _inner.TokenType == JsonTokenType.Null;

    /// <summary>The reader inside, to hand back to a converter's caller.</summary>
    internal readonly Utf8JsonReader Inner => _inner;

    /// <summary>Reads on where another reader stands.</summary>
    /// <param name="reader">Stands on the first token of a value.</param>
    internal static FalJsonReader Over(Utf8JsonReader reader) => new(reader);

    /// <summary>A second reader on the same value, for a trial: this one does not move.</summary>
    /// <returns>The copy.</returns>
    public readonly FalJsonReader Fork() => this;

    /// <summary>Enters the object the reader stands on.</summary>
    /// <exception cref="JsonException">The value is not an object.</exception>
    public readonly void BeginObject()
    {
        if (_inner.TokenType != JsonTokenType.StartObject) throw Unexpected("an object");
    }

    /// <summary>Goes to the value of the next member of the object.</summary>
    /// <returns>False at the end of the object, on whose last token the reader then stands.</returns>
    /// <exception cref="JsonException">The text is malformed.</exception>
    public bool NextMember()
    {
        Advance();
        if (_inner.TokenType == JsonTokenType.EndObject) return false;
        _nameIsEscaped = _inner.ValueIsEscaped;
        _name = _inner.HasValueSequence ? Flatten(_inner.ValueSequence) : _inner.ValueSpan;
        Advance();
        return true;
    }

    /// <summary>Whether the current member has this name. Ask before its value is read.</summary>
    /// <param name="utf8Name">The name in UTF-8, not escaped.</param>
    /// <returns>True when it has.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(ReadOnlySpan<byte> utf8Name) =>
        _nameIsEscaped ? EscapedNameIs(utf8Name) : _name.SequenceEqual(utf8Name);

    /// <summary>Keeps the current member, which the schema does not name. Of a name that occurs twice the last value is kept.</summary>
    /// <param name="additional">The members kept so far; made with the first one.</param>
    /// <exception cref="JsonException">The value is malformed.</exception>
    public void Keep(ref Dictionary<string, FalJson>? additional)
    {
        string name = CurrentName();
        FalJson value = ReadJson();
        additional ??= new Dictionary<string, FalJson>(StringComparer.Ordinal);
        additional[name] = value;
    }

    /// <summary>Passes over the current value.</summary>
    /// <exception cref="JsonException">The value is malformed.</exception>
    public void Skip()
    {
        if (_inner.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        int depth = _inner.CurrentDepth;
        do Advance();
        while (_inner.CurrentDepth > depth);
    }

    /// <summary>Enters the array the reader stands on.</summary>
    /// <exception cref="JsonException">The value is not an array.</exception>
    public readonly void BeginArray()
    {
        if (_inner.TokenType != JsonTokenType.StartArray) throw Unexpected("an array");
    }

    /// <summary>Goes to the next item of the array.</summary>
    /// <returns>False at the end of the array, on whose last token the reader then stands.</returns>
    /// <exception cref="JsonException">The text is malformed.</exception>
    public bool NextItem()
    {
        Advance();
        return _inner.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Looks for a member of the object the reader stands on, without moving.</summary>
    /// <param name="name">The name in UTF-8, not escaped.</param>
    /// <param name="value">A reader on the member's value; of a name that occurs twice, on the last.</param>
    /// <returns>False when the value is not an object, or has no such member.</returns>
    /// <exception cref="JsonException">The object is malformed.</exception>
    public readonly bool TryPeekMember(ReadOnlySpan<byte> name, out FalJsonReader value)
    {
        value = default;
        if (_inner.TokenType != JsonTokenType.StartObject) return false;
        bool found = false;
        FalJsonReader scan = this;
        while (scan.NextMember())
        {
            if (scan.Is(name))
            {
                value = scan;
                found = true;
            }

            scan.Skip();
        }

        return found;
    }

    /// <summary>Makes sure that nothing but blanks follows the value just read.</summary>
    /// <exception cref="JsonException">Something follows.</exception>
    internal void End() => _inner.Read();

    // What Utf8JsonReader throws has no path yet; whoever started the reading adds it. A handler here would cost every token.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance()
    {
        if (!_inner.Read()) ThrowTruncated();
    }

    private readonly void ThrowTruncated() => throw Truncated();

    private static ReadOnlySpan<byte> Flatten(System.Buffers.ReadOnlySequence<byte> sequence) =>
        System.Buffers.BuffersExtensions.ToArray(sequence);
}
