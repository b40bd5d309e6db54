using System.ComponentModel;
namespace KlingGen.CompilerServices;

/// <summary>The JSON form of an enum. Generated once per enum.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalEnumCodec<TEnum> : IFalCodec<TEnum>
    where TEnum : struct, Enum
{
    /// <summary>The values of the wire in words, for messages: <c>"1K", "2K"</c>. Empty when there is nothing to say.</summary>
    static virtual string Allowed => string.Empty;

    /// <summary>The type as a JSON schema; null where the project did not ask for it (<c>OpenApi="true"</c> on the schema item).</summary>
    static virtual FalSchema? Schema => null;

    /// <summary>Looks at the current scalar without throwing on a value the enum does not know.</summary>
    /// <param name="reader">Stands on the value; is not moved.</param>
    /// <param name="value">The member found.</param>
    /// <returns>Whether the value is a member of the enum.</returns>
    static abstract bool TryParse(ref FalJsonReader reader, out TEnum value);

    /// <summary>Whether <paramref name="value"/> is a declared member, so that a number cast to the enum is caught.</summary>
    /// <param name="value">The value to look at.</param>
    /// <returns>True for a declared member.</returns>
    static abstract bool IsDefined(TEnum value);
}
