namespace KlingGen.Cli.Drifting;

/// <summary>Which two of the three are held against each other.</summary>
internal enum DriftLeg
{
    /// <summary>What the schema file says, and what the service did.</summary>
    SchemaAndRecording,

    /// <summary>What the service did, and what the emulator does with the same input.</summary>
    RecordingAndEmulator,

    /// <summary>What the schema file says, and what the emulator does.</summary>
    SchemaAndEmulator,
}
