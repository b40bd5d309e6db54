using System.Runtime.Versioning;

namespace KlingGen;

/// <summary>What a browser does by itself, and what it keeps from the code that runs in it.</summary>
internal static class InBrowser
{
    private static readonly HttpRequestOptionsKey<bool> s_streaming = new("WebAssemblyEnableStreamingResponse");

    /// <summary>
    /// Whether each header that is not among a few safe ones has to be allowed by the other site. What only helps (User-Agent, the rest of a file by Range and If-Range) is left out then.
    /// </summary>
    public static bool AsksForEachHeader => OperatingSystem.IsBrowser();

    /// <summary>
    /// Whether bodies arrive decoded while their length is that of the encoded bytes, and the header that would say so is hidden from other sites.
    /// The browser itself notices a body that breaks off.
    /// </summary>
    [SupportedOSPlatformGuard("browser")]
    public static bool HidesEncoding => OperatingSystem.IsBrowser();

    /// <summary>A failure in the browser's words, which are the same for a host that is away and for one that does not allow the page's origin.</summary>
    public static string Explain(string cause) =>
        OperatingSystem.IsBrowser() ? cause + "; the browser says why in its developer tools alone, and the usual cause is that the other site does not allow this page's origin (CORS)" : cause;

    /// <summary>Asks for a body as it comes; .NET 8 and 9 wait for all of it otherwise.</summary>
    public static void StreamAnswer(HttpRequestMessage message)
    {
        if (OperatingSystem.IsBrowser())
            message.Options.Set(s_streaming, true);
    }
}
