namespace KlingGen;

/// <summary>
/// What is kept of an address that the service handed out: path and query, and these only when its origin is the queue's own. Requests go to the
/// configured queue alone, so whatever an answer or a stored handle says, the key goes nowhere else.
/// </summary>
/// <remarks>
/// The text is compared and checked character by character, never parsed: two parsers may disagree about where a host ends, one rule cannot.
/// </remarks>
internal static class HandedOutPath
{
    /// <summary>The longest path with its query, in characters.</summary>
    public const int MaxLength = 2048;

    private static volatile Tuple<Uri, string[]>? s_own;

    private static readonly string[] ServiceNames = [.. Origins(new Uri(ServiceHosts.Queue)), .. Origins(new Uri(ServiceHosts.QueueBackup))];

    /// <summary>Takes the path out of a handed-out address.</summary>
    /// <param name="text">The address as the service wrote it.</param>
    /// <param name="queue">The queue's base address.</param>
    /// <returns>The path; null when the address is missing, of another origin, or not a plain one.</returns>
    public static string? Read(string? text, Uri queue)
    {
        // The longest origin is a host name of 255 characters with scheme and port.
        if (text is null || text.Length > MaxLength + 300)
            return null;

        string? own = AfterOrigin(text, OwnOrigins(queue));
        string? rest = own ?? AfterOrigin(text, ServiceNames);
        if (rest is null)
            return null;

        // A gateway with a path of its own may hand on the service's addresses, which do not have that path.
        string path = own is null ? rest[1..] : rest.StartsWith(queue.AbsolutePath, StringComparison.Ordinal) ? rest[queue.AbsolutePath.Length..] : rest;
        return IsSound(path) ? path : null;
    }

    /// <summary>The address at the configured queue; null when the path cannot be used, as in a handle that somebody has edited.</summary>
    public static Uri? Resolve(string? path, Uri queue)
    {
        if (!IsSound(path))
            return null;
        string origin = queue.GetLeftPart(UriPartial.Authority);
        string text = path![0] == '/' ? origin + path : origin + queue.AbsolutePath + path;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.UserInfo.Length == 0 && address.GetLeftPart(UriPartial.Authority) == origin ? address : null;
    }

    /// <summary>The same path with other words after it: <c>…/status?a=1</c> becomes <c>…/status/stream?a=1&amp;logs=1</c>.</summary>
    public static string With(string path, string suffix, bool logs)
    {
        int mark = path.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0 && !logs)
            return suffix.Length == 0 ? path : path.TrimEnd('/') + suffix;
        string before = mark < 0 ? path : path[..mark];
        IEnumerable<string> query = (mark < 0 ? string.Empty : path[(mark + 1)..]).Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(static pair => pair is not "logs" && !pair.StartsWith("logs=", StringComparison.Ordinal));
        string joined = string.Join('&', logs ? query.Append("logs=1") : query);
        return (suffix.Length == 0 ? before : before.TrimEnd('/') + suffix) + (joined.Length == 0 ? string.Empty : "?" + joined);
    }

    /// <summary>Printable ASCII without what parsers read in different ways; whole segments, none of which leads upwards, not even when it is decoded.</summary>
    public static bool IsSound(string? path)
    {
        if (path is null || path.Length is 0 or > MaxLength)
            return false;

        int mark = path.IndexOf('?', StringComparison.Ordinal);
        ReadOnlySpan<char> segments = mark < 0 ? path : path.AsSpan(0, mark);
        ReadOnlySpan<char> query = mark < 0 ? [] : path.AsSpan(mark + 1);
        return HasSoundText(segments, inPath: true) && HasSoundText(query, inPath: false) && HasSoundSegments(segments);
    }

    private static bool HasSoundSegments(ReadOnlySpan<char> path)
    {
        if (path.StartsWith("/"))
            path = path[1..];
        if (path.EndsWith("/"))
            path = path[..^1];
        if (path.IsEmpty)
            return false;
        while (true)
        {
            int end = path.IndexOf('/');
            ReadOnlySpan<char> segment = end < 0 ? path : path[..end];
            if (segment.IsEmpty || segment.StartsWith("..") || segment.SequenceEqual("."))
                return false;
            if (end < 0)
                return true;
            path = path[(end + 1)..];
        }
    }

    private static bool HasSoundText(ReadOnlySpan<char> text, bool inPath)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is < '!' or > '~' or '\\' or '#' or '"' or '<' or '>' or '^' or '`' or '{' or '|' or '}')
                return false;
            if (c != '%')
                continue;
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return false;
            int decoded = Convert.ToInt32(text.Slice(i + 1, 2).ToString(), 16);
            if (decoded < ' ' || decoded == 0x7F || (inPath && (char)decoded is '.' or '/' or '\\' or '%' or '?' or '#'))
                return false;
        }

        return true;
    }

    private static string? AfterOrigin(string text, string[] origins)
    {
        foreach (string origin in origins)
        {
            if (text.Length > origin.Length && text[origin.Length] == '/' && text.StartsWith(origin, StringComparison.OrdinalIgnoreCase))
                return text[origin.Length..];
        }

        return null;
    }

    // A program has one queue, or a few.
    private static string[] OwnOrigins(Uri queue)
    {
        if (s_own is { } own && ReferenceEquals(own.Item1, queue))
            return own.Item2;
        string[] origins = Origins(queue);
        s_own = Tuple.Create(queue, origins);
        return origins;
    }

    // An address may name the port that its scheme has by default, or not.
    private static string[] Origins(Uri address)
    {
        string host = address.HostNameType == UriHostNameType.Dns ? address.IdnHost : address.Host;
        string named = $"{address.Scheme}://{host}:{address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        return address.IsDefaultPort ? [$"{address.Scheme}://{host}", named] : [named];
    }
}
