namespace KlingGen.Emulator.Exchange;

/// <summary>The service's hosts; here each is a path prefix.</summary>
internal enum FalHost
{
    None,
    Run,
    Queue,
    Rest,
    Cdn,
    Platform,
    Web,
    WebSocket,
    Control,
}
