using KlingGen.Cli.Hosting;
using KlingGen.Cli.Projects;

namespace KlingGen.Cli.Diagnosis.Checks;

/// <summary>Whether the SDK can load the generator, which is built against the compiler of SDK 8.0.100.</summary>
internal static class SdkCheck
{
    private const string Name = "sdk";
    private const int Oldest = 8;
    private const string Remedy = "Install a .NET SDK of version 8.0.100 or later (10.0 is tested), and check that a global.json does not ask for an older one.";

    public static async Task<Finding> RunAsync(CliHost host, string folder, Consumer? consumer, CancellationToken cancellationToken)
    {
        ToolResult? result = await host.RunTool(Directory.Exists(folder) ? folder : host.WorkingDirectory, "dotnet", ["--version"], cancellationToken);
        if (result is null)
            return Finding.Error(Name, "There is no 'dotnet' on the PATH.", Remedy);
        string text = result.Output.Trim();
        if (result.ExitCode != 0 || !Version.TryParse(text.Split('-')[0], out Version? version))
            return Finding.Error(Name, $"'dotnet --version' does not print a version here: {FirstLine(result.Error + result.Output)}", Remedy);
        if (consumer?.OldestSdk > version.Major && version.Major >= Oldest)
            return Finding.Error(Name, $"The .NET SDK here is {text}, which runs no program of one file.", $"Install the .NET SDK {consumer.OldestSdk}.0, or make a project of the program.");
        return version.Major >= Oldest
            ? Finding.Good(Name, $".NET SDK {text}.")
            : Finding.Error(Name, $"The .NET SDK here is {text}, too old for the generator.", Remedy);
    }

    private static string FirstLine(string text) => Sentences.Ended(text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "it prints nothing");
}
