using System.Security.Cryptography;
using System.Text;

namespace KlingGen.Cli.Inspecting;

/// <summary>The file of an emitted source. Its own name is ASCII letters, digits, dots and underscores already; long ones and names of devices need help.</summary>
internal static class CodeFileName
{
    private const string Extension = ".g.cs";
    private const int Longest = 180;

    public static string Of(string hintName)
    {
        string name = hintName.Length <= Longest
            ? hintName
            : $"{hintName[..Longest]}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hintName)).AsSpan(0, 4))}{Extension}";
        string first = name.Split('.')[0];
        return SafeFileName.Make(first + ".x", "", null) == first + ".x" ? name : "_" + name;
    }
}
