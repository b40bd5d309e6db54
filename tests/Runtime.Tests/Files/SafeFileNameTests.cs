using System.Globalization;
using System.Net;
using System.Text;
using KlingGen;
using KlingGen.TestKit;

namespace Runtime.Tests.Files;

public class SafeFileNameTests
{
    [Theory]
    [InlineData("a.png", "a.png")]
    [InlineData("../../etc/passwd", "passwd.png")]
    [InlineData("..\\..\\boot.ini", "boot.ini")]
    [InlineData("/etc/shadow", "shadow.png")]
    [InlineData("C:\\Windows\\x.dll", "x.dll")]
    [InlineData("C:x.png", "C_x.png")]
    [InlineData("\\\\host\\share\\x.png", "x.png")]
    [InlineData("a.png:stream", "a.png_stream.png")]
    [InlineData("CON", "_CON.png")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("COM1.tar.gz", "_COM1.tar.gz")]
    [InlineData("lpt¹.png", "_lpt¹.png")]
    [InlineData(".htaccess", "htaccess.png")]
    [InlineData("...", "from-url.jpg")]
    [InlineData("..", "from-url.jpg")]
    [InlineData("", "from-url.jpg")]
    [InlineData("   ", "from-url.jpg")]
    [InlineData(null, "from-url.jpg")]
    [InlineData("a. . .", "a.png")]
    [InlineData("a.png. ", "a.png")]
    [InlineData("a\u0000b.png", "a_b.png")]
    [InlineData("a\nb.png", "a_b.png")]
    [InlineData("\u202Egnp.exe", "_gnp.exe")]
    [InlineData("a\u200Bb.png", "a_b.png")]
    [InlineData("a<b>|?*\".png", "a_b_____.png")]
    [InlineData("фото.png", "фото.png")]
    [InlineData("🦊.webp", "🦊.webp")]
    public void Hostile_names_become_harmless(string? name, string expected) =>
        Assert.Equal(expected, SafeFileName.Make(name, "https://files.example/x/from-url.jpg?sig=1", "image/png"));

    [Fact]
    public void Any_text_becomes_one_harmless_name()
    {
        var random = new Random(Seeds.Of(7));
        const string Alphabet = "ab./\\:*?\"<>| .\0\n\u202e\ud83d\udd8a~éﬁ$%-_CONul1";
        for (int i = 0; i < 5000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(0, i % 50 == 0 ? 5000 : 40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            string name = SafeFileName.Make(text, text, "image/png");
            Assert.Equal(name, Path.GetFileName(name));
            Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 160);
            Assert.DoesNotContain(name, c => c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
            Assert.False(name[0] == '.' || name[^1] is '.' or ' ', name);
        }
    }

    [Theory]
    [InlineData("8.8.8.8", false)]
    [InlineData("172.15.0.1", false)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("100.64.0.1", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("169.254.1.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("ff02::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("64:ff9b::a00:1", true)]
    [InlineData("64:ff9b::808:808", false)]
    [InlineData("2002:7f00:1::", true)]
    [InlineData("2606:4700::1111", false)]
    public void Private_addresses_are_known(string address, bool isPrivate) => Assert.Equal(isPrivate, PrivateAddresses.IsPrivate(IPAddress.Parse(address)));
}
