using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cli.Tests.Support;
using static Cli.Tests.BadInput.BadCase;

namespace Cli.Tests.BadInput;

/// <summary>Servers that cannot start.</summary>
internal static class BadServing
{
    private static readonly string[] s_outside = ["65536", "99999999"];
    private static readonly string[] s_noNumbers = ["http", "1.5", "99999999999", ""];
    private static readonly string[] s_noAddresses = ["localhost", "300.1.1.1", "example.com", "", "127.0.0.1:80", "http://127.0.0.1"];
    private static readonly string[] s_noTimings = ["quick", "Demo", "", "0"];
    private static readonly string[] s_withValues = ["--port", "--bind", "--timing", "--fault", "--certificate"];
    private static readonly string[] s_noFaults =
        ["Thunder", "Slow; delay=soon", "Status; status=99", "Slow; operation=Nothing", "Failure; type=bad_mood", "Slow; probability=2", "Slow; times=-1", "Slow; colour=red", ";", "3"];

    private static readonly string[] s_noRecordings = ["", "{", "null", "[]", "{\"klinggen_recording\":2}", "{\"klinggen_recording\":1,\"endpoint\":\"a/b\",\"exchanges\":[{}]}"];

    public static IEnumerable<BadCase> Cases => Options.Concat(Faults).Concat(Schemas).Concat(Certificates).Concat(Ports).Concat(Recordings).Select(static bad => bad with { Name = "serve: " + bad.Name });

    private static IEnumerable<BadCase> Options =>
    [
        .. s_outside.Select(static port => Usage($"port {port}", "serve", "--port", port) with { Names = "65535" }),
        .. s_noNumbers.Select(static port => Usage($"port '{port}'", "serve", "--port", port) with { Names = "--port" }),
        .. s_noAddresses.Select(static bind => Usage($"bind '{bind}'", "serve", "--bind", bind) with { Names = "--bind" }),
        .. s_noTimings.Select(static timing => Usage($"timing '{timing}'", "serve", "--timing", timing) with { Names = "'demo' or 'instant'" }),
        .. s_withValues.Select(static option => Usage($"{option} without a value", "serve", option) with { Names = option }),
        Usage("a negative port", "serve", "--port", "-1") with { Names = "-1" },
        Usage("two ports", "serve", "--port", "1", "--port", "2") with { Names = "--port" },
        Usage("an option of run", "serve", "--many", "x.jsonl"),
        Unusable("a flag with a value", static _ => { }, "serve", "--https=maybe") with { Names = "maybe" },
    ];

    private static IEnumerable<BadCase> Recordings =>
    [
        Usage("record without a key", "serve", "--record", "r") with { Arrange = static run => run.Environment.Remove("KLINGGEN_SERVICE"), Names = "FAL_KEY" },
        Usage("record with a key that is none", "serve", "--record", "r") with { Arrange = static run => { run.Environment.Remove("KLINGGEN_SERVICE"); run.Environment["FAL_KEY"] = "a b"; }, Names = "FAL_KEY" },
        Usage("record and replay", "serve", "--record", "r", "--replay", "r", "--service", "http://127.0.0.1:1/") with { Names = "--replay" },
        Usage("strict alone", "serve", "--strict") with { Names = "--replay" },
        Usage("keep-media alone", "serve", "--keep-media") with { Names = "--record" },
        Usage("a service and nothing to record", "serve", "--service", "http://127.0.0.1:1/") with { Names = "--record" },
        Usage("a service that is not here", "serve", "--record", "r", "--service", "https://example.com/") with { Names = "example.com" },
        Usage("record nowhere", "serve", "--record", " ", "--service", "http://127.0.0.1:1/") with { Names = "--record" },
        Usage("record without a value", "serve", "--record") with { Names = "--record" },
        Usage("replay without a value", "serve", "--replay") with { Names = "--replay" },
        Unusable("record into a file", static run => run.Write("r", "x"), "serve", "--record", "r", "--service", "http://127.0.0.1:1/") with { Names = "r" },
        Unusable("replay from nowhere", static _ => { }, "serve", "--replay", "none") with { Names = "none" },
        Unusable("replay from a file", static run => run.Write("r", "x"), "serve", "--replay", "r") with { Names = "r" },
        .. s_noRecordings.Select(static text => Unusable($"a recording that is '{text}'", run => run.Write("r/a.json", text), "serve", "--replay", "r") with { Names = "a.json" }),
        .. s_noRecordings.Select(static text => Unusable($"drift from a recording that is '{text}'", run => run.Write("r/a.json", text), "drift", "r") with { Names = "a.json" }),
        Usage("drift of nothing", "drift") with { Names = "recordings" },
        Unusable("drift from nowhere", static _ => { }, "drift", "none") with { Names = "none" },
        Unusable("drift with a schema that is not there", static run => Directory.CreateDirectory(run.PathOf("r")), "drift", "r", "none.json") with { Names = "none.json" },
        Unusable("drift with a schema that is no JSON", static run => { Directory.CreateDirectory(run.PathOf("r")); run.Write("a.json", "{"); }, "drift", "r", "a.json") with { Names = "a.json" },
    ];

