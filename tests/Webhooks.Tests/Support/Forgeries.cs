using System.Globalization;
using System.Text;

namespace Webhooks.Tests.Support;

/// <summary>Everything that must not be accepted in place of one good webhook, with a name for its kind.</summary>
internal static class Forgeries
{
    public const int BodyFlips = 1000;

    public static IEnumerable<(string Kind, Delivery Webhook)> Of(Delivery good, Signer signer, Signer stranger, DateTimeOffset now, int seed) =>
        [.. Negatives(good, signer, stranger, now), .. Flips(good, seed), .. Window(good, signer, now)];

    /// <summary>Adapted from the tests of the Standard Webhooks libraries, with a few that this scheme needs beside them.</summary>
    public static IEnumerable<(string Kind, Delivery Webhook)> Negatives(Delivery good, Signer signer, Signer stranger, DateTimeOffset now)
    {
        string signature = good.Signature!;
        yield return ("no id", good with { RequestId = null });
        yield return ("no user", good with { UserId = null });
        yield return ("no timestamp", good with { Timestamp = null });
        yield return ("no signature", good with { Signature = null });
        foreach (string timestamp in (string[])["hello", "", good.Timestamp + ".0", "+" + good.Timestamp, "0" + good.Timestamp, good.Timestamp + " ", " " + good.Timestamp, "-" + good.Timestamp, "1e9", "0x65", "١٢٣", new('9', 11), new('9', 40)])
            yield return ("timestamp that is no integer", good with { Timestamp = timestamp });
        yield return ("timestamp too old", signer.Webhook(now.AddSeconds(-301), good.Body));
        yield return ("timestamp too new", signer.Webhook(now.AddSeconds(301), good.Body));
        foreach (string invalid in (string[])["", "hello", new('0', 128), new('f', 128), new('g', 128), "v1," + signature, $"{signature} {signature}", signature.Insert(64, " ")])
            yield return ("signature that is none", good with { Signature = invalid });
        for (int length = 2; length < 128; length += 2)
            yield return ("part of a signature", good with { Signature = signature[..length] });
        yield return ("signature with more behind it", good with { Signature = signature + "00" });
        yield return ("signature of another body", good with { Body = [.. good.Body, (byte)' '] });
        yield return ("signature of another body", good with { Body = [] });
        yield return ("signature of another key", stranger.Webhook(now, good.Body, good.RequestId!, good.UserId!));
        yield return ("signature of the body alone", good with { Signature = Convert.ToHexStringLower(signer.Sign(good.Body)) });
        foreach (Delivery twice in (Delivery[])[good with { RequestId = Twice(good.RequestId) }, good with { UserId = Twice(good.UserId) }, good with { Timestamp = Twice(good.Timestamp) }, good with { Signature = Twice(signature) }])
            yield return ("a header twice", twice);
        yield return ("border between two values moved", Moved(good, signer));
        yield return ("values in each other's place", good with { RequestId = good.UserId, UserId = good.RequestId });
    }

    public static IEnumerable<(string Kind, Delivery Webhook)> Flips(Delivery good, int seed)
    {
        byte[] signature = Convert.FromHexString(good.Signature!);
        for (int bit = 0; bit < 512; bit++)
            yield return ("bit of the signature", good with { Signature = Convert.ToHexStringLower(Flipped(signature, bit)) });
        foreach (string timestamp in FlippedTexts(good.Timestamp!))
            yield return ("bit of the timestamp", good with { Timestamp = timestamp });
        foreach (string id in FlippedTexts(good.RequestId!))
            yield return ("bit of the request id", good with { RequestId = id });
        foreach (string id in FlippedTexts(good.UserId!))
            yield return ("bit of the user id", good with { UserId = id });

        int[] bits = [.. Enumerable.Range(0, good.Body.Length * 8)];
        new Random(seed).Shuffle(bits);
        Assert.True(bits.Length >= BodyFlips);
        foreach (int bit in bits.Take(BodyFlips))
            yield return ("bit of the body", good with { Body = Flipped(good.Body, bit) });
    }

    /// <summary>Good signatures outside of the window, second by second near its edges.</summary>
    public static IEnumerable<(string Kind, Delivery Webhook)> Window(Delivery good, Signer signer, DateTimeOffset now)
    {
        foreach (int beyond in (int[])[301, 302, 360, 3600, 86_400, 1_000_000])
        {
            yield return ("before the window", signer.Webhook(now.AddSeconds(-beyond), good.Body));
            yield return ("after the window", signer.Webhook(now.AddSeconds(beyond), good.Body));
        }
    }

    private static string Twice(string? value) => value + Delivery.Twice + value;

    /// <summary>The same signed text, read with the first line feed in another place.</summary>
    private static Delivery Moved(Delivery good, Signer signer)
    {
        Delivery whole = signer.Webhook(DateTimeOffset.FromUnixTimeSeconds(long.Parse(good.Timestamp!, CultureInfo.InvariantCulture)), good.Body, "a\nb", "c");
        return whole with { RequestId = "a", UserId = "b\nc" };
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] copy = [.. bytes];
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }

    // Eight bits a character, as headers are bytes: some of the results no header can hold, and all must be refused.
    private static IEnumerable<string> FlippedTexts(string text) =>
        Enumerable.Range(0, text.Length * 8).Select(bit => Encoding.Latin1.GetString(Flipped(Encoding.Latin1.GetBytes(text), bit)));
}
