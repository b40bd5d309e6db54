namespace KlingGen.Emulator.Queue;

/// <summary>Server-sent events as bytes.</summary>
internal static class EventText
{
    public static ReadOnlyMemory<byte> Ping { get; } = ": ping\n\n"u8.ToArray();

    public static ReadOnlyMemory<byte> Data(ReadOnlyMemory<byte> json) => (byte[])[.. "data: "u8, .. json.Span, .. "\n\n"u8];
}
