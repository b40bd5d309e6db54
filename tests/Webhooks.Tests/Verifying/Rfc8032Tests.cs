using System.Numerics;
using KlingGen;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Verifying;

/// <summary>The chosen library against RFC 8032 and against the encodings that careless verifiers accept.</summary>
public sealed class Rfc8032Tests
{
    private static readonly BigInteger s_order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The points whose order divides eight, in each encoding that decodes to one of them, canonical or not.</summary>
    private static readonly string[] s_smallOrder =
    [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ];

    [Theory]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData(
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void Its_vectors_are_verified_and_their_neighbours_are_not(string key, string message, string signature)
    {
        byte[] k = Convert.FromHexString(key), m = Convert.FromHexString(message), s = Convert.FromHexString(signature);
        Assert.True(FalEd25519.Instance.IsPublicKey(k));
        Assert.True(FalEd25519.Instance.Verify(k, m, s));
        for (int bit = 0; bit < 512; bit++)
        {
            s[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(FalEd25519.Instance.Verify(k, m, s));
            s[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.False(FalEd25519.Instance.Verify(k, [.. m, 0], s));
        Assert.False(FalEd25519.Instance.Verify(k, m, s.AsSpan(0, 63)));
        Assert.False(FalEd25519.Instance.Verify(k.AsSpan(0, 31), m, s));
    }

    [Fact]
    public void Keys_of_small_order_are_none_in_any_encoding()
    {
        foreach (string point in s_smallOrder)
            Assert.False(FalEd25519.Instance.IsPublicKey(Convert.FromHexString(point)), point);
    }

    [Fact]
    public void Encodings_that_are_no_point_or_not_the_shortest_are_no_keys()
    {
        // y = p + n for the few n below 2^255 - p, with either sign.
        for (int n = 0; n < 19; n++)
        {
            byte[] key = [.. Enumerable.Repeat((byte)0xFF, 31), 0x7F];
            key[0] = (byte)(0xED + n);
            Assert.False(FalEd25519.Instance.IsPublicKey(key), Convert.ToHexString(key));
            key[31] |= 0x80;
            Assert.False(FalEd25519.Instance.IsPublicKey(key), Convert.ToHexString(key));
        }

        Assert.False(FalEd25519.Instance.IsPublicKey(new byte[31]));
        Assert.False(FalEd25519.Instance.IsPublicKey(new byte[33]));
        byte[] twisted = new Signer(1).PublicKey;
        int keys = 0;
        for (int y = 0; y < 200; y++)
        {
            twisted[0] = (byte)y;
            keys += FalEd25519.Instance.IsPublicKey(twisted) ? 1 : 0;
        }

        // Half of all numbers are no point of the curve, and of the points one in eight is of prime order.
        Assert.InRange(keys, 1, 50);
    }

    [Fact]
    public void A_scalar_beyond_the_order_makes_no_second_signature()
    {
        var signer = new Signer(3);
        byte[] message = "paid"u8.ToArray(), signature = signer.Sign(message);
        Assert.True(FalEd25519.Instance.Verify(signer.PublicKey, message, signature));
        BigInteger scalar = new(signature.AsSpan(32), isUnsigned: true);
        int tried = 0;
        for (BigInteger more = scalar + s_order; more < BigInteger.Pow(2, 256); more += s_order)
        {
            byte[] malleable = [.. signature[..32], .. more.ToByteArray(isUnsigned: true), .. new byte[1]];
            Assert.False(FalEd25519.Instance.Verify(signer.PublicKey, message, malleable.AsSpan(0, 64)));
            tried++;
        }

        Assert.True(tried >= 14);
    }

    [Fact]
    public void A_signature_with_a_commitment_of_small_order_fits_no_honest_key()
    {
        var signer = new Signer(4);
        foreach (string point in s_smallOrder)
        {
            for (int i = 0; i < 32; i++)
                Assert.False(FalEd25519.Instance.Verify(signer.PublicKey, [(byte)i], [.. Convert.FromHexString(point), .. new byte[32]]), point);
        }
    }
}
