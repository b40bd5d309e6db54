namespace KlingGen;

/// <summary>A browser takes the library for .NET 8 or later.</summary>
internal static class InBrowser
{
    public static bool AsksForEachHeader => false;

    public static bool HidesEncoding => false;

    public static string Explain(string cause) => cause;

    public static void StreamAnswer(HttpRequestMessage message) => _ = message;
}
