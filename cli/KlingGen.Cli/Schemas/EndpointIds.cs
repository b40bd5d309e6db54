namespace KlingGen.Cli.Schemas;

/// <summary>Endpoint ids from the command line and from documents: foreign text that becomes part of addresses and file names.</summary>
internal static class EndpointIds
{
    private const int LongestId = 200;

    /// <summary>Whether it is the id of an endpoint: owner and name of letters, digits, <c>- _ . ~ @ +</c>, joined by <c>/</c>.</summary>
    public static bool IsSound(string id)
    {
        if (id.Length is 0 or > LongestId || id[0] is '/' or '-' || id[^1] == '/' || id.Trim() != id)
            return false;
        try
        {
            EndpointPath.Parse(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Refuses what cannot be an id, before anything is asked or written.</summary>
    public static string Check(string id) => IsSound(id)
        ? id
        : throw CliException.Usage($"'{Shown(id)}' is neither an endpoint id nor a file. An id is owner and name, as in 'fal-ai/flux/dev'; a file needs its path.");

    /// <summary>Foreign text, short enough for one sentence.</summary>
    public static string Shown(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");
}
