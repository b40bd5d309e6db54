namespace KlingGen.Emulator;

/// <summary>Shape of a log entry; the service has used all three.</summary>
public enum FalLogShape
{
    /// <summary><c>{message, level, source, timestamp}</c>.</summary>
    Flat,

    /// <summary><c>{message, timestamp, labels: {level, source}}</c>.</summary>
    Labels,

    /// <summary><c>{message, timestamp}</c>.</summary>
    Minimal,
}
