namespace KlingGen;

/// <summary>What the service's storage may send us to, and where its token may be shown.</summary>
internal static class StorageAddresses
{
    private const int Longest = 8192;

    /// <summary>Whether a storage token may go there: the configured CDN, or a sister of it where that is the service's own.</summary>
    public static bool IsCdn(Uri address, FalClientOptions options)
    {
        Uri cdn = options.CdnBaseAddress;
        if (address.UserInfo.Length > 0)
            return false;
        if (address.GetLeftPart(UriPartial.Authority) == cdn.GetLeftPart(UriPartial.Authority))
            return address.AbsolutePath.StartsWith(cdn.AbsolutePath, StringComparison.Ordinal);
        return cdn.Host.EndsWith(ServiceHosts.CdnSuffix, StringComparison.Ordinal) && address.Host.EndsWith(ServiceHosts.CdnSuffix, StringComparison.Ordinal)
            && address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort;
    }

    /// <summary>An address out of an answer: absolute, by https, without user information; by http to this machine where that is allowed. Null for any other.</summary>
    public static Uri? Read(string? text, FalClientOptions options)
    {
        if (text is null or { Length: > Longest } || !Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.UserInfo.Length > 0 || address.Host.Length == 0)
            return null;
        bool sound = address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && options.AllowPrivateDownloads);
        return sound && MediaText.IsUrl(text) ? address : null;
    }

    /// <summary>An address with something after its path, its query kept: <c>…/upload/1?signature</c>.</summary>
    public static Uri Below(Uri address, string path) => new(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/" + path + address.Query);
}
