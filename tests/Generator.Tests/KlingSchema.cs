using KlingGen.TestKit;

namespace Generator.Tests;

/// <summary>The repository's own schema.</summary>
internal static class KlingSchema
{
    public static string Text { get; } = File.ReadAllText(Repository.File("schemas/kling-image-v3-text-to-image.json"));

    public static TestSchema New(string? text = null) => new("schemas/kling-image-v3-text-to-image.json", text ?? Text);
}
