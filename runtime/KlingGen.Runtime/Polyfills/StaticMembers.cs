using System.Runtime.Serialization;

namespace KlingGen.CompilerServices;

/// <summary>The members of a codec, by the one instance of it.</summary>
internal static class Codec<T, TCodec>
    where TCodec : IFalCodec<T>
{
    private static readonly TCodec s_codec = Activator.CreateInstance<TCodec>();

    public static T Read(ref FalJsonReader reader) => s_codec.Read(ref reader);

    public static void Write(FalJsonWriter writer, T value) => s_codec.Write(writer, value);
}

/// <summary>The members of an enum's codec, by the one instance of it.</summary>
internal static class EnumCodec<TEnum, TCodec>
    where TEnum : struct, Enum
    where TCodec : IFalEnumCodec<TEnum>
{
    private static readonly TCodec s_codec = Activator.CreateInstance<TCodec>();

    public static string Allowed => s_codec.Allowed;

    public static bool TryParse(ref FalJsonReader reader, out TEnum value) => s_codec.TryParse(ref reader, out value);

    public static bool IsDefined(TEnum value) => s_codec.IsDefined(value);

    public static void Write(FalJsonWriter writer, TEnum value) => s_codec.Write(writer, value);
}

/// <summary>What a record says of its type, asked of an instance without contents: a type with required members cannot be constructed without them.</summary>
internal static class JsonOf<T>
    where T : IFalJson<T>
{
    private static readonly T s_type = (T)FormatterServices.GetUninitializedObject(typeof(T));

    public static FalShape? Shape => s_type.Shape;

    public static T ReadFrom(ref FalJsonReader reader) => s_type.ReadFrom(ref reader);
}
