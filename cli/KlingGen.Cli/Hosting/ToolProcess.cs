using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace KlingGen.Cli.Hosting;

/// <summary>Runs another program for what it prints. Arguments go over one by one, never through a shell.</summary>
internal static class ToolProcess
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>What it printed, or null where there is no such program.</returns>
    /// <exception cref="CliException">It printed more than any document has.</exception>
    public static async Task<ToolResult?> RunAsync(string folder, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (process)
        {
            process!.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                byte[] output = await TextSource.ReadAsync(process.StandardOutput.BaseStream, $"What {program} prints", cancellationToken);
                await process.WaitForExitAsync(cancellationToken);
                return new ToolResult(process.ExitCode, Encoding.UTF8.GetString(output), await error) { Bytes = output };
            }
            catch (Exception failure) when (failure is OperationCanceledException or CliException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed, as text.</param>
/// <param name="Error">What it complained of.</param>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>What it printed, as it came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }
}
