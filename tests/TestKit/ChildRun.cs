using System.Runtime.ExceptionServices;

namespace KlingGen.TestKit;

/// <summary>Runs explicit tests in a process of their own: a stack overflow is caught by nobody, and takes its process along.</summary>
public static class ChildRun
{
    /// <summary>Far less than any thread of a compiler or a server has.</summary>
    private const int SmallStack = 256 * 1024;

    /// <summary>Runs the explicit tests of a class in another process of the same test program.</summary>
    public static async Task RunExplicitAsync(Type tests)
    {
        string program = Path.ChangeExtension(tests.Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        CommandResult result = await CommandLine.RunAsync(AppContext.BaseDirectory, program, "-explicit", "only", "-class", tests.FullName!, "-noColor");
        Assert.True(result.ExitCode == 0 && result.Output.Contains("Failed: 0", StringComparison.Ordinal) && !result.Output.Contains("Total: 0,", StringComparison.Ordinal), $"Exit code {result.ExitCode}\n{result.Output}{result.Error}");
    }

    /// <summary>Runs something on a thread with a small stack.</summary>
    public static void OnSmallStack(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception error)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
