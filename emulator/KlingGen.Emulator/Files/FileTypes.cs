using Microsoft.Net.Http.Headers;

namespace KlingGen.Emulator.Files;

/// <summary>Media types of uploads: which header values are one, and which extension a file without a name gets.</summary>
internal static class FileTypes
{
    /// <summary>The extension with its dot, by the runtime's table; <c>.bin</c> for a type that it does not know.</summary>
    public static string ExtensionOf(string contentType) => MediaTypes.Extension(contentType) ?? ".bin";

    /// <summary>A type that can stand in a header of an answer; the unknown one for whatever cannot.</summary>
    public static string Sound(string? contentType) =>
        contentType is { Length: > 0 and <= 200 } && contentType.All(static c => c is >= ' ' and <= '~') && MediaTypeHeaderValue.TryParse(contentType, out _) ? contentType : MediaTypes.Unknown;
}
