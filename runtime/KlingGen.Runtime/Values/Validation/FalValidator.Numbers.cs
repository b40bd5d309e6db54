using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KlingGen.CompilerServices;

/// <content>Rules on numbers. NaN and the infinities break every rule but the one they are asked for: JSON cannot say them.</content>
public ref partial struct FalValidator
{
    /// <summary>The number must be at least the limit.</summary>
    /// <param name="value">The number.</param>
    /// <param name="minimum">The limit, itself allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Minimum(long? value, long minimum)
    {
        if (value is { } given && given < minimum) FailBound(FalRules.GreaterThanEqual, Number(given), "at least", Number(minimum));
        return ref this;
    }

    /// <inheritdoc cref="Minimum(long?, long)"/>
    [UnscopedRef]
    public ref FalValidator Minimum(double? value, double minimum)
    {
        if (value is { } given && IsFinite(given) && given < minimum) FailBound(FalRules.GreaterThanEqual, Number(given), "at least", Number(minimum));
        return ref this;
    }

    /// <summary>The number must be at most the limit.</summary>
    /// <param name="value">The number.</param>
    /// <param name="maximum">The limit, itself allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Maximum(long? value, long maximum)
    {
        if (value is { } given && given > maximum) FailBound(FalRules.LessThanEqual, Number(given), "at most", Number(maximum));
        return ref this;
    }

    /// <inheritdoc cref="Maximum(long?, long)"/>
    [UnscopedRef]
    public ref FalValidator Maximum(double? value, double maximum)
    {
        if (value is { } given && IsFinite(given) && given > maximum) FailBound(FalRules.LessThanEqual, Number(given), "at most", Number(maximum));
        return ref this;
    }

    /// <summary>The number must be greater than the limit.</summary>
    /// <param name="value">The number.</param>
    /// <param name="minimum">The limit, itself not allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator ExclusiveMinimum(long? value, long minimum)
    {
        if (value is { } given && given <= minimum) FailBound(FalRules.GreaterThan, Number(given), "greater than", Number(minimum));
        return ref this;
    }

    /// <inheritdoc cref="ExclusiveMinimum(long?, long)"/>
    [UnscopedRef]
    public ref FalValidator ExclusiveMinimum(double? value, double minimum)
    {
        if (value is { } given && IsFinite(given) && given <= minimum) FailBound(FalRules.GreaterThan, Number(given), "greater than", Number(minimum));
        return ref this;
    }

    /// <summary>The number must be less than the limit.</summary>
    /// <param name="value">The number.</param>
    /// <param name="maximum">The limit, itself not allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator ExclusiveMaximum(long? value, long maximum)
    {
        if (value is { } given && given >= maximum) FailBound(FalRules.LessThan, Number(given), "less than", Number(maximum));
        return ref this;
    }

    /// <inheritdoc cref="ExclusiveMaximum(long?, long)"/>
    [UnscopedRef]
    public ref FalValidator ExclusiveMaximum(double? value, double maximum)
    {
        if (value is { } given && IsFinite(given) && given >= maximum) FailBound(FalRules.LessThan, Number(given), "less than", Number(maximum));
        return ref this;
    }

    /// <summary>The number must lie within two limits.</summary>
    /// <param name="value">The number.</param>
    /// <param name="minimum">The lower limit, itself allowed.</param>
    /// <param name="maximum">The upper limit, itself allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Range(long? value, long minimum, long maximum)
    {
        if (value is { } given && (given < minimum || given > maximum)) FailRange(given, minimum, maximum);
        return ref this;
    }

    /// <inheritdoc cref="Range(long?, long, long)"/>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Range(double? value, double minimum, double maximum)
    {
        if (value is { } given && !(given >= minimum && given <= maximum)) FailRange(given, minimum, maximum);
        return ref this;
    }

    /// <summary>The number must be a whole multiple of a step, exactly: 0.3 is a multiple of 0.1.</summary>
    /// <param name="value">The number.</param>
    /// <param name="step">The step, greater than 0.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator MultipleOf(long? value, long step)
    {
        if (value is { } given && step != 0 && step != -1 && given % step != 0) FailMultiple(Number(given), Number(step));
        return ref this;
    }

    /// <inheritdoc cref="MultipleOf(long?, long)"/>
    [UnscopedRef]
    public ref FalValidator MultipleOf(double? value, double step)
    {
        if (value is { } given && _checkRules && IsFinite(given) && !Multiples.IsMultiple(given, step)) FailMultiple(Number(given), Number(step));
        return ref this;
    }

    /// <inheritdoc cref="MultipleOf(long?, long)"/>
    [UnscopedRef]
    public ref FalValidator MultipleOf(double? value, decimal step)
    {
        if (value is { } given && _checkRules && IsFinite(given) && !Multiples.IsMultiple(given, step))
            FailMultiple(Number(given), step.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return ref this;
    }

    /// <summary>The number must be one that JSON can say: not NaN, not infinite.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator Finite(double? value)
    {
        if (value is { } given) IsFinite(given);
        return ref this;
    }

    /// <summary>The number must have no fraction.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator Whole(double? value)
    {
        if (value is { } given && IsFinite(given) && Math.Truncate(given) != given)
            Fail(FalRules.WholeNumber, $"is {Number(given)}, but must be a whole number", null, Number(given));
        return ref this;
    }

    private void FailRange(long value, long minimum, long maximum) => Minimum(value, minimum).Maximum(value, maximum);

    private void FailRange(double value, double minimum, double maximum)
    {
        if (IsFinite(value)) Minimum(value, minimum).Maximum(value, maximum);
    }

    private bool IsFinite(double value)
    {
        if (double.IsFinite(value)) return true;
        Fail(FalRules.FiniteNumber, $"is {Number(value)}, which JSON cannot represent; use a finite number", null, Number(value));
        return false;
    }

    private void FailBound(string rule, string actual, string relation, string limit) =>
        Fail(rule, $"is {actual}, but must be {relation} {limit}", limit, actual);

    private void FailMultiple(string actual, string step) =>
        Fail(FalRules.MultipleOf, $"is {actual}, but must be a multiple of {step}", step, actual);
}
