using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KlingGen.Compiler;

namespace KlingGen.Emulator.Recording;

/// <summary>One key for every way of writing the same input: order of members, blanks, spelling of numbers and escapes do not count.</summary>
internal static class InputKey
{
    private const int Length = 16;

    /// <param name="input">An input after <see cref="Scrubber"/>.</param>
    /// <returns>Sixteen hexadecimal digits.</returns>
    public static string Of(JsonNode? input)
    {
        string text = input?.ToJsonString() ?? "null";
        string digest = CanonicalForm.Of("input", text).Form?.Sha256 ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return digest[..Length];
    }
}
