using System.Net;

namespace KlingGen.Extensions.AI;

/// <summary>
/// What a model may name as media: addresses that anybody can reach, data URIs, and files of one folder. A file is what its links lead to; whatever leaves the folder is
/// refused.
/// </summary>
internal sealed class MediaRules
{
    // Names that lead to machines of a network of one's own.
    private static readonly string[] s_privateEndings = [".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".home.arpa"];

    private readonly string? _folder;
    private readonly HashSet<string> _own;

    /// <param name="folder">The folder of the files; null: none are allowed.</param>
    /// <param name="own">The service's addresses: with an emulator they are private themselves.</param>
    public MediaRules(string? folder, IEnumerable<Uri> own)
    {
        _folder = folder is null ? null : Path.TrimEndingDirectorySeparator(RealPath(Path.GetFullPath(folder)));
        _own = [.. own.Where(static address => IsPrivate(address)).Select(static address => address.Authority)];
    }

    /// <summary>The rules of a client.</summary>
    public static MediaRules Of(FalClient client, string? folder) =>
        new(folder, [client.Options.RunBaseAddress, client.Options.QueueBaseAddress, client.Options.CdnBaseAddress]);

    /// <summary>Why a text that is an address must not be passed on; null where it may, or is not an address at all.</summary>
    public string? Refusal(string text)
    {
        if (!LooksLikeAddress(text) || !Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? address))
            return null;
        // Whether it may be one of this machine's is asked where media belong.
        if (address.IsFile)
            return null;
        if (address.Scheme is not ("http" or "https"))
            return $"is an address of the kind '{address.Scheme}:', and only https is allowed";
        if (address.UserInfo.Length > 0)
            return "is an address with a user name in it, which is not allowed";
        if (_own.Contains(address.Authority))
            return null;
        return IsPrivate(address) ? "is an address of a private network, which is not allowed; give one that anybody can reach" : null;
    }

    /// <summary>The media that a text names.</summary>
    /// <param name="text">The text.</param>
    /// <param name="refusal">Why it is refused; null where it is not.</param>
    /// <returns>The media; what is refused, and what is neither an address nor a file, as it stands.</returns>
    public FalMedia Find(string text, out string? refusal)
    {
        refusal = null;
        if (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return FalMedia.FromText(text);
        if (text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            return Uri.TryCreate(text, UriKind.Absolute, out Uri? file) && file.IsFile && file.Host.Length == 0 ? File(file.LocalPath, out refusal) : Refused(text, "is not the name of a file", out refusal);
        if (LooksLikeAddress(text))
        {
            refusal = Refusal(text);
            return FalMedia.FromText(text.Trim());
        }
        return LooksLikeFile(text) || (_folder is not null && System.IO.File.Exists(Path.Combine(_folder, Path.GetFileName(text)))) ? File(text, out refusal) : FalMedia.FromText(text);
    }

    private FalMedia File(string text, out string? refusal)
    {
        if (_folder is null)
            return Refused(text, "is a file, and files are not allowed here; give an https address", out refusal);
        try
        {
            string path = RealPath(Path.GetFullPath(text, _folder));
            if (!path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                return Refused(text, "is outside the folder of files that may be used; give the name of a file in that folder", out refusal);
            if (!System.IO.File.Exists(path))
                return Refused(text, "is not a file in the folder of files that may be used; check the name", out refusal);
            refusal = null;
            return FalMedia.FromFile(path);
        }
        catch (Exception unusable) when (unusable is ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Refused(text, "is not the name of a file", out refusal);
        }
    }

    private static FalMedia Refused(string text, string reason, out string? refusal)
    {
        refusal = reason;
        return FalMedia.FromText(text);
    }

    private static bool LooksLikeAddress(string text)
    {
        int colon = text.AsSpan().TrimStart().IndexOf(':');
        if (colon < 2)
            return false;
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        foreach (char c in start[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return false;
        }
        return start[(colon + 1)..].StartsWith("/") || start[(colon + 1)..].StartsWith("\\");
    }

    private static bool LooksLikeFile(string text) =>
        text.AsSpan().IndexOfAny('/', '\\', '\0') >= 0 || (Path.GetExtension(text) is { Length: > 1 and < 7 } extension && extension.AsSpan(1).IndexOf(' ') < 0);

    private static bool IsPrivate(Uri address)
    {
        string host = address.IdnHost.TrimEnd('.').Trim('[', ']');
        if (IPAddress.TryParse(host, out IPAddress? ip))
            return PrivateAddresses.IsPrivate(ip);
        // A name of one word is looked up in the network at hand.
        return host.Length == 0 || !host.Contains('.', StringComparison.Ordinal) || s_privateEndings.Any(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A path with all links followed, of its folders too.</summary>
    private static string RealPath(string path)
    {
        string root = Path.GetPathRoot(path) ?? "";
        string real = root;
        foreach (string part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            FileSystemInfo found = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            if (found.LinkTarget is not null && found.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                real = RealPath(target.FullName);
        }
        return real;
    }
}
