using System.Runtime.CompilerServices;

namespace KlingGen.CompilerServices;

/// <summary>The members of a codec that come with its type. Where interfaces have no static members, Polyfills has another of the same name.</summary>
internal static class Codec<T, TCodec>
    where TCodec : IFalCodec<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read(ref FalJsonReader reader) => TCodec.Read(ref reader);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(FalJsonWriter writer, T value) => TCodec.Write(writer, value);
}

/// <summary>The members of an enum's codec that come with its type.</summary>
internal static class EnumCodec<TEnum, TCodec>
    where TEnum : struct, Enum
    where TCodec : IFalEnumCodec<TEnum>
{
    public static string Allowed => TCodec.Allowed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParse(ref FalJsonReader reader, out TEnum value) => TCodec.TryParse(ref reader, out value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDefined(TEnum value) => TCodec.IsDefined(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(FalJsonWriter writer, TEnum value) => TCodec.Write(writer, value);
}

/// <summary>The members of a record that come with its type.</summary>
internal static class JsonOf<T>
    where T : IFalJson<T>
{
    public static FalShape? Shape => T.Shape;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReadFrom(ref FalJsonReader reader) => T.ReadFrom(ref reader);
}
