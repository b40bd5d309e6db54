using System.Text.Json;

namespace Runtime.Tests.Queue;

/// <summary>Addresses that a service under somebody else's hand, or somebody with a pen, could put in the place of a job's own.</summary>
internal static class HostileAddresses
{
    private static readonly string[] Authorities =
    [
        "evil.example", "evil.example:443", "queue.fal.run.evil.example", "queue.fal.run-evil.example", "evil-queue.fal.run", "fal.run", "rest.fal.ai", "api.fal.ai", "xqueue.fal.run", "queue.fal.runx",
        "queue.fal.run@evil.example", "queue.fal.run:443@evil.example", "queue.fal.run%2f@evil.example", "user@queue.fal.run", "user:password@queue.fal.run", "@queue.fal.run", ":@queue.fal.run",
        "queue.fal.run:444", "queue.fal.run:80", "queue.fal.run:0443", "queue.fal.run:+443", "queue.fal.run:443:443", "queue.fal.run:", "queue.fal.run:65979", "queue.fal.run.", "queue.fal.run..",
        "queue.fal.run\\@evil.example", "queue.fal.run\\.evil.example", "queue.fal.run#@evil.example", "queue.fal.run?@evil.example", "queue.fal.run;evil.example", "queue.fal.run,evil.example",
        "queue.fal.run\0.evil.example", "queue.fal.run\r\nHost: evil.example", "queue.fal.run\t", " queue.fal.run", "queue.fal.run ", "queue%2efal.run", "queue.fal%2erun", "%71ueue.fal.run",
        "queue.fаl.run", "queue。fal。run", "queue．fal．run", "ｑueue.fal.run", "queue.f\u00ADal.run", "queue.fal.r\u200Bun", "xn--queue-fal.run", "queue.xn--fl-8ia.run",
        "127.0.0.1", "127.0.0.1:1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[::1%25eth0]", "[queue.fal.run]", "localhost",
        "proxy.example.evil.example", "proxy.example:8443", "user@proxy.example", "",
    ];

    private static readonly string[] Ours = ["queue.fal.run", "queue.fal.run:443", "queue.falrun.com", "QUEUE.Fal.Run", "proxy.example", "127.0.0.1:5000"];

    private static readonly string[] Paths =
    [
        "/acme/studio/requests/job-2/state", "", "/", "//", "//evil.example/x", "/\\evil.example/x", "\\evil.example", "/@evil.example/x", "/:@evil.example", "/x:y@evil.example/", "/http://evil.example/", "/https:evil.example",
        "/../x", "/..", "/.", "/./x", "/x/../../../y", "/x/..", "/%2e%2e/x", "/%2E%2E/x", "/.%2e/x", "/%2e./x", "/..%2fx", "/x%2f..%2f..%2fy", "/x%5c..%5cy", "/%252e%252e/x", "/..;/x", "/x/..;a=b/y", "/%c0%ae%c0%ae/x",
        "/x//y", "/x///", "/%", "/%4", "/%zz", "/%00", "/x%0d%0aHost:%20evil.example", "/x\r\nAuthorization: y", "/x\ny", "/x\0y", "/x\ty", "/x y", "/x\"y", "/x<y>", "/x{y}", "/x|y", "/x^y", "/x`y", "/é", "/\u202E", "/x\uFFFF",
        "/x#", "/x#/../y", "/#@evil.example", "/x?y#z", "/x?y=z", "/x?logs=0&a=b", "/x??", "/x?\\", "/x?%", "/x?%0d%0a", "/x?y=//evil.example", "?x", "#x", "/emulator/faults", "/queue/../run/x",
        "/" + new string('a', 2047), "/" + new string('a', 2048), "/" + new string('a', 100_000), "/x?" + new string('b', 5000), "/" + string.Join('/', Enumerable.Repeat("a", 1200)),
    ];

    private static readonly string[] Odd =
    [
        "", " ", "null", "status", "/", "//", "///", "//queue.fal.run/x", "//evil.example/x", "\\\\evil.example\\x", "/\\evil.example", "https:", "https:/", "https://", "https:///x", "https:/queue.fal.run/x", "https:queue.fal.run/x",
        "https:\\\\queue.fal.run\\x", "https:/\\queue.fal.run/x", "http://queue.fal.run/x", "http://queue.fal.run:443/x", "ws://queue.fal.run/x", "wss://queue.fal.run/x", "ftp://queue.fal.run/x", "file:///etc/passwd", "file://queue.fal.run/x",
        "javascript:alert(1)", "data:application/json,{}", "gopher://queue.fal.run/x", "urn:x", "x:y", "../../x", "requests/1", "?x", "#x", "queue.fal.run/x", "https://queue.fal.run", "https://https://queue.fal.run/x", "https://queue.fal.run/x https://evil.example/",
        " https://queue.fal.run/x", "\thttps://queue.fal.run/x", "https://queue.fal.run/x\n", "\uFEFFhttps://queue.fal.run/x", "hｔtps://queue.fal.run/x", "view-source:https://queue.fal.run/x", "jar:https://queue.fal.run!/x", "blob:https://queue.fal.run/x",
    ];

    /// <summary>Addresses of which nothing may be used, whatever queue is configured among <see cref="Queues"/>.</summary>
    public static IReadOnlyList<string> Foreign { get; } =
    [
        .. from authority in Authorities from scheme in new[] { "https", "http", "HTTPS" } from path in Paths.Take(6) select $"{scheme}://{authority}{path}",
        .. Odd,
    ];

    /// <summary>Addresses with an origin that is right for some queue, and paths that may be anything.</summary>
    public static IReadOnlyList<string> OddPaths { get; } =
        [.. from authority in Ours from scheme in new[] { "https", "http" } from path in Paths select $"{scheme}://{authority}{path}"];

    public static IReadOnlyList<string> All { get; } = [.. Foreign, .. OddPaths];

    /// <summary>Members that are no text at all, or no text that can be had.</summary>
    public static IReadOnlyList<string> NoTexts { get; } =
        ["null", "1", "true", "[]", "{}", "[\"https://queue.fal.run/x\"]", "{\"url\":\"https://queue.fal.run/x\"}", "\"https://queue.fal.run/\\ud800\"", "\"\\udc00\"", "1e999"];

    public static Uri[] Queues { get; } = [new("https://queue.fal.run/"), new("https://proxy.example/fal/"), new("https://proxy.example/"), new("http://127.0.0.1:5000/queue/")];

    public static string Json(string text) => JsonSerializer.Serialize(text);
}
