namespace KlingGen;

/// <summary>Makes failures of a known kind. Where the framework has no kinds, Polyfills has another.</summary>
internal static class RequestErrors
{
    public static HttpRequestException New(HttpRequestError kind, string message) => new(kind, message);
}
