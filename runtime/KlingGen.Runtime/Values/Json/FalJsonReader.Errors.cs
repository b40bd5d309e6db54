using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <content>Errors. The place is found by reading the document once more, so that nothing is tracked while reading succeeds.</content>
public ref partial struct FalJsonReader
{
    private const int ShownText = 80;

    /// <summary>The exception for a required member that an object lacks. To be thrown at the object's end.</summary>
    /// <param name="member">The member's name on the wire.</param>
    /// <returns>The exception, with the object's path.</returns>
    public JsonException Missing(string member)
    {
        _missing = member;
        return Error($"the required member \"{member}\" is missing", AfterEnd());
    }

    /// <summary>The exception for a value of the wrong kind, or out of range.</summary>
    /// <param name="expected">What should be there, with its article: <c>a string</c>.</param>
    /// <returns>The exception, with the value's path and what was found instead.</returns>
    public readonly JsonException Unexpected(string expected) => Error($"expected {expected}, found {Found()}", _inner.TokenStartIndex);

    /// <summary>The error for a member that the schema does not name, where it allows no others. The reader stands at the member's value.</summary>
    /// <returns>The exception to throw; its path is the member.</returns>
    public JsonException UnexpectedMember() => Error($"the member '{CurrentName()}' is not in the schema, which allows no other members", _inner.TokenStartIndex);

    private readonly JsonException Truncated() => Error("the text ends too early", _inner.BytesConsumed);

    private readonly JsonException InvalidUtf8() =>
        Error("the text is not valid Unicode (invalid UTF-8, or half of a surrogate pair)", _inner.TokenStartIndex);

    /// <summary>The exception of System.Text.Json for malformed text, with the path it lacks.</summary>
    internal readonly JsonException Located(JsonException error)
    {
        string message = error.Message;

        // System.Text.Json appends the place to its message; ours says it once, in one form.
        int place = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        if (place > 0) message = message[..place];
        return Error(message.TrimEnd('.', ' '), _inner.BytesConsumed, error);
    }

    /// <summary>Where reading stopped, after a <see cref="JsonException"/>.</summary>
    internal readonly UnfitPlace Place()
    {
        const int Shown = 200;
        List<object> parts = JsonPath.PartsAt(_json, _inner.TokenStartIndex);
        string path = JsonPath.Text(parts);
        if (_missing is not null)
        {
            parts.Add(_missing);
            return new UnfitPlace(parts, path, null);
        }

        FalJsonReader value = this;
        value.Skip();
        ReadOnlySpan<byte> found = _json[(int)_inner.TokenStartIndex..(int)value._inner.BytesConsumed];
        string text = Encoding.UTF8.GetString(found[..Math.Min(found.Length, Shown * 4)]);
        return new UnfitPlace(parts, path, text.Length <= Shown && found.Length <= Shown * 4 ? text : string.Concat(text.AsSpan(0, Math.Min(Shown, text.Length)), "…"));
    }

    private readonly JsonException Error(string what, long position, JsonException? cause = null)
    {
        // Nobody reads why a trial failed, and finding the place again for each item of a long list would take forever.
        if (!_hasText || _trial) return new JsonException(what, null, cause?.LineNumber, cause?.BytePositionInLine, cause);
        string path = JsonPath.At(_json, position);
        int at = (int)Math.Min(position, _json.Length);
        long line = cause?.LineNumber ?? _json[..at].Count((byte)'\n');
        long column = cause?.BytePositionInLine ?? at - (_json[..at].LastIndexOf((byte)'\n') + 1);
        string message = string.Create(CultureInfo.InvariantCulture, $"{path}: {what} (line {line + 1}, byte {column + 1}).");
        return new JsonException(message, path, line, column, cause);
    }

    // On the closing brace the object itself is meant, not its last member.
    private readonly long AfterEnd() => _inner.TokenStartIndex;

    private readonly string Found() => _inner.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => $"the number {Shorten(Encoding.UTF8.GetString(RawScalar()))}",
        JsonTokenType.String => $"the string \"{Shorten(Encoding.UTF8.GetString(RawScalar()))}\"",
        _ => "nothing",
    };

    private static string Shorten(string text) => text.Length <= ShownText ? text : string.Concat(text.AsSpan(0, ShownText - 1), "…");

    private readonly string CurrentName()
    {
        if (!_nameIsEscaped && System.Text.Unicode.Utf8.IsValid(_name)) return Encoding.UTF8.GetString(_name);
        return UnescapeName() ?? (Lenient && System.Text.Unicode.Utf8.IsValid(_name) ? JsonStrings.Unescape(_name) : throw InvalidUtf8());
    }

    private readonly bool EscapedNameIs(ReadOnlySpan<byte> utf8Name) =>
        UnescapeName() is { } name && Encoding.UTF8.GetBytes(name).AsSpan().SequenceEqual(utf8Name);

    private readonly string? UnescapeName()
    {
        try
        {
            var reader = new Utf8JsonReader(Quoted());
            reader.Read();
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private readonly byte[] Quoted() => [(byte)'"', .. _name, (byte)'"'];
}
