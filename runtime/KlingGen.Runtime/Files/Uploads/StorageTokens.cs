using System.Globalization;
using System.Net.Http.Headers;

namespace KlingGen;

/// <summary>The token the CDN wants: the key is exchanged for it, once until it expires, whoever asks.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing, and uploads may outlive the client's disposal by a moment.")]
internal sealed class StorageTokens(FalTransport transport)
{
    /// <summary>How long before its end a token is not begun with any more.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1);
    private StorageToken? _current;

    public async ValueTask<StorageToken> GetAsync(CallDeadline deadline)
    {
        await _turn.WaitAsync(deadline.Token).ConfigureAwait(false);
        try
        {
            DateTimeOffset now = transport.Time.GetUtcNow();
            if (_current is { } current && now < current.UseUntil)
                return current;
            return _current = await AskAsync(deadline, now).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The CDN did not take it; whoever comes next asks again.</summary>
    public void Forget(StorageToken token) => Interlocked.CompareExchange(ref _current, null, token);

    private async Task<StorageToken> AskAsync(CallDeadline deadline, DateTimeOffset now)
    {
        var request = new ApiRequest
        {
            Operation = FalOperation.StorageToken,
            Address = new Uri(transport.Options.RestBaseAddress, "storage/auth/token?storage_type=fal-cdn-v3"),
            Body = "{}"u8.ToArray(),
        };
        using ApiReply reply = await transport.SendAsync(request, deadline, static reply => StorageAnswer.Needed(reply, "token")).ConfigureAwait(false);
        string type = StorageAnswer.Text(reply, "token_type") ?? "Bearer";
        string token = StorageAnswer.Needed(reply, "token");
        if (token.Length < 8 || !AuthenticationHeaderValue.TryParse($"{type} {token}", out _))
            throw StorageAnswer.Unusable(request, reply, "its token is not valid");

        // The base_url of the answer is not followed: the token goes to the configured CDN alone.
        bool known = DateTimeOffset.TryParse(StorageAnswer.Text(reply, "expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset end);
        TimeSpan life = known && end > now ? end - now : TimeSpan.Zero;
        transport.Key.Hide(token);
        return new StorageToken(Credential.Storage($"{type} {token}"), now + (life > 2 * Margin ? life - Margin : life / 2));
    }
}

/// <summary>A token of the CDN.</summary>
/// <param name="Credential">The credential it makes.</param>
/// <param name="UseUntil">When another is asked for.</param>
internal sealed record StorageToken(Credential Credential, DateTimeOffset UseUntil);
