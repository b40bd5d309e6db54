using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Jobs;

/// <summary>Lets one process at a time save the files of a job, or work on a batch. A process that dies lets go.</summary>
internal sealed class JobLock : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private JobLock(FileStream file) => _file = file;

    /// <summary>Waits for its turn.</summary>
    public static async Task<JobLock> TakeAsync(CliHost host, string folder, string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(folder, name) is { } taken)
                return taken;
            await Task.Delay(s_pause, host.Time, cancellationToken);
        }
    }

    /// <summary>Takes it, or gives null where another process has it.</summary>
    /// <exception cref="CliException">The folder cannot be written.</exception>
    public static JobLock? TryTake(string folder, string name)
    {
        string path = Path.Combine(folder, "locks", name + ".lock");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new JobLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(path))
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Unwritable($"'{path}' cannot be written: {Sentences.Of(error)} Check the folder, or name another with --data.", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
