namespace KlingGen.Emulator.Outputs;

internal enum MediaKind
{
    Image,
    Video,
    Audio,
    Mesh,
    Archive,
    Json,
    Text,
    Binary,
}
