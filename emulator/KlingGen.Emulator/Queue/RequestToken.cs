#if NET9_0_OR_GREATER
using System.Buffers.Text;
#endif

namespace KlingGen.Emulator.Queue;

/// <summary>A second name for a request id, from which nobody outside reads the first.</summary>
internal static class RequestToken
{
    private const byte Mask = 0x5A;

    public static string Of(string requestId)
    {
        byte[] bytes = Guid.Parse(requestId).ToByteArray();
        Array.Reverse(bytes);
        return Base64Url.EncodeToString(Array.ConvertAll(bytes, static b => (byte)(b ^ Mask)));
    }

    /// <summary>The request id; null for what is no token.</summary>
    public static string? Read(string token)
    {
        if (token.Length != 22 || !Base64Url.IsValid(token))
            return null;
        byte[] bytes = Array.ConvertAll(Base64Url.DecodeFromChars(token), static b => (byte)(b ^ Mask));
        Array.Reverse(bytes);
        return new Guid(bytes).ToString();
    }
}
