using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace KlingGen.CompilerServices;

public ref partial struct FalJsonReader
{
    /// <summary>Reads a value if it is what the codec needs; otherwise the reader stays where it is.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">The codec of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>False where the JSON is something else.</returns>
    public bool TryRead<T, TCodec>([MaybeNullWhen(false)] out T value)
        where TCodec : IFalCodec<T>
    {
        FalJsonReader trial = Fork();
        trial._trial = true;
        try
        {
            value = Codec<T, TCodec>.Read(ref trial);
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }

        trial._trial = _trial;
        this = trial;
        return true;
    }

    /// <summary>
    /// Reads a case of a union whose JSON another case may have as well, if the rules of that case allow what was read; otherwise the reader stays where it is.
    /// Results are not held to rules.
    /// </summary>
    /// <typeparam name="TUnion">The type of the union.</typeparam>
    /// <typeparam name="T">The type of the case.</typeparam>
    /// <typeparam name="TCodec">The codec of the case.</typeparam>
    /// <param name="from">Makes the union of the case.</param>
    /// <param name="union">The union.</param>
    /// <returns>False where the JSON is something else, or breaks a rule.</returns>
    public bool TryReadValid<TUnion, T, TCodec>(Func<T, TUnion> from, [MaybeNullWhen(false)] out TUnion union)
        where TUnion : CompilerServices.IFalValidatable
        where TCodec : IFalCodec<T>
    {
        ArgumentNullException.ThrowIfNull(from);
        FalJsonReader trial = Fork();
        union = trial.TryRead<T, TCodec>(out T? value) ? from(value) : default;
        if (union is null || (!Lenient && !CompilerServices.FalValidator.IsValid(union)))
            return false;
        this = trial;
        return true;
    }

    /// <summary>
    /// Reads a value that its tag says is of this type. What is wrong behind the tag is an error in a request; a result keeps the value as something the schema does
    /// not describe, and the reader stays where it is.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">The codec of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>False where the JSON is not what the codec needs, in a result.</returns>
    /// <exception cref="JsonException">The JSON is not what the codec needs, in a request.</exception>
    public bool TryReadTagged<T, TCodec>([MaybeNullWhen(false)] out T value)
        where TCodec : IFalCodec<T>
    {
        if (Lenient) return TryReadLeniently<T, TCodec>(out value);
        value = Codec<T, TCodec>.Read(ref this);
        return true;
    }

    /// <summary>Whether the value is an object with a member that is this string.</summary>
    /// <param name="name">The member's name in UTF-8, not escaped.</param>
    /// <param name="text">The string in UTF-8, not escaped.</param>
    /// <returns>True when it is.</returns>
    /// <exception cref="JsonException">The object is malformed.</exception>
    public readonly bool MemberIs(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) => TryPeekMember(name, out FalJsonReader value) && value.TextIs(text);

    /// <summary>A string as <see cref="string"/>, a whole number as <see cref="long"/>, any other number as <see cref="double"/>; null for everything else.</summary>
    /// <returns>The value or null.</returns>
    public readonly object? ScalarOrNull()
    {
        switch (_inner.TokenType)
        {
            case JsonTokenType.String:
                return ReadString();
            case JsonTokenType.Number:
                double number = ReadDouble();
                return Math.Abs(number) < 9e18 && Math.Floor(number) == number ? (object)ReadInt64() : number;
            default:
                return null;
        }
    }
}
