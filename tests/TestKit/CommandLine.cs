using System.Diagnostics;

namespace KlingGen.TestKit;

/// <summary>Runs a program as a user would: no input, a clean environment, a limit in time.</summary>
public static class CommandLine
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    public static Task<CommandResult> RunAsync(string folder, string program, params string[] arguments) => RunAsync(folder, new Dictionary<string, string>(), program, arguments);

    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">What its environment has besides.</param>
    /// <param name="program">The program, found on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<CommandResult> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // What a test runner or a parent build puts into the environment must not reach a program that stands for a user's.
        foreach (string name in start.Environment.Keys.Where(IsInherited).ToList())
            start.Environment.Remove(name);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        using var limit = new CancellationTokenSource(s_limit);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Whether a program of this name is on the PATH.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static bool IsInherited(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "DOTNET_HOST_PATH" or "FAL_KEY" or "FAL_KEY_ID" or "FAL_KEY_SECRET";
}

/// <summary>How a program ended and what it wrote.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public void ShouldSucceed() => Assert.True(ExitCode == 0, $"Exit code {ExitCode}\n{Output}{Error}");
}