    private static IEnumerable<BadCase> Faults =>
    [
        .. s_noFaults.Select(static rule => Usage($"fault '{rule}'", "serve", "--fault", rule) with { Names = "--fault" }),
        Unusable("a fault file that is not there", static _ => { }, "serve", "--fault", "@none.txt") with { Names = "none.txt" },
        Unusable("a fault file that is a folder", static run => Directory.CreateDirectory(run.PathOf("rules")), "serve", "--fault", "@rules") with { Names = "rules" },
        Unusable("a fault file without a name", static _ => { }, "serve", "--fault", "@") with { Names = "fault file" },
        Usage("a wrong line in a fault file", "serve", "--fault", "@rules.txt") with { Arrange = static run => run.Write("rules.txt", "# fine\nSlow; delay=1\nThunder\n"), Names = "Thunder" },
    ];

    private static IEnumerable<BadCase> Schemas =>
    [
        Unusable("a schema that is not there", static _ => { }, "serve", "none.json") with { Names = "none.json" },
        Unusable("a folder that is not there", static _ => { }, "serve", "schemas/") with { Names = "schemas" },
        Unusable("a schema that is no JSON", static run => run.Write("a.json", "{"), "serve", "a.json") with { Names = "a.json" },
        Unusable("a schema that is another document", static run => run.Write("a.json", "{\"openapi\":\"3.0.0\"}"), "serve", "a.json") with { Names = "a.json" },
        Unusable("an empty schema", static run => run.Write("a.json", ""), "serve", "a.json") with { Names = "a.json" },
        Unusable("a list for a schema", static run => run.Write("a.json", "[1]"), "serve", "a.json") with { Names = "a.json" },
        Unusable("one schema of two is broken", static run => { run.Write("b.json", KlingSchema.Text); run.Write("a.json", "nonsense"); }, "serve", "b.json", "a.json") with { Names = "a.json" },
    ];

    private static IEnumerable<BadCase> Certificates =>
    [
        Unusable("a certificate that is not there", static _ => { }, "serve", "--certificate", "none.pfx") with { Names = "none.pfx" },
        Unusable("a certificate that is text", static run => run.Write("a.pfx", "hello"), "serve", "--certificate", "a.pfx") with { Names = "a.pfx" },
        Unusable("a PEM that is text", static run => run.Write("a.pem", "hello"), "serve", "--certificate", "a.pem") with { Names = "a.pem" },
        Unusable("a certificate that is a folder", static run => Directory.CreateDirectory(run.PathOf("a.pfx")), "serve", "--certificate", "a.pfx") with { Names = "a.pfx" },
        Unusable("a PEM without its key", static run => run.Write("a.pem", Make(1).ExportCertificatePem()), "serve", "--certificate", "a.pem") with { Names = "a.pem" },
        Unusable("a certificate that is over", static run => File.WriteAllBytes(run.PathOf("a.pfx"), Make(-1).Export(X509ContentType.Pkcs12)), "serve", "--certificate", "a.pfx") with { Names = "which is not now" },
        Unusable("a certificate that is to come", static run => File.WriteAllBytes(run.PathOf("a.pfx"), Make(20, from: 10).Export(X509ContentType.Pkcs12)), "serve", "--certificate", "a.pfx") with { Names = "which is not now" },
        Unusable("a certificate with another password", static run => File.WriteAllBytes(run.PathOf("a.pfx"), Make(1).Export(X509ContentType.Pkcs12, "secret")), "serve", "--certificate", "a.pfx") with { Names = "KLINGGEN_CERTIFICATE_PASSWORD" },
        Usage("a folder for data that is none", "serve", "--https", "--data", "") with { Names = "--data" },
        Unwritable("a folder for data that is a file", static run => run.Environment["KLINGGEN_DATA"] = run.Write("data", "x"), "serve", "--https") with { Names = "certificate" },
    ];

    private static IEnumerable<BadCase> Ports =>
    [
        Unusable("an address of another machine", static _ => { }, "serve", "--bind", "192.0.2.1") with { Names = "192.0.2.1" },
        Unusable("a port in use", static run => run.Held = Hold(54_329), "serve", "--port", "54329") with { Names = "54329" },
    ];

    private static X509Certificate2 Make(int days, int from = -30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(days));
    }

    private static TcpListener Hold(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
