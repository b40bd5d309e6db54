using Microsoft.Extensions.Logging;

namespace KlingGen.Emulator.Exchange;

/// <summary>What the emulator writes to the log.</summary>
internal static partial class EmulatorLog
{
    [LoggerMessage(EventId = 1, EventName = "UnknownHeader", Level = LogLevel.Warning, Message = "A request carries the header '{Header}', which the service does not know: it has no effect. No header keeps a submit from being billed twice.")]
    public static partial void UnknownHeader(this ILogger logger, string header);

    [LoggerMessage(EventId = 2, EventName = "RecordingFailed", Level = LogLevel.Error, Message = "The recording of '{What}' cannot be written: {Problem}")]
    public static partial void RecordingFailed(this ILogger logger, string what, string problem);
}
