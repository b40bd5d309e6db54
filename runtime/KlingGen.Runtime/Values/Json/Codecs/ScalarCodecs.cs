using System.ComponentModel;
namespace KlingGen.CompilerServices;

/// <summary>A JSON string.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct StringCodec : IFalCodec<string>
{
    /// <inheritdoc/>
    public static string Read(ref FalJsonReader reader) => reader.ReadString();

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, string value) => writer.WriteValue(value);
}

/// <summary>A JSON number that is a whole number of 32 bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Int32Codec : IFalCodec<int>
{
    /// <inheritdoc/>
    public static int Read(ref FalJsonReader reader) => reader.ReadInt32();

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, int value) => writer.WriteValue(value);
}

/// <summary>A JSON number that is a whole number of 64 bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Int64Codec : IFalCodec<long>
{
    /// <inheritdoc/>
    public static long Read(ref FalJsonReader reader) => reader.ReadInt64();

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, long value) => writer.WriteValue(value);
}

/// <summary>A JSON number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct DoubleCodec : IFalCodec<double>
{
    /// <inheritdoc/>
    public static double Read(ref FalJsonReader reader) => reader.ReadDouble();

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, double value) => writer.WriteValue(value);
}

/// <summary>JSON <c>true</c> or <c>false</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct BooleanCodec : IFalCodec<bool>
{
    /// <inheritdoc/>
    public static bool Read(ref FalJsonReader reader) => reader.ReadBoolean();

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, bool value) => writer.WriteValue(value);
}

/// <summary>Any JSON value, kept as it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct JsonCodec : IFalCodec<FalJson>
{
    /// <inheritdoc/>
    public static FalJson Read(ref FalJsonReader reader) => reader.ReadJson();

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, FalJson value) => writer.WriteValue(value);
}

/// <summary>A media member: a JSON string with a URL or data URI.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct MediaCodec : IFalCodec<FalMedia>
{
    /// <inheritdoc/>
    public static FalMedia Read(ref FalJsonReader reader) => reader.ReadMedia();

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, FalMedia value) => writer.WriteValue(value);
}
