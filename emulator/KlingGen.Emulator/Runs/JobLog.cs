using System.Text.Json;

namespace KlingGen.Emulator.Runs;

/// <summary>One line a runner wrote.</summary>
internal readonly record struct JobLog(string Message, string Level, DateTimeOffset At)
{
    private const string Source = "USER";

    public void WriteTo(Utf8JsonWriter writer, FalLogShape shape)
    {
        writer.WriteStartObject();
        writer.WriteString("message"u8, Message);
        if (shape == FalLogShape.Flat)
        {
            writer.WriteString("level"u8, Level);
            writer.WriteString("source"u8, Source);
        }

        writer.WriteString("timestamp"u8, At.UtcDateTime);
        if (shape == FalLogShape.Labels)
        {
            writer.WriteStartObject("labels"u8);
            writer.WriteString("level"u8, Level);
            writer.WriteString("source"u8, Source);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
