using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace KlingGen.Emulator.Auth;

/// <summary>Tokens this emulator has given out, each with its end on the emulator's clock.</summary>
internal sealed class TokenStore(FalEmulatorOptions options)
{
    private readonly ConcurrentDictionary<string, (string User, DateTimeOffset End)> _storage = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string User, DateTimeOffset End)> _shortLived = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Path, DateTimeOffset End)> _links = new(StringComparer.Ordinal);

    public (string Token, DateTimeOffset End) NewStorage(string user, TimeSpan life) => New(_storage, user, life);

    public (string Token, DateTimeOffset End) NewShortLived(TimeSpan life) => New(_shortLived, options.UserName, life);

    /// <summary>A secret that opens one file for a time.</summary>
    public string NewLink(string path, TimeSpan life)
    {
        string identity = Secret();
        _links[identity] = (path, options.TimeProvider.GetUtcNow() + life);
        return identity;
    }

    /// <summary>Whose storage token the header holds; null when it holds none that is in force.</summary>
    public string? StorageUser(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true ? UserOf(_storage, authorization[7..].Trim()) : null;

    public bool IsShortLived(string token) => UserOf(_shortLived, token) is not null;

    public bool Opens(string? identity, string path) =>
        identity is not null && _links.TryGetValue(identity, out (string Path, DateTimeOffset End) link) && link.Path == path && link.End > options.TimeProvider.GetUtcNow();

    private (string Token, DateTimeOffset End) New(ConcurrentDictionary<string, (string User, DateTimeOffset End)> book, string user, TimeSpan life)
    {
        (string token, DateTimeOffset end) = (Secret(), options.TimeProvider.GetUtcNow() + life);
        book[token] = (user, end);
        return (token, end);
    }

    private string? UserOf(ConcurrentDictionary<string, (string User, DateTimeOffset End)> book, string token) =>
        book.TryGetValue(token, out (string User, DateTimeOffset End) entry) && entry.End > options.TimeProvider.GetUtcNow() ? entry.User : null;

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
