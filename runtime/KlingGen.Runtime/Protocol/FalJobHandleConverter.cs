using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KlingGen.CompilerServices;

/// <summary>Reads and writes <see cref="FalJobHandle"/> with System.Text.Json, without reflection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalJobHandleConverter : JsonConverter<FalJobHandle>
{
    /// <inheritdoc/>
    public override FalJobHandle? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FalJobHandle value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        WriteTo(writer, value);
    }

    private static void WriteTo(Utf8JsonWriter writer, FalJobHandle value)
    {
        writer.WriteStartObject();
        writer.WriteString("endpoint_id"u8, value.EndpointId);
        writer.WriteString("request_id"u8, value.RequestId);
        if (value.SubmittedAt is { } submitted)
            writer.WriteString("submitted_at"u8, submitted);
        WritePath(writer, "status_path"u8, value.Paths?.Status);
        WritePath(writer, "response_path"u8, value.Paths?.Response);
        WritePath(writer, "cancel_path"u8, value.Paths?.Cancel);
        writer.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? path)
    {
        if (path is not null)
            writer.WriteString(name, path);
    }

    internal static string ToJson(FalJobHandle handle)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
            WriteTo(writer, handle);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    internal static FalJobHandle FromJson(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        if (!reader.Read())
            throw new JsonException("A job handle was expected.");
        FalJobHandle handle = Read(ref reader);
        return reader.Read() ? throw new JsonException("There is text after the job handle.") : handle;
    }

    private static FalJobHandle Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A job handle must be a JSON object.");

        string? endpoint = null, request = null;
        string? status = null, response = null, cancel = null;
        DateTimeOffset? submitted = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("endpoint_id"u8))
                endpoint = ReadString(ref reader, "endpoint_id");
            else if (reader.ValueTextEquals("request_id"u8))
                request = ReadString(ref reader, "request_id");
            else if (reader.ValueTextEquals("submitted_at"u8))
                submitted = ReadTime(ref reader);
            else if (reader.ValueTextEquals("status_path"u8))
                status = ReadPath(ref reader);
            else if (reader.ValueTextEquals("response_path"u8))
                response = ReadPath(ref reader);
            else if (reader.ValueTextEquals("cancel_path"u8))
                cancel = ReadPath(ref reader);
            else
                reader.Skip();
        }

        if (endpoint is null || request is null)
            throw new JsonException("A job handle needs endpoint_id and request_id.");
        try
        {
            return new FalJobHandle(endpoint, request) { SubmittedAt = submitted, Paths = JobPaths.Of(status, response, cancel) };
        }
        catch (ArgumentException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    private static string? ReadString(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Null => null,
            _ => throw new JsonException($"{name} of a job handle must be a string."),
        };
    }

    // A path is a hint: one that cannot be used must not make a handle unreadable, since the job is found without it.
    private static string? ReadPath(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader) => ReadString(ref reader, "submitted_at") is not { } text
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new JsonException("submitted_at of a job handle must be a time.");
}
