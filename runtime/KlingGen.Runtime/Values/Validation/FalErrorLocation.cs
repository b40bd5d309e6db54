using System.Collections;
using System.Globalization;
using System.Text;

namespace KlingGen;

/// <summary>Where in the request an error is, as the service writes it: <c>["body", "elements", 0, "frontal_image_url"]</c>.</summary>
/// <remarks>Parts are <see cref="string"/> (names) and <see cref="int"/> (positions in lists). Two locations with equal parts are equal.</remarks>
public sealed class FalErrorLocation : IReadOnlyList<object>, IEquatable<FalErrorLocation>
{
    private readonly object[] _parts;

    /// <summary>Makes a location.</summary>
    /// <param name="parts">Names as <see cref="string"/> and positions as <see cref="int"/>; copied.</param>
    /// <exception cref="ArgumentException">A part is neither.</exception>
    public FalErrorLocation(IEnumerable<object> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _parts = [.. parts];
        if (!Array.TrueForAll(_parts, static part => part is string or int)) throw new ArgumentException("A part must be a name (string) or a position (int).", nameof(parts));
    }

    /// <summary>How many parts there are.</summary>
    public int Count => _parts.Length;

    /// <summary>The part at a position, a <see cref="string"/> or an <see cref="int"/>.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public object this[int index] => _parts[index];

    /// <summary>The JSON pointer (RFC 6901) into the request, without the service's leading <c>body</c>: <c>/elements/0/frontal_image_url</c>.</summary>
    /// <returns>The pointer; empty for the request itself.</returns>
    public string ToPointer()
    {
        var pointer = new StringBuilder();
        for (int i = _parts is ["body", ..] ? 1 : 0; i < _parts.Length; i++)
        {
            string part = string.Create(CultureInfo.InvariantCulture, $"{_parts[i]}");
            pointer.Append('/').Append(part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }

        return pointer.ToString();
    }

    /// <inheritdoc/>
    public IEnumerator<object> GetEnumerator() => ((IEnumerable<object>)_parts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _parts.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(FalErrorLocation? other) => other is not null && _parts.AsSpan().SequenceEqual(other._parts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FalErrorLocation);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (object part in _parts) hash.Add(part);
        return hash.ToHashCode();
    }

    /// <summary>The parts with dots and brackets: <c>body.elements[0].frontal_image_url</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (object part in _parts)
        {
            if (part is int index) text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else text.Append(text.Length == 0 ? string.Empty : ".").Append(part);
        }

        return text.ToString();
    }
}
