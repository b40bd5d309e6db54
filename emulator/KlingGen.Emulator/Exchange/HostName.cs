using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KlingGen.Emulator.Exchange;

/// <summary>A host with its port, as a header names it. Whatever is not one, byte for byte, is none: it would end up in JSON and in addresses.</summary>
/// <param name="Name">The host in lower case; an IPv6 address with its brackets.</param>
/// <param name="Port">The port; null for the scheme's own.</param>
internal readonly record struct HostName(string Name, int? Port)
{
    public static HostName? Of(string? text)
    {
        if (text is null || text.Length is 0 or > 262)
            return null;

        int end = text[0] == '[' ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? colon : text.Length;
        string name = text[..end];
        int? port = null;
        if (end < text.Length)
        {
            port = PortOf(text[end] == ':' ? text[(end + 1)..] : null);
            if (port is null)
                return null;
        }

        return IsName(name) ? new HostName(name.ToLowerInvariant(), port) : null;
    }

    public static int? PortOf(string? text) =>
        text is { Length: > 0 and <= 5 } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535 ? port : null;

    /// <summary>Host and port as they stand in an address.</summary>
    public string Authority(string scheme) =>
        Port is not { } port || port == (scheme == "https" ? 443 : 80) ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}:{port}");

    private static bool IsName(string name)
    {
        if (name.Length == 0)
            return false;
        if (name[0] == '[')
            return name.Length > 2 && !name.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(name[1..^1], out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6;

        string[] labels = name.Split('.');
        return Array.TrueForAll(labels, static label => label.Length is > 0 and <= 63 && label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
    }
}
