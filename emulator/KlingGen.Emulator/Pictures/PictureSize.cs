namespace KlingGen.Emulator.Pictures;

/// <summary>Size in pixels.</summary>
internal readonly record struct PictureSize(int Width, int Height);
