namespace KlingGen;

/// <summary>
/// The rule for addresses that are sent the key: absolute, by https (or wss), or by anything to loopback; no user information, query or fragment.
/// </summary>
internal static class BaseAddress
{
    public static Uri Check(Uri? address, string option)
    {
        ArgumentNullException.ThrowIfNull(address, option);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https" or "ws" or "wss"))
            throw new ArgumentException($"{option} must be an absolute http or https address.", option);
        if (address.Scheme is "http" or "ws" && !address.IsLoopback)
            throw new ArgumentException($"{option} ({address.Host}) must use https, because the API key is sent there. Plain http is allowed for loopback addresses only.", option);
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new ArgumentException($"{option} must not have user information, a query or a fragment.", option);
        return WithSlash(address);
    }

    // Without the slash at the end, new Uri(base, relative) would drop the last segment.
    public static Uri WithSlash(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;
}
