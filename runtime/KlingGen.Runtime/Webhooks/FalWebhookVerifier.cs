using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KlingGen;

/// <summary>
/// Distinguishes the service's webhooks from everybody else's, on any host: give it the headers and the body as they came. Thread-safe; make one and keep it, it
/// remembers the service's keys.
/// </summary>
/// <remarks>
/// The body must be the bytes that were received: parsed and written again, they are others, and no signature fits. See <c>docs/webhooks.md</c>.
/// </remarks>
public sealed class FalWebhookVerifier : IDisposable
{
    private const int SignatureLength = 64;

    private readonly FalWebhookOptions _options;
    private readonly WebhookKeyCache _keys;
    private readonly IFalEd25519 _ed25519;

    /// <summary>Creates a verifier. No request is made until the first webhook comes.</summary>
    /// <param name="ed25519">The signature scheme: <c>FalEd25519.Instance</c> of the package KlingGen.Webhooks.</param>
    /// <param name="options">The options; checked and copied here. Left <see langword="null"/>, the defaults.</param>
    /// <param name="httpClient">The client to ask for keys with; left <see langword="null"/>, one is made. It must not follow redirects. It is not disposed.</param>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public FalWebhookVerifier(IFalEd25519 ed25519, FalWebhookOptions? options = null, HttpClient? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(ed25519);
        _ed25519 = ed25519;
        _options = (options ?? new FalWebhookOptions()).CheckedCopy();
        _keys = new WebhookKeyCache(_options, new WebhookKeySource(_options, ed25519, httpClient));
    }

    /// <summary>Verifies a webhook whose body is in memory.</summary>
    /// <param name="headers">The four headers.</param>
    /// <param name="body">The body as it was received. It is kept, not copied.</param>
    /// <param name="cancellationToken">Ends the waiting for keys.</param>
    /// <returns>The result; a forgery is a result too, never an exception.</returns>
    /// <exception cref="FalConnectionException">There are no keys to compare with, and the service was not reached. Answer 503: the service delivers again.</exception>
    /// <exception cref="FalApiException">There are no keys to compare with, and the service's answer was none. Answer 503.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<FalWebhookVerificationResult> VerifyAsync(FalWebhookHeaders headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(headers);
        FalWebhookVerificationResult? refused = Examine(headers, out Claimed claimed);
        return refused is not null ? Task.FromResult(refused) : VerifyAsync(headers, claimed, body, cancellationToken);
    }

    /// <summary>Verifies a webhook whose body is still to be read. It is read only if the headers can be good, and no further than <see cref="FalWebhookOptions.MaxBodyBytes"/>.</summary>
    /// <param name="headers">The four headers.</param>
    /// <param name="body">The body. It is not closed.</param>
    /// <param name="cancellationToken">Ends the reading and the waiting for keys.</param>
    /// <returns>The result; a forgery is a result too, never an exception.</returns>
    /// <exception cref="IOException">The body could not be read.</exception>
    /// <exception cref="FalConnectionException">There are no keys to compare with, and the service was not reached. Answer 503: the service delivers again.</exception>
    /// <exception cref="FalApiException">There are no keys to compare with, and the service's answer was none. Answer 503.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<FalWebhookVerificationResult> VerifyAsync(FalWebhookHeaders headers, Stream body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(body);
        if (Examine(headers, out Claimed claimed) is { } refused)
            return refused;
        return await LimitedBody.ReadAsync(body, _options.MaxBodyBytes, cancellationToken).ConfigureAwait(false) is { } bytes
            ? await VerifyAsync(headers, claimed, bytes, cancellationToken).ConfigureAwait(false)
            : TooLong();
    }

    /// <summary>Closes the connection to the service's keys.</summary>
    public void Dispose() => _keys.Dispose();

    /// <summary>All that costs next to nothing, so that most of what strangers send ends here: no hash, no curve, no request for keys.</summary>
    private FalWebhookVerificationResult? Examine(FalWebhookHeaders headers, out Claimed claimed)
    {
        claimed = default;
        if (headers.Status != FalWebhookVerificationStatus.Valid)
        {
            string what = headers.Status switch
            {
                FalWebhookVerificationStatus.MissingHeader => "is absent or empty",
                FalWebhookVerificationStatus.RepeatedHeader => "occurs more than once",
                _ => "is longer than 512 characters or not printable ASCII",
            };
            return new FalWebhookVerificationResult(headers.Status, $"The header {headers.Offender} {what}.");
        }

        if (!TryReadTimestamp(headers.Timestamp!, out long sent))
            return new FalWebhookVerificationResult(FalWebhookVerificationStatus.MalformedTimestamp, $"The header {FalWebhookHeaders.TimestampName} is not a plain integer.");
        long age = _options.TimeProvider.GetUtcNow().ToUnixTimeSeconds() - sent;
        long tolerance = (long)_options.Tolerance.TotalSeconds;
        if (age > tolerance)
            return new FalWebhookVerificationResult(FalWebhookVerificationStatus.TooOld, $"The webhook is {age} seconds old; at most {tolerance} are allowed.");
        if (age < -tolerance)
            return new FalWebhookVerificationResult(FalWebhookVerificationStatus.TooNew, $"The webhook is {-age} seconds ahead of the clock; at most {tolerance} are allowed.");
        if (_options.UserIds.Count > 0 && !_options.UserIds.Contains(headers.UserId!))
            return new FalWebhookVerificationResult(FalWebhookVerificationStatus.ForeignUser, "The webhook belongs to an account that FalWebhookOptions.UserIds does not name.");

        byte[] signature = new byte[SignatureLength];
        if (!TryReadSignature(headers.Signature!, signature))
            return new FalWebhookVerificationResult(FalWebhookVerificationStatus.MalformedSignature, $"The header {FalWebhookHeaders.SignatureName} is not {SignatureLength} bytes in hexadecimal.");
        claimed = new Claimed(DateTimeOffset.FromUnixTimeSeconds(sent), signature);
        return null;
    }

    private async Task<FalWebhookVerificationResult> VerifyAsync(FalWebhookHeaders headers, Claimed claimed, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (body.Length > _options.MaxBodyBytes)
            return TooLong();

        byte[] message = SignedMessage(headers, body.Span);
        WebhookKeySet keys = await _keys.CurrentAsync(cancellationToken).ConfigureAwait(false);
        bool signed = IsSigned(keys, message, claimed.Signature);
        // The service may have changed its keys since we asked.
        if (!signed && await _keys.RefreshAsync(keys, cancellationToken).ConfigureAwait(false) is { } fresh)
            signed = IsSigned(fresh, message, claimed.Signature);
        return signed
            ? new FalWebhookVerificationResult(new FalVerifiedWebhook(body, headers.RequestId, headers.UserId, claimed.SentAt))
            : new FalWebhookVerificationResult(FalWebhookVerificationStatus.WrongSignature, "No key of the service made this signature for these bytes. Is the body the one that was received, byte for byte?");
    }

    // Every key is tried, whichever fits: how long it takes says nothing about which one it was.
    private bool IsSigned(WebhookKeySet keys, byte[] message, byte[] signature)
    {
        bool signed = false;
        foreach (byte[] key in keys.Keys)
            signed |= _ed25519.Verify(key, message, signature);
        return signed;
    }

    private FalWebhookVerificationResult TooLong() => new(FalWebhookVerificationStatus.BodyTooLong, $"The body is longer than {_options.MaxBodyBytes} bytes (FalWebhookOptions.MaxBodyBytes).");

    private static byte[] SignedMessage(FalWebhookHeaders headers, ReadOnlySpan<byte> body)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, digest);
        return Encoding.UTF8.GetBytes($"{headers.RequestId}\n{headers.UserId}\n{headers.Timestamp}\n{Convert.ToHexString(digest).ToLowerInvariant()}");
    }

    // Digits alone, as they are signed: no sign, space, fraction, exponent or leading zero, and no more of them than a sensible time has.
    private static bool TryReadTimestamp(string text, out long seconds)
    {
        seconds = 0;
        if (text.Length is 0 or > 11 || text[0] == '0')
            return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }

        seconds = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    private static bool TryReadSignature(string text, byte[] signature)
    {
        if (text.Length != SignatureLength * 2)
            return false;
        for (int i = 0; i < signature.Length; i++)
        {
            if (!char.IsAsciiHexDigit(text[2 * i]) || !char.IsAsciiHexDigit(text[(2 * i) + 1]))
                return false;
            signature[i] = byte.Parse(text.AsSpan(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        return true;
    }

    /// <summary>What the headers claim, once it has the right form.</summary>
    private readonly record struct Claimed(DateTimeOffset SentAt, byte[] Signature);
}
