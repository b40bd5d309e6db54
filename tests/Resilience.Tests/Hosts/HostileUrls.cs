using System.Globalization;

namespace Resilience.Tests.Hosts;

/// <summary>Sixty addresses that a service under somebody else's hand could give back for status, result and cancel.</summary>
internal static class HostileUrls
{
    private static readonly string[] Loopback =
    [
        "127.0.0.1", "localhost", "LOCALHOST", "localhost.", "[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:0:0:1]", "127.1", "127.0.1", "2130706433", "0x7f000001",
        "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.0.0.2", "0.0.0.0", "0", "１２７.0.0.1", "127。0。0。1", "ⓛocalhost",
    ];

    private static readonly string[] Others =
    [
        "evil.example", "queue.fal.run.evil.example", "fal.run.evil.example", "evil-fal.run", "queue-fal.run", "fa1.run", "fal.run.", "xn--fl-fka.run", "fаl.run",
        "queue.fal.rսn", "fal.ai.evil.example", "127.0.0.1.nip.example", "169.254.169.254", "10.0.0.1", "192.168.0.1", "[fe80::1]", "metadata.internal", "user.fal.run",
    ];

    public static string[] Of(int foreignPort, Uri own)
    {
        string port = foreignPort.ToString(CultureInfo.InvariantCulture), ownPort = own.Port.ToString(CultureInfo.InvariantCulture);
        return
        [
            // Another port of this machine, in every spelling of its address.
            .. Loopback.Select(host => $"http://{host}:{port}/requests/x"),

            // Other hosts, and such that look like ours.
            .. Others.Select(static host => $"https://{host}/requests/x"),

            // User information, which hides the host.
            $"http://127.0.0.1:{ownPort}@127.0.0.1:{port}/requests/x",
            $"http://queue.fal.run@127.0.0.1:{port}/requests/x",
            $"http://queue.fal.run:443@127.0.0.1:{port}/requests/x",
            $"http://queue.fal.run%2F@127.0.0.1:{port}/requests/x",
            $"http://user:password@127.0.0.1:{ownPort}/queue/requests/x",
            $"http://127.0.0.1:{port}#@127.0.0.1:{ownPort}/requests/x",
            $"http://127.0.0.1:{port}?@127.0.0.1:{ownPort}/requests/x",
            $"http://127.0.0.1:{port}\\@127.0.0.1:{ownPort}/requests/x",

            // Other schemes, and texts that are no addresses.
            $"https://127.0.0.1:{port}/requests/x", $"ws://127.0.0.1:{port}/requests/x", $"ftp://127.0.0.1:{port}/x", $"gopher://127.0.0.1:{port}/x", "file:///etc/passwd",
            "data:application/json,{}", "javascript:alert(1)", $"//127.0.0.1:{port}/requests/x", $"\\\\127.0.0.1:{port}\\x", $"http:127.0.0.1:{port}/x",
            $"http:///127.0.0.1:{port}/x", $"  http://127.0.0.1:{port}/x", $"http://127.0.0.1:{port}/\r\nAuthorization: x", "", "null", "../../../x",
        ];
    }
}
