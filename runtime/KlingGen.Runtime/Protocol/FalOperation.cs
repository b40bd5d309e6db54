namespace KlingGen;

/// <summary>What a request is for; decides what may be repeated.</summary>
internal enum FalOperation
{
    /// <summary>POST, paid.</summary>
    Run,

    /// <summary>POST, paid.</summary>
    Submit,

    /// <summary>POST, paid, answered by events.</summary>
    Stream,

    Status,
    StatusStream,
    Result,
    Cancel,
    Price,

    /// <summary>What the platform knows of requests.</summary>
    RequestList,

    /// <summary>POST for a token of the CDN.</summary>
    StorageToken,

    /// <summary>POST that begins an upload by a signed address, or one in parts.</summary>
    UploadInitiate,

    /// <summary>The bytes in one piece: POST to the CDN, or PUT to a signed address.</summary>
    Upload,

    /// <summary>PUT of one part.</summary>
    UploadPart,

    /// <summary>POST that puts the parts together.</summary>
    UploadComplete,
}

internal static class FalOperations
{
    /// <summary>Whether a second request could be a second purchase.</summary>
    public static bool IsPaid(this FalOperation operation) => operation is FalOperation.Run or FalOperation.Submit or FalOperation.Stream;

    /// <summary>Whether the answer is read as it comes instead of as a whole.</summary>
    public static bool IsStreamed(this FalOperation operation) => operation is FalOperation.Stream or FalOperation.StatusStream;

    /// <summary>Whether the exchange may last as long as the model works, so that only the overall limit bounds it.</summary>
    public static bool WaitsForModel(this FalOperation operation) => operation is FalOperation.Run or FalOperation.Stream;

    /// <summary>Whether it is a step of an upload.</summary>
    public static bool IsStorage(this FalOperation operation) => operation >= FalOperation.StorageToken;

    public static string Name(this FalOperation operation) => operation switch
    {
        FalOperation.Run => "run",
        FalOperation.Submit => "submit",
        FalOperation.Stream => "stream",
        FalOperation.Status => "status",
        FalOperation.StatusStream => "status stream",
        FalOperation.Result => "result",
        FalOperation.Cancel => "cancel",
        FalOperation.RequestList => "request list",
        FalOperation.StorageToken => "storage token",
        FalOperation.UploadInitiate => "upload initiate",
        FalOperation.Upload => "upload",
        FalOperation.UploadPart => "upload part",
        FalOperation.UploadComplete => "upload complete",
        _ => "price",
    };
}
