namespace KlingGen;

/// <summary>What may stand in an address as a request id.</summary>
internal static class RequestIds
{
    public static bool IsSound(string? id)
    {
        if (id is null || id.Length is 0 or > 200 || id.Trim('.').Length == 0)
            return false;
        foreach (char c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '~' or ':'))
                return false;
        }

        return true;
    }

    public static string Check(string requestId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(requestId);
        return IsSound(requestId)
            ? requestId
            : throw new ArgumentException("A request id must consist of letters, digits, '-', '_', '.' and ':', at most 200 of them.", nameof(requestId));
    }
}
