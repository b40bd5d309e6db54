namespace KlingGen;

/// <summary>What a request is authorized with, and by that where it may be sent.</summary>
internal sealed class Credential
{
    private Credential(string? token) => Token = token;

    /// <summary>The API key: for the configured base addresses alone.</summary>
    public static Credential Key { get; } = new(null);

    /// <summary>Nothing: the address itself is signed, or open to all. It may lead anywhere.</summary>
    public static Credential None { get; } = new(null);

    /// <summary>The value of the Authorization header; null where it is the key or none.</summary>
    public string? Token { get; }

    /// <summary>A storage token: for the CDN alone.</summary>
    public static Credential Storage(string authorization) => new(authorization);

    public override string ToString() => this == Key ? "key" : this == None ? "none" : "storage token";
}
