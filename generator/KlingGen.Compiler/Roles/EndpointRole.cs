namespace KlingGen.Compiler;

/// <summary>What an endpoint is to a program that knows only roles, with the members that play a part in it. Members are named by JSON pointers without the first slash.</summary>
public abstract record EndpointRole;

/// <summary>Makes pictures from a text, from pictures, or both.</summary>
public sealed record ImageRole : EndpointRole
{
    /// <summary>The text, or null where there is none.</summary>
    public string? Prompt { get; init; }

    /// <summary>The picture to begin with, or null where none is taken.</summary>
    public string? Image { get; init; }

    /// <summary>Whether <see cref="Image"/> is a list.</summary>
    public bool IsImageList { get; init; }

    /// <summary>Whether a call needs a picture.</summary>
    public bool NeedsImage { get; init; }

    /// <summary>The number of pictures, or null where it cannot be chosen.</summary>
    public string? Count { get; init; }

    /// <summary>How a size in pixels is given.</summary>
    public ImageSizeKind SizeKind { get; init; }

    /// <summary>The member that takes the size, or null.</summary>
    public string? Size { get; init; }

    /// <summary>The sizes that can be chosen, where they are texts such as <c>1024x1024</c>.</summary>
    public EquatableArray<string> Sizes { get; init; }

    /// <summary>The file format, or null where it cannot be chosen.</summary>
    public string? Format { get; init; }

    /// <summary>The formats that can be chosen.</summary>
    public EquatableArray<string> Formats { get; init; }

    /// <summary>The pictures in the result: a file or a list of files.</summary>
    public required string Output { get; init; }
}

/// <summary>How an endpoint takes a size in pixels.</summary>
public enum ImageSizeKind
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

/// <summary>Makes speech from a text.</summary>
public sealed record SpeechRole : EndpointRole
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The voice, or null.</summary>
    public string? Voice { get; init; }

    /// <summary>The language, or null.</summary>
    public string? Language { get; init; }

    /// <summary>The speed, or null.</summary>
    public string? Speed { get; init; }

    /// <summary>The pitch, or null.</summary>
    public string? Pitch { get; init; }

    /// <summary>The volume, or null.</summary>
    public string? Volume { get; init; }

    /// <summary>The file format, or null.</summary>
    public string? Format { get; init; }

    /// <summary>The formats that can be chosen.</summary>
    public EquatableArray<string> Formats { get; init; }

    /// <summary>The sound in the result: a file or a list of files.</summary>
    public required string Output { get; init; }
}

/// <summary>Writes down what is said.</summary>
public sealed record TranscriptRole : EndpointRole
{
    /// <summary>The sound.</summary>
    public required string Audio { get; init; }

    /// <summary>The language that is spoken, or null.</summary>
    public string? Language { get; init; }

    /// <summary>The text in the result.</summary>
    public required string Output { get; init; }
}

/// <summary>What came of looking for a role.</summary>
/// <param name="Role">The role, or null.</param>
/// <param name="Reason">Why there is none; empty where there is one.</param>
public sealed record RoleResult(EndpointRole? Role, string Reason);
