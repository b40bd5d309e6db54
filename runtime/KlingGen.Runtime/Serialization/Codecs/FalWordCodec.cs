using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <summary>The JSON form of an enum of this library: the service's own word where it has one, else the member's name.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FalWordCodec<TEnum> : IFalEnumCodec<TEnum>
    where TEnum : struct, Enum
{
    /// <inheritdoc/>
    public static string Allowed => string.Join(", ", Words.Of<TEnum>().Select(static word => $"\"{word}\""));

    /// <inheritdoc/>
    public static TEnum Read(ref FalJsonReader reader) => TryParse(ref reader, out TEnum value) ? value : throw reader.Unexpected("one of " + Allowed);

    /// <inheritdoc/>
    public static bool TryParse(ref FalJsonReader reader, out TEnum value)
    {
        value = default;
        IReadOnlyList<string> words = Words.Of<TEnum>();
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
        writer.WriteValue(IsDefined(value) ? Words.Of<TEnum>()[Unsafe.As<TEnum, int>(ref value)] : throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a value of {typeof(TEnum).Name}."));
    }

    /// <inheritdoc/>
    public static bool IsDefined(TEnum value) => Unsafe.As<TEnum, int>(ref value) is var index && index >= 0 && index < Words.Of<TEnum>().Count;
}

/// <summary>The words of this library's enums, in the order of their members, which are numbered from 0.</summary>
internal static class Words
{
    private static readonly Dictionary<Type, string[]> s_words = new()
    {
        [typeof(FalQueueState)] = ["UNKNOWN", "IN_QUEUE", "IN_PROGRESS", "COMPLETED"],
        [typeof(FalPriority)] = ["normal", "low"],
        [typeof(FalCancelStatus)] = ["CANCELLATION_REQUESTED", "ALREADY_COMPLETED", "NOT_FOUND"],
        [typeof(FalWebhookStatus)] = ["OK", "ERROR"],
        [typeof(FalAccessDecision)] = ["allow", "forbid", "hide"],
        [typeof(FalMediaTransfer)] = Enum.GetNames<FalMediaTransfer>(),
        [typeof(FalUploadRoute)] = Enum.GetNames<FalUploadRoute>(),
        [typeof(FalMediaKind)] = Enum.GetNames<FalMediaKind>(),
        [typeof(FalWebhookVerificationStatus)] = Enum.GetNames<FalWebhookVerificationStatus>(),
        [typeof(FalWebhookClaimStatus)] = Enum.GetNames<FalWebhookClaimStatus>(),
        [typeof(FalWebhookHandlingStatus)] = Enum.GetNames<FalWebhookHandlingStatus>(),
    };

    public static IReadOnlyList<string> Of<TEnum>()
        where TEnum : struct, Enum => s_words[typeof(TEnum)];

    public static int IndexOf(this IReadOnlyList<string> words, string word)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (string.Equals(words[i], word, StringComparison.Ordinal)) return i;
        }

        return -1;
    }
}
