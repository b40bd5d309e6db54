using System.ComponentModel;
using System.Text.Json.Serialization;

namespace KlingGen.CompilerServices;

/// <summary>How an endpoint takes a size in pixels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[JsonConverter(typeof(FalEnumJsonConverter<FalSizeKind, FalWordCodec<FalSizeKind>>))]
public enum FalSizeKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As an object with <c>width</c> and <c>height</c>.</summary>
    Nested,

    /// <summary>As two members of the request, <c>width</c> and <c>height</c>.</summary>
    Members,

    /// <summary>As one of some texts such as <c>1024x1024</c>.</summary>
    Text,
}

/// <summary>The members of an endpoint that makes images, by their names in JSON; below the request itself with <c>/</c>. Generated code fills it in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalImageRole
{
    /// <summary>The text; <see langword="null"/> where there is none.</summary>
    public string? Prompt { get; init; }

    /// <summary>The image to begin with; <see langword="null"/> where none is taken.</summary>
    public string? Image { get; init; }

    /// <summary>Whether <see cref="Image"/> is a list.</summary>
    public bool IsImageList { get; init; }

    /// <summary>Whether a call needs an image.</summary>
    public bool NeedsImage { get; init; }

    /// <summary>The number of images; <see langword="null"/> where it cannot be chosen.</summary>
    public string? Count { get; init; }

    /// <summary>How a size in pixels is given.</summary>
    public FalSizeKind SizeKind { get; init; }

    /// <summary>The member that takes the size; <see langword="null"/> where there is none of its own.</summary>
    public string? Size { get; init; }

    /// <summary>The sizes that can be chosen, where they are texts.</summary>
    public IReadOnlyList<string> Sizes { get; init; } = [];

    /// <summary>The file format; <see langword="null"/> where it cannot be chosen.</summary>
    public string? Format { get; init; }

    /// <summary>The formats that can be chosen.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The images in the result: a file or a list of files.</summary>
    public required string Output { get; init; }
}

/// <summary>The members of an endpoint that speaks, by their names in JSON; below the request itself with <c>/</c>. Generated code fills it in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalSpeechRole
{
    /// <summary>The text to speak.</summary>
    public required string Text { get; init; }

    /// <summary>The voice; <see langword="null"/> where it cannot be chosen.</summary>
    public string? Voice { get; init; }

    /// <summary>The language; <see langword="null"/> where it cannot be chosen.</summary>
    public string? Language { get; init; }

    /// <summary>The speed; <see langword="null"/> where it cannot be chosen.</summary>
    public string? Speed { get; init; }

    /// <summary>The pitch; <see langword="null"/> where it cannot be chosen.</summary>
    public string? Pitch { get; init; }

    /// <summary>The volume; <see langword="null"/> where it cannot be chosen.</summary>
    public string? Volume { get; init; }

    /// <summary>The file format; <see langword="null"/> where it cannot be chosen.</summary>
    public string? Format { get; init; }

    /// <summary>The formats that can be chosen.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The sound in the result: a file or a list of files.</summary>
    public required string Output { get; init; }
}

/// <summary>The members of an endpoint that transcribes, by their names in JSON. Generated code fills it in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalTranscriptRole
{
    /// <summary>The sound.</summary>
    public required string Audio { get; init; }

    /// <summary>The language that is spoken; <see langword="null"/> where it cannot be given.</summary>
    public string? Language { get; init; }

    /// <summary>The text in the result.</summary>
    public required string Output { get; init; }
}
