namespace KlingGen;

/// <summary>Width and height of a picture in pixels, as its header says.</summary>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
/// <param name="MayBeTurned">Whether the file carries camera data that may ask for turning the picture by a quarter.</param>
internal readonly record struct ImageSize(int Width, int Height, bool MayBeTurned)
{
    public long Pixels => (long)Width * Height;
}

/// <summary>What is known about local content.</summary>
/// <param name="Length">Its size in bytes; null where it is unknown without reading it.</param>
/// <param name="Size">Its size in pixels; null where it is no picture that is understood.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
internal readonly record struct MediaFacts(long? Length, ImageSize? Size, string? Problem);
