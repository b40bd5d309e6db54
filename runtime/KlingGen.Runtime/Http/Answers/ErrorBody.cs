using System.Text.Json;
using System.Text;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>One entry of a <c>detail</c> list.</summary>
/// <param name="Location">The path as sent: strings and integers.</param>
/// <param name="Message">The text; not stable.</param>
/// <param name="Type">The name of the rule.</param>
/// <param name="Limit">The limits of the rule, as <c>name = value</c>, from <c>ctx</c>.</param>
internal sealed record ErrorDetail(IReadOnlyList<object> Location, string? Message, string? Type, string? Limit);

/// <summary>
/// Whatever the service sent as an error, read without ever failing: objects with <c>detail</c> (text or list), <c>message</c>, <c>error</c>
/// (text or object), <c>status</c>; lists; plain text; pages of gateways; nothing.
/// </summary>
internal sealed class ErrorBody
{
    private const int MaxText = 600;

    public string? Message { get; private set; }

    public string? ErrorType { get; private set; }

    public IReadOnlyList<ErrorDetail> Details { get; private set; } = [];

    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        var read = new ErrorBody();
        if (body.IsEmpty)
            return read;
        try
        {
            using JsonDocument document = JsonDocument.Parse(JsonStrings.Utf8Of(body), new JsonDocumentOptions { MaxDepth = 64 });
            read.ReadRoot(document.RootElement);
        }
        catch (JsonException)
        {
            read.Message = PlainText(body.Span);
        }

        return read;
    }

    private void ReadRoot(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.String)
        {
            Message = Shorten(root.Text());
            return;
        }

        if (root.ValueKind != JsonValueKind.Object)
            return;
        ErrorType = Text(root, "error_type");
        if (root.TryGet("detail", out JsonElement detail))
            ReadDetail(detail);
        if (root.TryGet("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object)
        {
            Message ??= Text(error, "message");
            ErrorType ??= Text(error, "type") ?? Text(error, "code");
        }

        Message ??= Text(root, "message") ?? Text(root, "error") ?? Text(root, "status");
        ErrorType ??= Text(root, "type") ?? (Details.Count > 0 ? Details[0].Type : null);
    }

    private void ReadDetail(JsonElement detail)
    {
        switch (detail.ValueKind)
        {
            case JsonValueKind.String:
                Message = Shorten(detail.Text());
                break;
            case JsonValueKind.Object:
                Message = Text(detail, "message") ?? Text(detail, "msg") ?? Text(detail, "error");
                ErrorType ??= Text(detail, "error_type") ?? Text(detail, "type") ?? Text(detail, "code");
                break;
            case JsonValueKind.Array:
                Details = ReadList(detail);
                Message = Shorten(string.Join("; ", Details.Where(entry => entry.Message is not null).Take(3).Select(entry => entry.Message)));
                break;
        }
    }

    private static List<ErrorDetail> ReadList(JsonElement list)
    {
        var entries = new List<ErrorDetail>();
        foreach (JsonElement entry in list.EnumerateArray())
        {
            if (entries.Count == 100)
                break;
            if (entry.ValueKind == JsonValueKind.String)
                entries.Add(new ErrorDetail([], Shorten(entry.Text()), null, null));
            else if (entry.ValueKind == JsonValueKind.Object)
                entries.Add(new ErrorDetail(Location(entry), Text(entry, "msg") ?? Text(entry, "message"), Text(entry, "type"), Limit(entry)));
        }

        return entries;
    }

    private static List<object> Location(JsonElement entry)
    {
        if (!entry.TryGet("loc", out JsonElement loc))
            return [];
        if (loc.ValueKind == JsonValueKind.String)
            return [Part(loc)];
        if (loc.ValueKind != JsonValueKind.Array)
            return [];
        var location = new List<object>();
        foreach (JsonElement part in loc.EnumerateArray())
        {
            if (location.Count == 64)
                break;
            if (part.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                location.Add(Part(part));
        }

        return location;
    }

    // A position is a number; any other number is kept as its text.
    private static object Part(JsonElement part) => part.ValueKind == JsonValueKind.Number && part.TryGetInt32(out int index)
        ? index
        : Shorten(part.Text() ?? part.GetRawText()) ?? string.Empty;

    private static string? Limit(JsonElement entry)
    {
        if (!entry.TryGet("ctx", out JsonElement context) || context.ValueKind != JsonValueKind.Object)
            return null;
        var text = new StringBuilder();
        foreach (JsonProperty limit in context.EnumerateObject())
        {
            if (text.Length > 200)
                break;
            text.Append(text.Length == 0 ? "" : ", ").Append(limit.NameText()).Append(" = ").Append(limit.Value.Text() ?? limit.Value.ToString());
        }

        return text.Length == 0 ? null : Shorten(text.ToString());
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGet(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? Shorten(value.Text()) : null;

    // A gateway's page says nothing a reader wants; one line of plain text does.
    private static string? PlainText(ReadOnlySpan<byte> body)
    {
        string text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 2000)]).Trim();
        return text.Length == 0 || text.StartsWith('<') ? null : Shorten(text);
    }

    private static string? Shorten(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        bool cut = text.Length > MaxText;
        Span<char> clean = stackalloc char[cut ? MaxText : text.Length];
        for (int i = 0; i < clean.Length; i++)
            clean[i] = char.IsControl(text[i]) ? ' ' : text[i];
        return cut ? string.Concat(clean, "…") : clean.ToString();
    }
}
