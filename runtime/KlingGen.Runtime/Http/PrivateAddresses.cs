using System.Net;
using System.Net.Sockets;

namespace KlingGen;

/// <summary>Which addresses only this machine or its network can reach.</summary>
internal static class PrivateAddresses
{
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out int length))
            return true;
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => IsPrivate4(bytes[..4]),
            AddressFamily.InterNetworkV6 => length == 16 && IsPrivate6(bytes),
            _ => true,
        };
    }

    private static bool IsPrivate4(ReadOnlySpan<byte> b) => b[0] switch
    {
        0 or 10 or 127 => true,
        100 => b[1] is >= 64 and <= 127,
        169 => b[1] == 254,
        172 => b[1] is >= 16 and <= 31,
        192 => b[1] == 168 || (b[1] == 0 && b[2] is 0 or 2),
        198 => b[1] is 18 or 19 || (b[1] == 51 && b[2] == 100),
        203 => b[1] == 0 && b[2] == 113,
        >= 224 => true,
        _ => false,
    };

    private static bool IsPrivate6(ReadOnlySpan<byte> b)
    {
        // Unspecified, loopback, and the old compatible form all start with 96 zero bits.
        if (b[..12].IndexOfAnyExcept((byte)0) < 0)
            return true;
        if (b[0] == 0xFF || (b[0] & 0xFE) == 0xFC || (b[0] == 0xFE && (b[1] & 0x80) == 0x80))
            return true;
        // Translated IPv4: NAT64 (64:ff9b::/96) and 6to4 (2002::/16) lead to the address they hold. Teredo (2001::/32) hides one.
        if (b[0] == 0x00 && b[1] == 0x64 && b[2] == 0xFF && b[3] == 0x9B)
            return b[4..12].IndexOfAnyExcept((byte)0) >= 0 || IsPrivate4(b[12..16]);
        if (b[0] == 0x20 && b[1] == 0x02)
            return IsPrivate4(b[2..6]);
        return b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0;
    }
}
