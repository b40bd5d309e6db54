namespace KlingGen.CompilerServices;

// The codecs of the library as instances: each member leads to the static one of the same name.
public readonly partial struct StringCodec
{
    string IFalCodec<string>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<string>.Write(FalJsonWriter writer, string value) => Write(writer, value);
}

public readonly partial struct Int32Codec
{
    int IFalCodec<int>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<int>.Write(FalJsonWriter writer, int value) => Write(writer, value);
}

public readonly partial struct Int64Codec
{
    long IFalCodec<long>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<long>.Write(FalJsonWriter writer, long value) => Write(writer, value);
}

public readonly partial struct DoubleCodec
{
    double IFalCodec<double>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<double>.Write(FalJsonWriter writer, double value) => Write(writer, value);
}

public readonly partial struct BooleanCodec
{
    bool IFalCodec<bool>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<bool>.Write(FalJsonWriter writer, bool value) => Write(writer, value);
}

public readonly partial struct JsonCodec
{
    FalJson IFalCodec<FalJson>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<FalJson>.Write(FalJsonWriter writer, FalJson value) => Write(writer, value);
}

public readonly partial struct MediaCodec
{
    FalMedia IFalCodec<FalMedia>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<FalMedia>.Write(FalJsonWriter writer, FalMedia value) => Write(writer, value);
}

public readonly partial struct RecordCodec<T>
{
    T IFalCodec<T>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<T>.Write(FalJsonWriter writer, T value) => Write(writer, value);
}

public readonly partial struct ListCodec<T, TCodec>
{
    IReadOnlyList<T> IFalCodec<IReadOnlyList<T>>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<IReadOnlyList<T>>.Write(FalJsonWriter writer, IReadOnlyList<T> value) => Write(writer, value);
}

public readonly partial struct MapCodec<T, TCodec>
{
    IReadOnlyDictionary<string, T> IFalCodec<IReadOnlyDictionary<string, T>>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<IReadOnlyDictionary<string, T>>.Write(FalJsonWriter writer, IReadOnlyDictionary<string, T> value) => Write(writer, value);
}

public readonly partial struct NullableCodec<T, TCodec>
{
    T? IFalCodec<T?>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<T?>.Write(FalJsonWriter writer, T? value) => Write(writer, value);
}

public readonly partial struct NullableValueCodec<T, TCodec>
{
    T? IFalCodec<T?>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<T?>.Write(FalJsonWriter writer, T? value) => Write(writer, value);
}

public readonly partial struct OpenEnumCodec<TEnum, TEnumCodec>
{
    FalOpenEnum<TEnum> IFalCodec<FalOpenEnum<TEnum>>.Read(ref FalJsonReader reader) => Read(ref reader);

    void IFalCodec<FalOpenEnum<TEnum>>.Write(FalJsonWriter writer, FalOpenEnum<TEnum> value) => Write(writer, value);
}

public readonly partial struct FalWordCodec<TEnum>
{
    string IFalEnumCodec<TEnum>.Allowed => Allowed;

    TEnum IFalCodec<TEnum>.Read(ref FalJsonReader reader) => Read(ref reader);

    bool IFalEnumCodec<TEnum>.TryParse(ref FalJsonReader reader, out TEnum value) => TryParse(ref reader, out value);

    void IFalCodec<TEnum>.Write(FalJsonWriter writer, TEnum value) => Write(writer, value);

    bool IFalEnumCodec<TEnum>.IsDefined(TEnum value) => IsDefined(value);
}
