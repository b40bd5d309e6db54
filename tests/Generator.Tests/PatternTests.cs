using System.Text.RegularExpressions;
using KlingGen.TestKit;

namespace Generator.Tests;

/// <summary>The build names each pattern that matches no file, and no other.</summary>
public sealed partial class PatternTests
{
    [Fact]
    public async Task A_pattern_without_a_match_is_a_warning()
    {
        string[] found = await WarnedAsync(
            """
            <PropertyGroup><KlingGenSchemas>schemas/a.json;gone/?.json</KlingGenSchemas><Folder>none</Folder></PropertyGroup>
            <ItemGroup>
              <!-- <KlingGenSchema Include="comment/*.json" /> -->
              <KlingGenSchema Include="schemas/*.json" />
              <KlingGenSchema Include="schemas/**/b?.json;none/*.json" />
              <KlingGenSchema Include="schemas/c*.json"
                              Namespace="A.B" />
              <KlingGenSchema ClientName="X" Include="other/**/*.json" Visibility="internal"></KlingGenSchema>
              <KlingGenSchema Include="missing.json" />
              <KlingGenSchema Include="condition/*.json" Condition="false" />
              <KlingGenSchema Include="$(Folder)/*.json" />
              <KlingGenSchema Include="@(None->'%(Identity)*.json')" />
              <KlingGenSchema Remove="removed/*.json" />
              <KlingGenSchemaLike Include="alike/*.json" />
            </ItemGroup>
            <ItemGroup Condition="false"><KlingGenSchema Include="group/*.json" /></ItemGroup>
            <Choose><When Condition="false"><ItemGroup><KlingGenSchema Include="when/*.json" /></ItemGroup></When></Choose>
            """);
        Assert.Equal(["gone/?.json", "none/*.json", "other/**/*.json", "schemas/**/b?.json", "schemas/c*.json"], found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<ItemGroup><KlingGenSchema Include=\"schemas/*.json\" /></ItemGroup>")]
    [InlineData("<ItemGroup><KlingGenSchema Include=\"none/*.json\" /></ItemGroup><PropertyGroup><DesignTimeBuild>true</DesignTimeBuild></PropertyGroup>")]
    public async Task Nothing_else_is(string project) => Assert.Empty(await WarnedAsync(project));

    private static async Task<string[]> WarnedAsync(string project)
    {
        string folder = Directory.CreateTempSubdirectory("klinggen-patterns-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "schemas"));
            File.WriteAllText(Path.Combine(folder, "schemas", "a.json"), "{}");
            File.WriteAllText(Path.Combine(folder, "App.csproj"), $"<Project>\n{project}\n<Import Project=\"{Repository.File("generator/KlingGen.Generator/build/KlingGen.targets")}\" />\n</Project>");
            CommandResult result = await CommandLine.RunAsync(folder, "dotnet", "msbuild", "App.csproj", "-t:KlingGenCheckPatterns", "-nologo", "-v:q");
            result.ShouldSucceed();
            return [.. Warned().Matches(result.Output).Select(static match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex("warning KLG0018: The pattern '([^']*)'")]
    private static partial Regex Warned();
}
