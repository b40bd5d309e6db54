using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>A release that lacks what the release before had does not pack.</summary>
public sealed class BaselineTests(PackageFeed feed)
{
    private const string Runtime = "runtime/KlingGen.Runtime";

    [Fact]
    public async Task A_package_that_lost_a_type_is_refused_and_one_that_did_not_is_packed()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("klinggen-baseline-");
        try
        {
            string output = Path.Combine(folder.FullName, "out");
            CommandResult same = await feed.PackAgainAsync(Runtime, output, $"-p:BaselineFolder={feed.Folder}", $"-p:BaselineVersion={feed.Version}");
            same.ShouldSucceed();

            string old = await PackOldAsync(folder.FullName);
            CommandResult lost = await feed.PackAgainAsync(Runtime, output, $"-p:BaselineFolder={old}", "-p:BaselineVersion=0.0.1");
            Assert.NotEqual(0, lost.ExitCode);
            Assert.Contains("CP0001", lost.Output, StringComparison.Ordinal);
            Assert.Contains("KlingGen.FalGone", lost.Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A release of before that had one type more.</summary>
    private static async Task<string> PackOldAsync(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "KlingGen.Runtime.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Version>0.0.1</Version></PropertyGroup></Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Gone.cs"), "namespace KlingGen; public static class FalGone { }");
        string old = Path.Combine(folder, "old");
        (await CommandLine.RunAsync(folder, "dotnet", "pack", "-o", old)).ShouldSucceed();
        return old;
    }
}
