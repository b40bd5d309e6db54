using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace KlingGen.CompilerServices;

/// <content>Rules on any value, on texts and on enums.</content>
public ref partial struct FalValidator
{
    /// <summary>The value must not be null.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Required<T>(T? value)
    {
        if (value is null) FailMissing();
        return ref this;
    }

    /// <summary>The text must have at least so many characters.</summary>
    /// <param name="value">The text.</param>
    /// <param name="minimum">In Unicode code points: an emoji counts as one.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator MinLength(string? value, long minimum)
    {
        // A code point takes one or two UTF-16 units, so most texts are checked by their length alone.
        if (value is not null && value.Length < minimum * 2) CountAtLeast(value, minimum);
        return ref this;
    }

    /// <summary>The text must have at most so many characters.</summary>
    /// <param name="value">The text.</param>
    /// <param name="maximum">In Unicode code points: an emoji counts as one.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator MaxLength(string? value, long maximum)
    {
        if (value is not null && value.Length > maximum) CountAtMost(value, maximum);
        return ref this;
    }

    /// <summary>The text must match a pattern somewhere.</summary>
    /// <param name="value">The text.</param>
    /// <param name="pattern">The pattern, by the rules of ECMAScript.</param>
    /// <returns>The validator, for more rules.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pattern"/> is null.</exception>
    [UnscopedRef]
    public ref FalValidator Pattern(string? value, FalPattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (value is not null && _checkRules && !pattern.IsMatch(value))
            Fail(FalRules.PatternMismatch, $"does not match the pattern {pattern}", pattern.ToString(), Quote(value));
        return ref this;
    }

    /// <summary>The value must be a declared member of the enum, not a number cast to it.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Defined<TEnum, TCodec>(TEnum? value)
        where TEnum : struct, Enum
        where TCodec : CompilerServices.IFalEnumCodec<TEnum>
    {
        if (value is { } given && !EnumCodec<TEnum, TCodec>.IsDefined(given)) FailOneOf<TEnum, TCodec>(given.ToString());
        return ref this;
    }

    /// <summary>The value must be a declared member of the enum, not a text the schema does not know.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator Defined<TEnum, TCodec>(FalOpenEnum<TEnum>? value)
        where TEnum : struct, Enum
        where TCodec : CompilerServices.IFalEnumCodec<TEnum>
    {
        if (value is { } given && !(given.Value is { } known && EnumCodec<TEnum, TCodec>.IsDefined(known))) FailOneOf<TEnum, TCodec>(Quote(given.ToString()));
        return ref this;
    }

    /// <summary>The text must be this one.</summary>
    /// <param name="value">The text.</param>
    /// <param name="expected">The only text allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator Const(string? value, string expected)
    {
        if (value is not null && !string.Equals(value, expected, StringComparison.Ordinal)) FailConst(Quote(expected), Quote(value));
        return ref this;
    }

    /// <summary>The number must be this one.</summary>
    /// <param name="value">The number.</param>
    /// <param name="expected">The only number allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator Const(long? value, long expected)
    {
        if (value is { } given && given != expected) FailConst(Number(expected), Number(given));
        return ref this;
    }

    /// <inheritdoc cref="Const(long?, long)"/>
    [UnscopedRef]
    public ref FalValidator Const(double? value, double expected)
    {
        if (value is { } given && !given.Equals(expected)) FailConst(Number(expected), Number(given));
        return ref this;
    }

    /// <summary>The boolean must be this one.</summary>
    /// <param name="value">The boolean.</param>
    /// <param name="expected">The only one allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator Const(bool? value, bool expected)
    {
        if (value is { } given && given != expected) FailConst(expected ? "true" : "false", given ? "true" : "false");
        return ref this;
    }

    /// <summary>The JSON must be equal to this one.</summary>
    /// <param name="value">The JSON.</param>
    /// <param name="expected">The only JSON allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="expected"/> is null.</exception>
    [UnscopedRef]
    public ref FalValidator Const(FalJson? value, FalJson expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (value is not null && !value.Equals(expected)) FailConst(Shorten(expected.ToString()), Shorten(value.ToString()));
        return ref this;
    }

    /// <summary>The value must be null: the schema allows nothing else.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator OnlyNull<T>(T? value)
    {
        if (value is not null) Fail(FalRules.OnlyNull, "is given, but only null is allowed", "null", Shorten($"{value}"));
        return ref this;
    }

    private void FailMissing() => Fail(FalRules.Missing, "is required, but null", null, "null");

    private void CountAtLeast(string value, long minimum)
    {
        int length = CodePoints.Count(value);
        if (length < minimum)
            Fail(FalRules.StringTooShort, $"has {Characters(length)}, at least {Number(minimum)} {(minimum == 1 ? "is" : "are")} required", Number(minimum), Quote(value));
    }

    private void CountAtMost(string value, long maximum)
    {
        int length = CodePoints.Count(value);
        if (length > maximum)
            Fail(FalRules.StringTooLong, $"has {Characters(length)}, at most {Number(maximum)} {(maximum == 1 ? "is" : "are")} allowed", Number(maximum), Quote(value));
    }

    private void FailConst(string expected, string actual) =>
        Fail(FalRules.OneOf, $"is {actual}, only {expected} is allowed", expected, actual);

    private void FailOneOf<TEnum, TCodec>(string actual)
        where TEnum : struct, Enum
        where TCodec : CompilerServices.IFalEnumCodec<TEnum>
    {
        string allowed = EnumCodec<TEnum, TCodec>.Allowed;
        string choice = allowed.Length == 0 ? $"a member of {typeof(TEnum).Name}" : $"one of {Shorten(allowed, 200)}";
        Fail(FalRules.OneOf, $"is {actual}, but must be {choice}", allowed.Length == 0 ? null : Shorten(allowed, 200), actual);
    }

    private static string Characters(int count) => count == 1 ? "1 character" : $"{Number(count)} characters";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
