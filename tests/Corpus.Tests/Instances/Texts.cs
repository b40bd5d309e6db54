using System.Text;
using CsCheck;

namespace CorpusTests.Instances;

/// <summary>Strings of a length in code points.</summary>
internal static class Texts
{
    private static readonly string[] s_odd = ["\"", "\\", "/", "\n", "\t", "\u0001", "\u007F", "é", "ß", "漢", "\u2028", "\uFFFD", "\uFEFF", "😀", "🧑", "𝒳", "\U0010FFFD", "<", "&", "'", "\u0301"];
    private static readonly string[] s_media = ["https://example.com/a.png", "https://v3.fal.media/files/x/clip.mp4?token=a%20b", "http://localhost:8080/x", "data:image/png;base64,iVBORw0KGgo=", "data:,x"];

    public const string Address = "https://example.com/";

    public static string Make(PCG pcg, int length)
    {
        var text = new StringBuilder(length);
        bool odd = pcg.Next(3) == 0;
        for (int i = 0; i < length; i++)
        {
            if (odd && pcg.Next(3) == 0)
                text.Append(s_odd[(int)pcg.Next((uint)s_odd.Length)]);
            else
                text.Append((char)('a' + pcg.Next(26)));
        }
        return text.ToString();
    }

    public static string Media(PCG pcg) => s_media[(int)pcg.Next((uint)s_media.Length)];

    /// <summary>So many characters that each take two UTF-16 units.</summary>
    public static string Astral(int length) => string.Concat(Enumerable.Repeat("😀", length));

    /// <summary>Any UTF-16, halves of surrogate pairs included.</summary>
    public static string Hostile(PCG pcg)
    {
        var text = new StringBuilder();
        for (uint i = pcg.Next(12); i > 0; i--)
        {
            text.Append(pcg.Next(4) switch
            {
                0 => (char)(0xD800 + pcg.Next(0x800)),
                1 => (char)pcg.Next(0x80),
                _ => (char)pcg.Next(0x10000),
            });
        }
        return text.ToString();
    }
}
