using System.ComponentModel;
using System.Buffers;
using System.Text;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <summary>Generated records and unions to JSON text and back.</summary>
/// <remarks>
/// A request is read strictly. A result, or a part of one, is read by the policy of <c>docs/results.md</c>: an optional member that does not fit is kept in
/// <c>AdditionalProperties</c> as it came, and <see cref="JsonException"/> is left for what cannot be represented.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FalJsonText
{
    /// <summary>Reads one document.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="utf8Json">The document in UTF-8, at most 64 levels deep.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The text is not JSON, not what <typeparamref name="T"/> needs, or more than one value.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8Json)
        where T : IFalJson<T> => Read<T>(utf8Json, FalJsonReader.DefaultMaxDepth);

    /// <summary>Reads one document.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="utf8Json">The document in UTF-8.</param>
    /// <param name="maxDepth">How many levels of objects and arrays are read, at least 1.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The text is not JSON, not what <typeparamref name="T"/> needs, or more than one value.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8Json, int maxDepth)
        where T : IFalJson<T> => Read<T, RecordCodec<T>>(utf8Json, maxDepth);

    /// <summary>Reads one document.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="json">The document, at most 64 levels deep.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="JsonException">The text is not JSON, not what <typeparamref name="T"/> needs, or more than one value.</exception>
    public static T Read<T>(string json)
        where T : IFalJson<T>
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read<T>(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Writes one document. Beyond the destination nothing is allocated.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="destination">Takes compact JSON in valid UTF-8.</param>
    /// <param name="value">The value; null is written as JSON <c>null</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The value holds local media, which only a call uploads or inlines.</exception>
    /// <exception cref="ArgumentException">The value holds NaN or an infinite number.</exception>
    public static void Write<T>(IBufferWriter<byte> destination, T value)
        where T : IFalJson<T>
    {
        ArgumentNullException.ThrowIfNull(destination);
        FalJsonWriter writer = FalJsonWriter.Rent();
        try
        {
            RecordCodec<T>.Write(writer, value);
            writer.CopyTo(destination);
        }
        finally
        {
            writer.Return();
        }
    }

    /// <summary>Writes one document.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="value">The value; null is written as JSON <c>null</c>.</param>
    /// <returns>Compact JSON in valid UTF-8.</returns>
    /// <exception cref="InvalidOperationException">The value holds local media, which only a call uploads or inlines.</exception>
    /// <exception cref="ArgumentException">The value holds NaN or an infinite number.</exception>
    public static byte[] ToUtf8<T>(T value)
        where T : IFalJson<T>
    {
        FalJsonWriter writer = FalJsonWriter.Rent();
        try
        {
            RecordCodec<T>.Write(writer, value);
            return writer.WrittenSpan.ToArray();
        }
        finally
        {
            writer.Return();
        }
    }

    /// <summary>Writes one document as a string.</summary>
    /// <inheritdoc cref="ToUtf8{T}"/>
    /// <returns>Compact JSON.</returns>
    public static string ToText<T>(T value)
        where T : IFalJson<T> => Encoding.UTF8.GetString(ToUtf8(value));

    internal static T Read<T, TCodec>(ReadOnlySpan<byte> utf8Json, int maxDepth)
        where TCodec : IFalCodec<T>
    {
        var reader = new FalJsonReader(utf8Json, maxDepth, Purpose<T>.IsResult);
        try
        {
            T value = Codec<T, TCodec>.Read(ref reader);
            reader.End();
            return value;
        }
        catch (JsonException error) when (error.Path is null)
        {
            throw reader.Located(error);
        }
    }

    /// <summary>Reads a request whose media are not only addresses.</summary>
    /// <param name="utf8Json">The document in UTF-8.</param>
    /// <param name="media">Makes media of a text.</param>
    /// <exception cref="JsonException">The text is not JSON, not what <typeparamref name="T"/> needs, or more than one value.</exception>
    internal static T ReadRequest<T>(ReadOnlySpan<byte> utf8Json, Func<string, FalMedia> media)
        where T : IFalJson<T>
    {
        var reader = new FalJsonReader(utf8Json, FalJsonReader.DefaultMaxDepth, isResult: false) { MediaFrom = media };
        try
        {
            T value = RecordCodec<T>.Read(ref reader);
            reader.End();
            return value;
        }
        catch (JsonException error) when (error.Path is null)
        {
            throw reader.Located(error);
        }
    }

    /// <summary>Where a document, which is JSON, does not fit; null where it does.</summary>
    internal static UnfitPlace? FindUnfit<T>(ReadOnlySpan<byte> utf8Json)
        where T : IFalJson<T>
    {
        var reader = new FalJsonReader(utf8Json, FalJsonReader.DefaultMaxDepth, Purpose<T>.IsResult);
        try
        {
            JsonOf<T>.ReadFrom(ref reader);
            return null;
        }
        catch (JsonException)
        {
            return reader.Place();
        }
    }

    /// <summary>Requests are read strictly. Everything else is a result, or a part of one.</summary>
    private static class Purpose<T>
    {
        public static readonly bool IsResult = !typeof(CompilerServices.IFalInput).IsAssignableFrom(typeof(T));
    }
}
