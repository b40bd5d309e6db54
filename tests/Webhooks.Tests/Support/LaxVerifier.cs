using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Tests.Support;

/// <summary>What a verifier may forget.</summary>
[Flags]
internal enum Laxity
{
    None = 0,
    SkipsTimestamp = 1,
    AcceptsAnyKey = 2,
    ComparesPrefix = 4,
    SkipsBody = 8,
    SkipsUser = 16,
    TakesFirstOfTwo = 32,
    TrimsTimestamp = 64,
}

/// <summary>A verifier written again in thirty lines, whole or with a mistake of choice: the proof that the proofs can fail.</summary>
internal sealed class LaxVerifier(Signer signer, Signer stranger, TimeProvider time, Laxity laxity)
{
    public bool Accepts(Delivery webhook)
    {
        string?[] headers = [webhook.RequestId, webhook.UserId, webhook.Timestamp, webhook.Signature];
        if (Has(Laxity.TakesFirstOfTwo))
            headers = [.. headers.Select(static header => header?.Split(Delivery.Twice)[0])];
        if (headers.Any(static header => string.IsNullOrEmpty(header) || header.Any(static c => c is < ' ' or > '~')))
            return false;

        string timestamp = Has(Laxity.TrimsTimestamp) ? headers[2]!.Trim() : headers[2]!;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long sent) || timestamp[0] == '0')
            return false;
        if (!Has(Laxity.SkipsTimestamp) && Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - sent) > 300)
            return false;
        if (headers[3]!.Length != 128 || !headers[3]!.All(char.IsAsciiHexDigit))
            return false;

        string digest = Has(Laxity.SkipsBody) ? "" : Convert.ToHexStringLower(SHA256.HashData(webhook.Body));
        byte[] message = Encoding.UTF8.GetBytes($"{headers[0]}\n{(Has(Laxity.SkipsUser) ? "" : headers[1])}\n{timestamp}\n{digest}");
        byte[] given = Convert.FromHexString(headers[3]!);
        int compared = Has(Laxity.ComparesPrefix) ? 32 : 64;
        return (Has(Laxity.AcceptsAnyKey) ? (Signer[])[signer, stranger] : [signer]).Any(key => given.AsSpan(0, compared).SequenceEqual(key.Sign(message).AsSpan(0, compared)));
    }

    private bool Has(Laxity mistake) => laxity.HasFlag(mistake);
}
