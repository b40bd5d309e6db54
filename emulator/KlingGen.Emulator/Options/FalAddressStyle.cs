namespace KlingGen.Emulator;

/// <summary>Form of the addresses of a request of the queue. All forms but the last reach the request in every case; the last is the only one that does.</summary>
public enum FalAddressStyle
{
    /// <summary>Application alone, as the service writes them: <c>owner/alias/requests/ID/status</c>.</summary>
    Application,

    /// <summary>The whole endpoint id: <c>owner/alias/path/requests/ID/status</c>.</summary>
    FullId,

    /// <summary>Application alone, and a slash at the end: <c>owner/alias/requests/ID/status/</c>.</summary>
    TrailingSlash,

    /// <summary>The whole endpoint id, and the result at <c>owner/alias/path/requests/ID/response</c>.</summary>
    Response,

    /// <summary>
    /// Addresses that nobody can build: <c>q/TOKEN/status</c>, with a token that is not the request id. Those by endpoint and request id are unknown (404).
    /// A client that does not follow what it is handed finds no request any more.
    /// </summary>
    Token,
}
