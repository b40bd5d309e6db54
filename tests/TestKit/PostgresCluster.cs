using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace KlingGen.TestKit;

/// <summary>
/// A PostgreSQL of one's own: made in a temporary folder, on a free port of the loopback, with nothing of the machine's own servers; gone with the process, however that ends.
/// </summary>
/// <remarks>It does not wait for the disk unless asked to (<c>fsync=on</c>), because no power cut is played. What is committed survives an end of the server at any moment all the same.</remarks>
public sealed partial class PostgresCluster : IDisposable
{
    private const string User = "klinggen";
    private static readonly Lazy<Task<PostgresCluster>> s_shared = new(() => StartAsync());

    private readonly Process _keeper;
    private readonly string _folder;

    private PostgresCluster(Process keeper, string folder, int port) => (_keeper, _folder, Port) = (keeper, folder, port);

    /// <summary>The one that all tests of a process share.</summary>
    public static Task<PostgresCluster> Shared => s_shared.Value;

    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>; null where there is none.</summary>
    public static string? Programs { get; } = FindPrograms();

    public int Port { get; }

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres;SSL Mode=Disable;Timeout=60;Command Timeout=300");

    /// <summary>Makes and starts a cluster.</summary>
    /// <param name="settings">Settings of <c>postgresql.conf</c>: <c>max_connections=20</c>.</param>
    public static async Task<PostgresCluster> StartAsync(params string[] settings)
    {
        string folder = Directory.CreateTempSubdirectory("kg-pg-").FullName;
        int port = FreePort();
        string options = string.Join(' ', new[]
        {
            $"-p {port.ToString(CultureInfo.InvariantCulture)}", "-k " + folder, "-c listen_addresses=127.0.0.1", "-c fsync=off", "-c max_connections=200", "-c shared_buffers=64MB", "-c logging_collector=off",
            "-c log_min_messages=fatal", "-c max_wal_size=2GB",
        }.Concat(settings.Select(static setting => "-c " + setting)));
        // As long as this process holds its input open; then the server ends and the folder goes, also after a kill.
        string script = $"""
            cd '{folder}' || exit 1
            '{Programs}/initdb' -D data -U {User} -A trust -E UTF8 --locale=C.UTF-8 --no-sync >init.log 2>&1 || cat init.log >&2
            '{Programs}/pg_ctl' -D '{folder}/data' -w -t 60 -l '{folder}/server.log' -o '{options}' start >start.log 2>&1 && echo ready || cat start.log server.log >&2
            cat >/dev/null
            '{Programs}/pg_ctl' -D '{folder}/data' -m immediate stop >/dev/null 2>&1
            cd / && rm -rf '{folder}'
            """;
        ProcessStartInfo start = await AsServerAsync(folder, "sh", "-c", script);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        Process keeper = Process.Start(start)!;
        if (await keeper.StandardOutput.ReadLineAsync() == "ready")
            return new PostgresCluster(keeper, folder, port);
        keeper.StandardInput.Close();
        throw new InvalidOperationException($"The PostgreSQL of the test did not start: {await keeper.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Ends the server at once, as a crash would, and starts it again.</summary>
    public Task RestartAsync() => ControlAsync("restart", "-m", "immediate");

    /// <summary>Ends the server at once.</summary>
    public Task StopAsync() => ControlAsync("stop", "-m", "immediate");

    /// <summary>Ends server and folder.</summary>
    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }

    private static bool RunsAsRoot { get; } = OperatingSystem.IsLinux() && Environment.UserName == "root";

    private async Task ControlAsync(params string[] arguments)
    {
        ProcessStartInfo start = AsServer($"{Programs}/pg_ctl", ["-D", _folder + "/data", "-w", "-t", "60", "-l", _folder + "/server.log", .. arguments]);
        start.WorkingDirectory = "/";
        start.RedirectStandardOutput = true;
        using Process control = Process.Start(start)!;
        string output = await control.StandardOutput.ReadToEndAsync();
        await control.WaitForExitAsync();
        if (control.ExitCode != 0)
            throw new InvalidOperationException($"{output}{await File.ReadAllTextAsync(_folder + "/server.log")}");
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static ProcessStartInfo AsServer(string program, params string[] arguments) =>
        RunsAsRoot ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments]) : new ProcessStartInfo(program, arguments);

    /// <summary>A program of the server's user in a folder that is made its own.</summary>
    internal static async Task<ProcessStartInfo> AsServerAsync(string folder, string program, params string[] arguments)
    {
        if (RunsAsRoot)
        {
            using Process chown = Process.Start("chown", ["-R", "postgres", folder]);
            await chown.WaitForExitAsync();
        }

        ProcessStartInfo start = AsServer(program, arguments);
        // In a session of its own: a signal for the whole group of the tests must not end what cleans up after them.
        const string Setsid = "/usr/bin/setsid";
        if (File.Exists(Setsid))
            start = new ProcessStartInfo(Setsid, ["--wait", start.FileName, .. start.ArgumentList]);
        start.WorkingDirectory = folder;
        return start;
    }

    /// <summary>
    /// Below the ports that systems give to outgoing connections: while the server restarts, one of those could take its place, even one that was meant to reach it.
    /// </summary>
    private static int FreePort()
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            int port = RandomNumberGenerator.GetInt32(15_000, 30_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next.
            }
        }

        throw new InvalidOperationException("No port is free between 15000 and 30000.");
    }

    private static string? FindPrograms()
    {
        IEnumerable<string?> folders = [Environment.GetEnvironmentVariable("KLINGGEN_POSTGRES"), .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        if (Directory.Exists("/usr/lib/postgresql"))
            folders = folders.Concat(Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(static version => Path.Combine(version, "bin")));
        return folders.FirstOrDefault(static folder => !string.IsNullOrEmpty(folder) && File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }
}
