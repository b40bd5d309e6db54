using System.Diagnostics;
using System.Globalization;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Crashes;

/// <summary>One life of the worker program.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    public WorkerProcess(Uri address, string folder, int orders, string prefix, bool careless)
    {
        // From its own output folder, which has what it needs and nothing of ours.
        string home = AppContext.BaseDirectory.Replace("Resilience.Tests", "Resilience.Worker", StringComparison.Ordinal);
        var start = new ProcessStartInfo(Path.Combine(home, OperatingSystem.IsWindows() ? "Resilience.Worker.exe" : "Resilience.Worker"))
        {
            RedirectStandardError = true,
        };
        foreach (string argument in new[] { address.AbsoluteUri, Rig.CanaryKey, Rig.Id, folder, orders.ToString(CultureInfo.InvariantCulture), prefix })
            start.ArgumentList.Add(argument);
        if (careless)
            start.ArgumentList.Add("careless");
        _process = Process.Start(start)!;
    }

    /// <summary>Waits until it ends by itself, and fails when it did not end well.</summary>
    public async Task EndAsync()
    {
        string errors = await HangGuard.Within(_process.StandardError.ReadToEndAsync(), "the worker");
        await HangGuard.Within(_process.WaitForExitAsync(), "the worker");
        Evidence.Run.Add("worker", errors);
        Assert.True(_process.ExitCode == 0, errors);
    }

    /// <summary>SIGKILL when the moment has come, unless it ends before.</summary>
    /// <returns>Whether it was killed.</returns>
    public async Task<bool> KillAtAsync(Task moment)
    {
        Task ended = _process.WaitForExitAsync();
        await HangGuard.Within(Task.WhenAny(moment, ended), "the worker");
        _process.Kill();
        await HangGuard.Within(ended, "the killed worker");
        return _process.ExitCode != 0;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
