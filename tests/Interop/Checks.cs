namespace Interop;

/// <summary>The checks of each client, by their names in <c>checks/*.mjs</c>. A name here that no script has fails, and so does one of a script that is not here.</summary>
internal static class Checks
{
    public static string[] Official { get; } =
    [
        "run", "run with all its options", "run by the parts of an id", "subscribe by polling", "subscribe by streaming", "queue calls", "submit with all its options", "the stream of a status",
        "cancel", "cancel of a finished request", "stream", "stream by a short-lived token", "a stream that is cut off by its caller", "a call that its caller gives up",
        "a subscription that its caller gives up", "a subscription that takes too long is cancelled",
        "an uploaded file comes back byte for byte", "a named file keeps its name and type", "a large file goes in parts", "files inside an input are uploaded", "files inside a call are uploaded",
        "calls and an upload through the proxy header",
        "a wrong input is a ValidationError with field errors", "a wrong input of a run is a ValidationError too", "a refused content is a ValidationError",
        "a start that comes too late is the user's timeout", "a service that is overloaded is asked again", "a lost status is asked for again", "a wrong key is a 401",
        "an unknown endpoint is a 404", "an unknown request is a 404", "a result before its time is a 400",
        "realtime", "realtime with a token of one's own", "a wrong input of realtime is an ApiError",
    ];

    public static string[] SiteProxy { get; } =
    [
        "run by the site", "subscribe by the site", "queue calls by the site", "stream by the site", "upload by the site", "a wrong input is refused by the site in the service's words",
        "an endpoint that the site does not allow", "a call beyond the caller's budget",
    ];

    public static string[] AiSdk { get; } = ["generateImage", "generateImage by its base address alone", "a wrong input of generateImage", "generateSpeech", "transcribe", "generateVideo"];

    public static string[] HuggingFace { get; } = ["textToImage", "textToImage to an address", "a wrong key", "textToSpeech", "automaticSpeechRecognition", "imageToVideo"];

    public static string[] TanStack { get; } = ["generateImage", "a wrong input of generateImage", "generateSpeech", "generateTranscription", "generateVideo"];

    /// <summary>Each line of a script's output is a check that went well, or says why it did not.</summary>
    public static void Assess(string[] expected, IEnumerable<string> lines, string otherOutput)
    {
        string[] reported = [.. lines.Where(static line => line.StartsWith("ok ", StringComparison.Ordinal) || line.StartsWith("not ok ", StringComparison.Ordinal))];
        string[] failed = [.. reported.Where(static line => line.StartsWith("not ok ", StringComparison.Ordinal))];
        Assert.True(failed.Length == 0, string.Join('\n', failed));
        Assert.True(reported.Length > 0, otherOutput);
        Assert.Equal(expected, reported.Select(static line => line["ok ".Length..]));
    }
}
