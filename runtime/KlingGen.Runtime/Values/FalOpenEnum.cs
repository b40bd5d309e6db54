using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>An enum value that survives a service that grew: known values as members, unknown ones as their text.</summary>
/// <typeparam name="TEnum">The generated enum.</typeparam>
/// <remarks>
/// Two values are equal when they mean the same, however they were made: the same member, or the same unknown text. The default value is neither and is written as
/// JSON <c>null</c>.
/// </remarks>
[JsonConverter(typeof(FalOpenEnumJsonConverter))]
public readonly struct FalOpenEnum<TEnum> : IEquatable<FalOpenEnum<TEnum>>
    where TEnum : struct, Enum
{
    private static readonly IEnumTexts<TEnum>? Texts = EnumTexts.Of(typeof(TEnum)) as IEnumTexts<TEnum>;

    private readonly TEnum _value;
    private readonly bool _known;
    private readonly string? _text;

    internal FalOpenEnum(TEnum value, string? text)
    {
        _value = value;
        _known = true;
        _text = text;
        IsString = true;
    }

    private FalOpenEnum(string text, bool isString)
    {
        _text = text;
        IsString = isString;
    }

    /// <summary>The member, or null when the service sent something this version of the schema does not know.</summary>
    public TEnum? Value => _known ? _value : null;

    /// <summary>The text of the wire: as the service sent it, or what a member stands for; null for the default value.</summary>
    public string? Text => _text ?? (_known ? Texts?.TextOf(_value) : null);

    /// <summary>Whether <see cref="Value"/> is a member.</summary>
    public bool IsKnown => _known;

    /// <summary>Whether the unknown text came as a JSON string, and not as a number or boolean.</summary>
    internal bool IsString { get; }

    /// <summary>Makes the open form of a member.</summary>
    /// <param name="value">The member.</param>
    public static implicit operator FalOpenEnum<TEnum>(TEnum value) => new(value, null);

    /// <summary>Makes a value from a text of the wire: the member that it stands for, or a value that the enum does not declare, which is sent as it is.</summary>
    /// <param name="text">The text of the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static implicit operator FalOpenEnum<TEnum>(string text) => FromText(text);

    /// <summary>Makes a value from a text of the wire. One that the enum does not declare is sent as it is, and <see cref="IsKnown"/> is false.</summary>
    /// <param name="text">The text of the wire.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static FalOpenEnum<TEnum> FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Texts is not null && Texts.TryParse(text, out TEnum known) ? new FalOpenEnum<TEnum>(known, text) : new FalOpenEnum<TEnum>(text, isString: true);
    }

    internal static FalOpenEnum<TEnum> Unknown(string text, bool isString) => new(text, isString);

    /// <summary>Whether both mean the same.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(FalOpenEnum<TEnum> left, FalOpenEnum<TEnum> right) => left.Equals(right);

    /// <summary>Whether the two mean different things.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(FalOpenEnum<TEnum> left, FalOpenEnum<TEnum> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(FalOpenEnum<TEnum> other)
    {
        if (_known || other._known)
            return _known && other._known && EqualityComparer<TEnum>.Default.Equals(_value, other._value);
        return string.Equals(_text, other._text, StringComparison.Ordinal) && (_text is null || IsString == other.IsString);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FalOpenEnum<TEnum> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _known ? EqualityComparer<TEnum>.Default.GetHashCode(_value) : _text is null ? 0 : StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>The text of the wire.</summary>
    /// <returns>The text; empty for the default value.</returns>
    public override string ToString() => Text ?? (_known ? _value.ToString() : string.Empty);
}
