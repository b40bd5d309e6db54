namespace KlingGen.Emulator.Outputs;

/// <summary>What a model gave: its JSON, and how many files that names.</summary>
internal sealed record ModelOutput(ReadOnlyMemory<byte> Json, int Files);
