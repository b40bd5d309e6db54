using System.ComponentModel;

namespace KlingGen.CompilerServices;

/// <summary>Names the codec of a generated enum, so that <see cref="FalOpenEnum{TEnum}"/> knows the enum's texts. Attributes with type parameters cannot be read on .NET Framework.</summary>
/// <param name="codec">Its codec.</param>
[AttributeUsage(AttributeTargets.Enum)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalEnumAttribute(Type codec) : Attribute, IEnumTextsSource
{
    /// <summary>The codec.</summary>
    public Type Codec => codec;

    IEnumTexts IEnumTextsSource.Texts => ((IEnumTextsSource)Activator.CreateInstance(codec)).Texts;
}
