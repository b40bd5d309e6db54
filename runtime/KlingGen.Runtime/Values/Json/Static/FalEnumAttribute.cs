using System.ComponentModel;

namespace KlingGen.CompilerServices;

/// <summary>Names the codec of a generated enum, so that <see cref="FalOpenEnum{TEnum}"/> knows the enum's texts.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
/// <typeparam name="TCodec">Its codec.</typeparam>
[AttributeUsage(AttributeTargets.Enum)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalEnumAttribute<TEnum, TCodec> : Attribute, IEnumTextsSource
    where TEnum : struct, Enum
    where TCodec : IFalEnumCodec<TEnum>
{
    IEnumTexts IEnumTextsSource.Texts { get; } = new EnumTexts<TEnum, TCodec>();
}
