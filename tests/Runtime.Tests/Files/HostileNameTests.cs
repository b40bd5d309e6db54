using System.Security.Cryptography;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>Names the service, or whoever speaks in its place, could give to a file: all of them land in the folder, under a harmless name, over nothing.</summary>
public sealed class HostileNameTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Names =
    [
        // Out of the folder.
        "../x.png", "../../x.png", "../../../../../../tmp/x.png", "..\\x.png", "..\\..\\x.png", "a/../../x.png", "a/b/c.png", "./x.png", "/x.png", "//x.png", "///etc/passwd", "/etc/passwd",
        "\\x.png", "\\\\server\\share\\x.png", "//server/share/x.png", "\\\\?\\C:\\x.png", "\\\\.\\pipe\\x", "C:\\x.png", "C:x.png", "c:/windows/x.dll", "file:///etc/passwd", "~/x.png", "~", "-rf",
        "..", ".", "...", "....//", "..;/x.png", "%2e%2e%2fx.png", "..%2fx.png", "..%5cx.png", "%2fetc%2fpasswd", "..\u2215x.png", "..\uFF0Fx.png", "\u2024\u2024/x.png", "$HOME/x.png", "`id`.png",
        // Into a link, a directory or a file that is there.
        "link.png", "dangling.png", "outside/x.png", "outside", "folder.png", "kept.png", "LINK.PNG", "link.png ", "link.png.", "link.png\0.jpg",
        // Devices and streams of Windows.
        "CON", "con.png", "PRN.txt", "AUX", "NUL", "nul.tar.gz", "COM1", "COM¹.png", "LPT9.png", "CONIN$", "CLOCK$", "a.png:evil.exe", "a.png::$DATA", ":$I30:$INDEX_ALLOCATION",
        // Ends, blanks, what cannot be seen, what turns the text round.
        "x.png.", "x.png...", "x.png ", " x.png", ".hidden", ".bashrc", "", " ", "\t", "x\0.png", "x\n.png", "x\r\nSet-Cookie: a", "\u001b[2Jx.png", "\u202Egnp.exe", "x\u200B.png", "\uFEFFx.png",
        "x\uD800.png", "\u0085x.png", "\u2028x.png", "<script>.png", "a|b;c&d.png", "*?.png", "\"x\".png",
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("klinggen-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Eighty_names_and_longer_ones_land_inside_over_nothing()
    {
        string[] names = [.. Names, new('x', 5000), new string('é', 5000) + ".png", string.Concat(Enumerable.Repeat("🦊", 2500)), new string('.', 5000), "x." + new string('p', 5000), string.Concat(Enumerable.Repeat("../", 1700)) + "x"];
        Assert.True(names.Distinct(StringComparer.Ordinal).Count() >= 80, $"{names.Length} names");
        string folder = Path.Combine(_root, "in", "here"), outside = Path.Combine(_root, "outside");
        Prepare(folder, outside);
        SortedDictionary<string, string> before = Snapshot(_root);
        using var client = new FalClient(new FalClientOptions { ApiKey = Studio.Key });
        byte[] bytes = [1, 2, 3];
        var file = new StudioImage { Url = "data:image/png;base64," + Convert.ToBase64String(bytes) };
        foreach (string name in names)
        {
            foreach (bool given in (bool[])[true, false])
            {
                string path = given
                    ? await file.SaveAsync(folder, client, name.Length == 0 ? null : name, cancellationToken: Cancellation)
                    : await (file with { FileName = name }).SaveAsync(folder, client, cancellationToken: Cancellation);
                Assert.Equal(folder, Path.GetDirectoryName(path));
                Assert.Null(new FileInfo(path).LinkTarget);
                Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Cancellation));
                Assert.False(before.ContainsKey(path), path);
                Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Path.GetFileName(path)), 1, 255);
            }
        }

        SortedDictionary<string, string> after = Snapshot(_root);
        output.WriteLine($"{names.Length} names, {after.Count - before.Count} files");
        Assert.All(before, entry => Assert.Equal(entry.Value, after[entry.Key]));
        Assert.All(after.Keys.Except(before.Keys), path => Assert.Equal(folder, Path.GetDirectoryName(path)));
        Assert.Equal(names.Length * 2, after.Count - before.Count);
    }

    private static void Prepare(string folder, string outside)
    {
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(outside);
        File.WriteAllText(Path.Combine(outside, "secret.txt"), "secret");
        File.WriteAllText(Path.Combine(folder, "kept.png"), "kept");
        Directory.CreateDirectory(Path.Combine(folder, "folder.png"));
        File.CreateSymbolicLink(Path.Combine(folder, "link.png"), Path.Combine(outside, "secret.txt"));
        File.CreateSymbolicLink(Path.Combine(folder, "dangling.png"), Path.Combine(outside, "none.txt"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "outside"), outside);
        foreach (string name in (string[])["x.png", "passwd.png", "file.png"])
            File.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine(outside, name));
    }

    // Every path below the root, links by their target and not followed, files by their content.
    private static SortedDictionary<string, string> Snapshot(string root)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (FileSystemInfo entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            bool below = Path.GetRelativePath(root, entry.FullName).Split('/').Contains("outside") && entry.FullName.Contains("/here/outside/", StringComparison.Ordinal);
            if (!below)
                all[entry.FullName] = entry.LinkTarget ?? (entry is FileInfo file ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName))) : "directory");
        }

        return all;
    }
}
