namespace KlingGen.Compiler.OpenApi;

/// <summary>How well a key of <c>content</c> names a result or a request in JSON. Case and parameters (<c>; charset=utf-8</c>) change nothing.</summary>
internal static class MediaType
{
    /// <returns>0 where it is no JSON of the endpoint's own; the larger, the better.</returns>
    public static int Rank(string text)
    {
        int end = text.IndexOf(';');
        string type = (end < 0 ? text : text.Substring(0, end)).Trim().ToLowerInvariant();
        return type switch
        {
            "application/json" => 4,
            // An error's description, whatever stands beside it.
            "application/problem+json" => 0,
            "text/json" or "application/x-json" => 3,
            _ when type.StartsWith("application/", StringComparison.Ordinal) && type.EndsWith("+json", StringComparison.Ordinal) => 2,
            "application/*" or "*/*" => 1,
            _ => 0,
        };
    }
}
