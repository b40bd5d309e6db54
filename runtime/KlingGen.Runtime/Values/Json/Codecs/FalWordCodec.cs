using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <summary>The JSON form of an enum of this library: the service's own word where it has one, else the member's name.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct FalWordCodec<TEnum> : IFalEnumCodec<TEnum>
    where TEnum : struct, Enum
{
    /// <inheritdoc/>
    public static string Allowed => string.Join(", ", Words<TEnum>.All.Select(static word => $"\"{word}\""));

    /// <inheritdoc/>
    public static TEnum Read(ref FalJsonReader reader) => TryParse(ref reader, out TEnum value) ? value : throw reader.Unexpected("one of " + Allowed);

    /// <inheritdoc/>
    public static bool TryParse(ref FalJsonReader reader, out TEnum value)
    {
        value = default;
        IReadOnlyList<string> words = Words<TEnum>.All;
        for (int i = 0; i < words.Count; i++)
        {
            if (!reader.TextIs(Encoding.UTF8.GetBytes(words[i]))) continue;
            value = Unsafe.As<int, TEnum>(ref i);
            return true;
        }

        // Earlier versions were written as numbers.
        if (reader.TokenType != JsonTokenType.Number) return false;
        int number = reader.ReadInt32();
        value = Unsafe.As<int, TEnum>(ref number);
        return IsDefined(value);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a member.</exception>
    public static void Write(FalJsonWriter writer, TEnum value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteValue(IsDefined(value) ? Words<TEnum>.All[Unsafe.As<TEnum, int>(ref value)] : throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a value of {typeof(TEnum).Name}."));
    }

    /// <inheritdoc/>
    public static bool IsDefined(TEnum value) => Unsafe.As<TEnum, int>(ref value) is var index && index >= 0 && index < Words<TEnum>.All.Count;
}

/// <summary>What the service calls the members of an enum, in their order; they are numbered from 0.</summary>
[AttributeUsage(AttributeTargets.Enum)]
internal sealed class WordsAttribute(params string[] words) : Attribute
{
    public string[] Words { get; } = words;
}

/// <summary>The words of one enum of this library: the service's own where it names them, else the members' names.</summary>
internal static class Words<TEnum>
    where TEnum : struct, Enum
{
    public static IReadOnlyList<string> All { get; } = typeof(TEnum).GetCustomAttributes(typeof(WordsAttribute), inherit: false) is [WordsAttribute given] ? given.Words : Enum.GetNames<TEnum>();

    public static TEnum? Find(string word)
    {
        for (int i = 0; i < All.Count; i++)
        {
            if (string.Equals(All[i], word, StringComparison.Ordinal)) return Unsafe.As<int, TEnum>(ref i);
        }

        return null;
    }
}
