namespace KlingGen;

/// <summary>A member whose absence differs from an explicit JSON <c>null</c>: left off, the service takes its default; null, it takes none.</summary>
/// <typeparam name="T">The type of the value, nullable where null is allowed.</typeparam>
/// <remarks>The default value is absent. Any <typeparamref name="T"/>, null included, converts to a present one.</remarks>
public readonly record struct FalOptional<T>
{
    /// <summary>Makes a present value.</summary>
    /// <param name="value">The value; null is sent as JSON <c>null</c>.</param>
    public FalOptional(T value)
    {
        Value = value;
        IsPresent = true;
    }

    /// <summary>Whether the member is written at all.</summary>
    public bool IsPresent { get; }

    /// <summary>The value, or the default of <typeparamref name="T"/> when absent.</summary>
    public T Value { get; }

    /// <summary>Makes a present value.</summary>
    /// <param name="value">The value; null is sent as JSON <c>null</c>.</param>
    public static implicit operator FalOptional<T>(T value) => new(value);

    /// <summary>The value as text; <c>null</c> for a present null, nothing for an absent one.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => IsPresent ? Value?.ToString() ?? "null" : string.Empty;
}
