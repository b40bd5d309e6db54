using KlingGen.Cli.Schemas;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests.Support;

/// <summary>The document of this repository.</summary>
internal static class KlingSchema
{
    public const string Id = "fal-ai/kling-image/v3/text-to-image";
    public const string FileName = "kling-image-v3-text-to-image.json";

    public static string Text { get; } = File.ReadAllText(Repository.File("schemas/" + FileName));

    /// <summary>A lock file with this endpoint alone.</summary>
    public static string Lock { get; } = LockFile.Empty.With(LockFile.Read("", File.ReadAllText(Repository.File($"schemas/{LockFile.FileName}"))).File.Find(Id)!).ToText();

    public const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">

          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>

        </Project>

        """;
}
