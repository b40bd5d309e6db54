using System.Collections.Concurrent;
using System.Security.Cryptography;
using KlingGen.Emulator.Hosting;

namespace KlingGen.Emulator.Auth;

/// <summary>Tokens this emulator has given out, each with its end on the emulator's clock.</summary>
internal sealed class TokenBook(EmulatorServices services)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _storage = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _shortLived = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Path, DateTimeOffset End)> _links = new(StringComparer.Ordinal);

    public (string Token, DateTimeOffset End) NewStorage(TimeSpan life) => New(_storage, life);

    public (string Token, DateTimeOffset End) NewShortLived(TimeSpan life) => New(_shortLived, life);

    /// <summary>A secret that opens one file for a time.</summary>
    public string NewLink(string path, TimeSpan life)
    {
        string identity = Secret();
        _links[identity] = (path, services.Clock.GetUtcNow() + life);
        return identity;
    }

    public bool IsStorage(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true && IsValid(_storage, authorization[7..].Trim());

    public bool IsShortLived(string token) => IsValid(_shortLived, token);

    public bool Opens(string? identity, string path) =>
        identity is not null && _links.TryGetValue(identity, out (string Path, DateTimeOffset End) link) && link.Path == path && link.End > services.Clock.GetUtcNow();

    private (string Token, DateTimeOffset End) New(ConcurrentDictionary<string, DateTimeOffset> book, TimeSpan life)
    {
        (string token, DateTimeOffset end) = (Secret(), services.Clock.GetUtcNow() + life);
        book[token] = end;
        return (token, end);
    }

    private bool IsValid(ConcurrentDictionary<string, DateTimeOffset> book, string token) =>
        book.TryGetValue(token, out DateTimeOffset end) && end > services.Clock.GetUtcNow();

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
