using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace KlingGen.CompilerServices;

/// <summary>The JSON form of an emitted enum, all of it from one table.</summary>
/// <typeparam name="TSelf">The type that has the table.</typeparam>
/// <typeparam name="TEnum">The enum; its members are numbered from 0, in the table's order.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalEnumValues<TSelf, TEnum> : IFalEnumCodec<TEnum>
    where TSelf : IFalEnumValues<TSelf, TEnum>
    where TEnum : struct, Enum
{
    /// <summary>The values of the wire.</summary>
    static abstract FalEnumTable Table { get; }

    static string IFalEnumCodec<TEnum>.Allowed => TSelf.Table.Allowed;

    static TEnum IFalCodec<TEnum>.Read(ref FalJsonReader reader) =>
        reader.FindMember(TSelf.Table) is var member && member >= 0 ? Unsafe.As<int, TEnum>(ref member) : throw reader.Unexpected(TSelf.Table.Allowed);

    static bool IFalEnumCodec<TEnum>.TryParse(ref FalJsonReader reader, out TEnum value)
    {
        int member = reader.FindMember(TSelf.Table);
        int found = Math.Max(0, member);
        value = Unsafe.As<int, TEnum>(ref found);
        return member >= 0;
    }

    static void IFalCodec<TEnum>.Write(FalJsonWriter writer, TEnum value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        int member = Unsafe.As<TEnum, int>(ref value);
        writer.WriteJson((uint)member < (uint)TSelf.Table.Count ? TSelf.Table.Json(member) : throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a value of {typeof(TEnum).Name}."));
    }

    static bool IFalEnumCodec<TEnum>.IsDefined(TEnum value) => (uint)Unsafe.As<TEnum, int>(ref value) < (uint)TSelf.Table.Count;
}
