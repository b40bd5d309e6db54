using System.Diagnostics;
using System.Globalization;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Batches.Tests.Crashes;

/// <summary>One life of the program that works on a batch.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    public HostProcess(Uri emulator, string store, string batch, int jobs, bool careless)
    {
        // From its own output folder, which has what it needs and nothing of ours.
        string home = AppContext.BaseDirectory.Replace("Batches.Tests", "Batches.Host", StringComparison.Ordinal);
        var start = new ProcessStartInfo(Path.Combine(home, OperatingSystem.IsWindows() ? "Batches.Host.exe" : "Batches.Host")) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in new[] { emulator.AbsoluteUri, FalEmulator.DefaultApiKey, store, batch, jobs.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        if (careless)
            start.ArgumentList.Add("careless");
        _process = Process.Start(start)!;
    }

    /// <summary>Waits until it ends by itself, and fails when it did not end well.</summary>
    public async Task EndAsync()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        string errors = await HangGuard.Within(_process.StandardError.ReadToEndAsync(), "the worker");
        await HangGuard.Within(_process.WaitForExitAsync(), "the worker");
        Assert.True(_process.ExitCode == 0, $"{await output}\n{errors}");
    }

    /// <summary>SIGKILL when the moment has come.</summary>
    public async Task KillAtAsync(Task moment)
    {
        Task ended = _process.WaitForExitAsync();
        await HangGuard.Within(Task.WhenAny(moment, ended), "the worker");
        Assert.False(_process.HasExited, "The worker ended before it was killed.");
        _process.Kill();
        await HangGuard.Within(ended, "the killed worker");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
