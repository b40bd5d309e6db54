using System.ComponentModel;
namespace KlingGen.CompilerServices;

/// <summary>What a schema demands of media. Checked before the call where the content is on this machine; the service checks the rest.</summary>
/// <remarks>A limit of zero or less is no limit: no picture and no file could keep it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct FalMediaLimits
{
    // Plain numbers, zero for none: limits are created in each check, and half the size is half the price.
    private readonly long _maxFileSize;
    private readonly long _maxPixels;
    private readonly double _minAspectRatio;
    private readonly double _maxAspectRatio;
    private readonly int _minWidth;
    private readonly int _maxWidth;
    private readonly int _minHeight;
    private readonly int _maxHeight;

    /// <summary>Whether the empty text passes for "none", as it does where the schema's own default is empty.</summary>
    public bool AllowsEmpty { get; init; }

    /// <summary>The largest size in bytes; null for no limit.</summary>
    public long? MaxFileSize
    {
        get => _maxFileSize > 0 ? _maxFileSize : null;
        init => _maxFileSize = value.GetValueOrDefault();
    }

    /// <summary>The smallest width in pixels; null for no limit.</summary>
    public int? MinWidth
    {
        get => _minWidth > 0 ? _minWidth : null;
        init => _minWidth = value.GetValueOrDefault();
    }

    /// <summary>The largest width in pixels; null for no limit.</summary>
    public int? MaxWidth
    {
        get => _maxWidth > 0 ? _maxWidth : null;
        init => _maxWidth = value.GetValueOrDefault();
    }

    /// <summary>The smallest height in pixels; null for no limit.</summary>
    public int? MinHeight
    {
        get => _minHeight > 0 ? _minHeight : null;
        init => _minHeight = value.GetValueOrDefault();
    }

    /// <summary>The largest height in pixels; null for no limit.</summary>
    public int? MaxHeight
    {
        get => _maxHeight > 0 ? _maxHeight : null;
        init => _maxHeight = value.GetValueOrDefault();
    }

    /// <summary>The smallest width divided by height; null for no limit.</summary>
    public double? MinAspectRatio
    {
        get => _minAspectRatio > 0 ? _minAspectRatio : null;
        init => _minAspectRatio = value.GetValueOrDefault();
    }

    /// <summary>The largest width divided by height; null for no limit.</summary>
    public double? MaxAspectRatio
    {
        get => _maxAspectRatio > 0 ? _maxAspectRatio : null;
        init => _maxAspectRatio = value.GetValueOrDefault();
    }

    /// <summary>The largest width times height in pixels; null for no limit.</summary>
    public long? MaxPixels
    {
        get => _maxPixels > 0 ? _maxPixels : null;
        init => _maxPixels = value.GetValueOrDefault();
    }

    /// <summary>Whether any limit concerns the size of a picture, so that its header must be read.</summary>
    internal bool ConcernsPixels =>
        _minWidth > 0 || _maxWidth > 0 || _minHeight > 0 || _maxHeight > 0 || _minAspectRatio > 0 || _maxAspectRatio > 0 || _maxPixels > 0;
}
