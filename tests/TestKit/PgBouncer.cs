using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KlingGen.TestKit;

/// <summary>The pooler PgBouncer in front of a cluster, handing out connections by the transaction. Gone with the process.</summary>
public sealed class PgBouncer : IDisposable
{
    private readonly Process _keeper;

    private PgBouncer(Process keeper, string connectionString) => (_keeper, ConnectionString) = (keeper, connectionString);

    public string ConnectionString { get; }

    private static string? Program { get; } = new[] { "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer" }.FirstOrDefault(File.Exists);

    /// <summary>Skips a test where PgBouncer is not installed.</summary>
    public static void SkipWithout() => Assert.SkipWhen(Program is null, "There is no pgbouncer; install it.");

    /// <summary>Starts it.</summary>
    /// <param name="cluster">What it is in front of.</param>
    /// <param name="connections">How many connections it makes to the server at most.</param>
    public static async Task<PgBouncer> StartAsync(PostgresCluster cluster, int connections)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        string folder = Directory.CreateTempSubdirectory("kg-bouncer-").FullName;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        await File.WriteAllTextAsync(Path.Combine(folder, "users.txt"), "\"klinggen\" \"\"\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "pgbouncer.ini"), string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            postgres = host=127.0.0.1 port={cluster.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {folder}/users.txt
            pool_mode = transaction
            default_pool_size = {connections}
            max_client_conn = 500
            """));
        string script = $"'{Program}' '{folder}/pgbouncer.ini' >'{folder}/log' 2>&1 & p=$!; cat >/dev/null; kill -9 $p; cd / && rm -rf '{folder}'";
        ProcessStartInfo start = await PostgresCluster.AsServerAsync(folder, "sh", "-c", script);
        start.RedirectStandardInput = true;
        var bouncer = new PgBouncer(Process.Start(start)!, cluster.ConnectionString.Replace($"Port={cluster.Port.ToString(CultureInfo.InvariantCulture)};", $"Port={port.ToString(CultureInfo.InvariantCulture)};", StringComparison.Ordinal));
        await HangGuard.Within(ListensAsync(port), "PgBouncer");
        return bouncer;
    }

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }

    /// <summary>It says nowhere that it is ready; each look costs a connection, and the guard ends them.</summary>
    private static async Task ListensAsync(int port)
    {
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }
}
