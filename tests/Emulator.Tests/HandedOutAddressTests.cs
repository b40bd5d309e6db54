using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KlingGen.Emulator.Tests;

/// <summary>Every absolute address of every answer has the name under which the request came, and leads back to the emulator.</summary>
public sealed partial class HandedOutAddressTests
{
    private static readonly Dictionary<string, string> Service = new()
    {
        ["run"] = "https://fal.run",
        ["queue"] = "https://queue.fal.run",
        ["rest"] = "https://rest.fal.ai",
        ["cdn"] = "https://v3.fal.media",
        ["platform"] = "https://api.fal.ai",
    };

    /// <summary>Headers of the caller, and the root it knows; {port} is the listener's. Without a root it knows the service's names.</summary>
    private static readonly (string Name, (string Header, string Value)[] Headers, string? Root)[] Prefixed =
    [
        ("plain", [], "http://127.0.0.1:{port}/"),
        ("localhost", [("Host", "localhost:{port}")], "http://localhost:{port}/"),
        ("name", [("Host", "emulator.test:8080")], "http://emulator.test:8080/"),
        ("name without port", [("Host", "Emulator.Test")], "http://emulator.test/"),
        ("IPv6", [("Host", "[::1]:8080")], "http://[::1]:8080/"),
        ("compose service", [("Host", "fal_emulator:5000")], "http://fal_emulator:5000/"),
        ("TLS in front", [("Host", "emulator.test"), ("X-Forwarded-Proto", "https")], "https://emulator.test/"),
        ("TLS in front, default port", [("Host", "emulator.test:443"), ("X-Forwarded-Proto", "https")], "https://emulator.test/"),
        ("proxy", [("X-Forwarded-Host", "app.example:8443"), ("X-Forwarded-Proto", "https")], "https://app.example:8443/"),
        ("proxy with port", [("X-Forwarded-Host", "app.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Port", "8443")], "https://app.example:8443/"),
        ("proxy with default port", [("X-Forwarded-Host", "app.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Port", "443")], "https://app.example/"),
        ("port alone", [("Host", "app.example"), ("X-Forwarded-Port", "8080")], "http://app.example:8080/"),
        ("proxy with prefix", [("X-Forwarded-Host", "app.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/fal/v1/")], "https://app.example/fal/v1/"),
        ("two proxies", [("X-Forwarded-Host", "outer.example, inner.example"), ("X-Forwarded-Proto", "https, http")], "https://outer.example/"),
        ("standard header", [("Forwarded", "for=192.0.2.1;host=\"app.example:8080\";proto=https, host=inner")], "https://app.example:8080/"),
    ];

    private static readonly (string Name, Func<string, (string Header, string Value)[]> Headers)[] Named =
    [
        ("service's names", static host => [("Host", new Uri(Service[host]).Host)]),
        ("service's names by a proxy", static host => [("X-Forwarded-Host", new Uri(Service[host]).Host), ("X-Forwarded-Proto", "https")]),
        ("service's names with a proxy of its own", static host => [("Host", new Uri(Service[host]).Host), ("X-Forwarded-Host", "app.example"), ("X-Forwarded-Proto", "https")]),
    ];

    public static TheoryData<string> PrefixedCallers => [.. Prefixed.Select(static caller => caller.Name)];

    public static TheoryData<string> NamedCallers => [.. Named.Select(static caller => caller.Name)];

    [Theory]
    [MemberData(nameof(PrefixedCallers))]
    public async Task A_caller_by_prefix_gets_its_own_root(string name)
    {
        await using Rig rig = await StartAsync();
        (_, (string Header, string Value)[] headers, string? root) = Prefixed.Single(caller => caller.Name == name);
        string port = rig.Emulator.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        root = root!.Replace("{port}", port, StringComparison.Ordinal);
        (string, string)[] sent = [.. headers.Select(header => (header.Header, header.Value.Replace("{port}", port, StringComparison.Ordinal)))];
        await WalkAsync(rig, (host, path) => (host + "/" + path, sent), host => root + host + "/", url => url[root.Length..]);
    }

    [Theory]
    [MemberData(nameof(NamedCallers))]
    public async Task A_caller_by_the_services_names_gets_them(string name)
    {
        await using Rig rig = await StartAsync();
        Func<string, (string, string)[]> headers = Named.Single(caller => caller.Name == name).Headers;
        await WalkAsync(rig, (host, path) => (path, headers(host)), static host => Service[host] + "/", static url => new Uri(url).PathAndQuery[1..]);
    }

    [Fact]
    public async Task A_caller_through_the_official_clients_proxy_header_gets_the_services_name_for_calls_and_ours_for_files()
    {
        await using Rig rig = await StartAsync();
        string own = rig.Emulator.Address + "cdn/";
        await WalkAsync(
            rig,
            (host, path) => host == "cdn" ? ("cdn/" + path, []) : ("", [("x-fal-target-url", $"{Service[host]}/{path}")]),
            host => host == "cdn" ? own : Service[host] + "/",
            url => url.StartsWith(own, StringComparison.Ordinal) ? url[own.Length..] : new Uri(url).PathAndQuery[1..]);
    }

    [Fact]
    public async Task The_backup_domains_names_stay_what_they_are()
    {
        await using Rig rig = await StartAsync();
        JsonElement submitted = await ReadAsync(await SendAsync(rig, HttpMethod.Post, Rig.Kling, [("Host", "queue.falrun.com")], """{"prompt":"x"}"""));
        Assert.StartsWith($"https://queue.falrun.com/{Rig.App}/requests/", submitted.GetProperty("status_url").GetString(), StringComparison.Ordinal);
        JsonElement withPort = await ReadAsync(await SendAsync(rig, HttpMethod.Post, Rig.Kling, [("Host", "queue.fal.run:8080")], """{"prompt":"x"}"""));
        Assert.StartsWith($"http://queue.fal.run:8080/{Rig.App}/requests/", withPort.GetProperty("status_url").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FalAddressOrigin.Listener)]
    [InlineData(FalAddressOrigin.Service)]
    public async Task An_option_decides_without_asking_who_called(FalAddressOrigin origin)
    {
        await using Rig rig = await StartAsync(options => options.AddressOrigin = origin);
        string own = rig.Emulator.Address.ToString();
        await WalkAsync(
            rig,
            static (host, path) => ($"{host}/{path}", [("Host", "emulator.test:8080")]),
            host => origin == FalAddressOrigin.Listener ? $"{own}{host}/" : Service[host] + "/",
            url => url.StartsWith(own, StringComparison.Ordinal) ? url[own.Length..] : new Uri(url).PathAndQuery[1..]);
    }

    [Fact]
    public async Task A_result_is_addressed_to_whoever_asks_for_it_and_a_webhook_to_whoever_submitted()
    {
        await using Rig rig = await StartAsync();
        string id = (await ReadAsync(await SendAsync(rig, HttpMethod.Post, "queue/" + Rig.Kling, [("Host", "submitter.test")], """{"prompt":"x"}"""))).GetProperty("request_id").GetString()!;
        foreach (string host in new[] { "first.test", "second.test:81", "submitter.test" })
        {
            JsonElement result = await ReadAsync(await SendAsync(rig, HttpMethod.Get, $"queue/{Rig.App}/requests/{id}", [("Host", host)]));
            Assert.StartsWith($"http://{host}/cdn/files/", result.GetProperty("images")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
        }

        await SendAsync(rig, HttpMethod.Post, $"queue/{Rig.Kling}?fal_webhook={Uri.EscapeDataString("http://127.0.0.1:9/hook")}", [("Host", "submitter.test")], """{"prompt":"y"}""");
        await rig.Emulator.Webhooks.WaitForAsync(static deliveries => deliveries.Count > 0, TestContext.Current.CancellationToken);
        Assert.Contains("\"http://submitter.test/cdn/files/", rig.Emulator.Webhooks.Deliveries[0].Body, StringComparison.Ordinal);
    }

    public static TheoryData<string> HostileHosts =>
    [
        "evil.example\"", "a b", "<script>", "evil.example/path", "evil.example?x", "evil.example#x", "user@evil.example", "evil.example:", "evil.example:0", "evil.example:65536", "evil.example:-1",
        "evil.example:80:80", "evil.example:8o", ":80", ".", "..", "a..b", ".a", "a.", "[::1", "::1", "[::1]x", "[::1%25eth0]", "[evil]", "evil\\", "evil\texample", "ev\u00EFl.example", "%65vil.example",
        "{origin}", "$host", "'", "evil!x", "evil=x", "x\u0000y", "\"},{\"",
    ];

    [Theory]
    [MemberData(nameof(HostileHosts))]
    public async Task A_name_that_is_none_is_passed_over(string hostile)
    {
        await using Rig rig = await StartAsync();
        string own = $"{rig.Emulator.Address}queue/{Rig.App}/requests/";
        string[] headers = hostile.Contains('\0', StringComparison.Ordinal)
            ? []
            : [$"X-Forwarded-Host: {hostile}", $"Forwarded: host={hostile}", $"X-Forwarded-Proto: {hostile}", $"X-Forwarded-Port: {hostile}", $"X-Forwarded-Prefix: {hostile}", $"X-Forwarded-Prefix: /{hostile}/../x"];
        foreach (string header in headers)
            Assert.StartsWith(own, StatusUrl(await SendRawAsync(rig, $"127.0.0.1:{rig.Emulator.Address.Port}", header)), StringComparison.Ordinal);

        // The server refuses some names by itself; none of them comes back.
        string direct = await SendRawAsync(rig, hostile, "X-Nothing: 1");
        if (!direct.StartsWith("HTTP/1.1 400", StringComparison.Ordinal))
            Assert.StartsWith(own, StatusUrl(direct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/fal-ai/flux/dev")]
    [InlineData("https://queue.fal.run.evil.example/fal-ai/flux/dev")]
    [InlineData("https://queue.fal.run@evil.example/fal-ai/flux/dev")]
    [InlineData("ftp://queue.fal.run/fal-ai/flux/dev")]
    [InlineData("https://169.254.169.254/fal-ai/flux/dev")]
    public async Task The_proxy_header_leads_to_the_services_hosts_alone(string target)
    {
        await using Rig rig = await StartAsync();
        using HttpResponseMessage response = await SendAsync(rig, HttpMethod.Post, "", [("x-fal-target-url", target)], """{"prompt":"x"}""");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("evil", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FalAddressStyle.Application)]
    [InlineData(FalAddressStyle.FullId)]
    [InlineData(FalAddressStyle.TrailingSlash)]
    [InlineData(FalAddressStyle.Response)]
    [InlineData(FalAddressStyle.Token)]
    public async Task Addresses_of_every_style_lead_to_the_request(FalAddressStyle style)
    {
        await using Rig rig = await StartAsync(options => options.AddressStyle = style);
        JsonElement submitted = await ReadAsync(await SendAsync(rig, HttpMethod.Post, "queue/" + Rig.Kling, [], """{"prompt":"x"}"""));
        string id = submitted.GetProperty("request_id").GetString()!;
        string Path(string member) => new Uri(submitted.GetProperty(member).GetString()!).PathAndQuery[1..];

        Assert.Equal(200, await CodeAsync(rig, HttpMethod.Get, Path("status_url")));
        Assert.Equal(200, await CodeAsync(rig, HttpMethod.Get, Path("status_url").TrimEnd('/') + "/stream"));
        Assert.Equal(200, await CodeAsync(rig, HttpMethod.Get, Path("response_url")));
        Assert.Equal(400, await CodeAsync(rig, HttpMethod.Put, Path("cancel_url")));
        Assert.Equal(4, rig.Emulator.Journal.About(id).Count(static entry => entry.Operation != FalOperation.Submit));

        bool token = style == FalAddressStyle.Token;
        Assert.Equal(!token, Path("status_url").Contains(id, StringComparison.Ordinal));
        Assert.Equal(token ? 404 : 200, await CodeAsync(rig, HttpMethod.Get, $"queue/{Rig.App}/requests/{id}/status"));
        Assert.Equal(token ? 404 : 200, await CodeAsync(rig, HttpMethod.Get, $"queue/{Rig.App}/requests/{id}"));
    }

    [Fact]
    public async Task Addresses_of_the_queue_can_lead_elsewhere()
    {
        await using Rig rig = await StartAsync(static options => options.QueueAddressBase = new Uri("https://elsewhere.example/x"));
        JsonElement submitted = await ReadAsync(await SendAsync(rig, HttpMethod.Post, "queue/" + Rig.Kling, [], """{"prompt":"x"}"""));
        string id = submitted.GetProperty("request_id").GetString()!;
        Assert.Equal($"https://elsewhere.example/x/{Rig.App}/requests/{id}/status", submitted.GetProperty("status_url").GetString());
        Assert.Equal(200, await CodeAsync(rig, HttpMethod.Get, $"queue/{Rig.App}/requests/{id}/status"));
    }

    private static Task<Rig> StartAsync(Action<FalEmulatorOptions>? configure = null) => Rig.StartAsync(options =>
    {
        options.WebhookRetryDelays = [];
        configure?.Invoke(options);
    });

    /// <summary>Makes each call that hands out addresses, looks at all of them, and follows them.</summary>
    /// <param name="rig">The emulator.</param>
    /// <param name="at">How the caller addresses a path on a host.</param>
    /// <param name="root">The root that the caller knows for a host.</param>
    /// <param name="below">The path to ask for, out of an address that was handed out.</param>
    private static async Task WalkAsync(Rig rig, Func<string, string, (string Path, (string, string)[] Headers)> at, Func<string, string> root, Func<string, string> below)
    {
        var seen = new List<(string Call, string Url)>();
        async Task<JsonElement> CallAsync(string host, HttpMethod method, string path, string? body = null, string? authorization = null, params string[] expected)
        {
            (string target, (string, string)[] headers) = at(host, path);
            using HttpResponseMessage response = await SendAsync(rig, method, target, headers, body, authorization);
            string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{method} {host} {path}: {(int)response.StatusCode} {text}");
            string[] urls = [.. Url().Matches(text).Select(static match => match.Value)];
            Assert.True(urls.Length > 0, $"{method} {host} {path} hands out no address: {text}");
            foreach (string url in urls)
            {
                Assert.True(expected.Any(name => url.StartsWith(root(name), StringComparison.Ordinal) || url == root(name).TrimEnd('/')), $"{method} {host} {path} hands out {url}");
                seen.Add((path, url));
            }

            return response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonDocument.Parse(text).RootElement.Clone() : default;
        }

        JsonElement submitted = await CallAsync("queue", HttpMethod.Post, Rig.Kling, """{"prompt":"x"}""", expected: "queue");
        string request = $"{Rig.App}/requests/{submitted.GetProperty("request_id").GetString()}";
        await CallAsync("queue", HttpMethod.Get, request + "/status", expected: "queue");
        await CallAsync("queue", HttpMethod.Get, request + "/status/stream", expected: "queue");
        JsonElement result = await CallAsync("queue", HttpMethod.Get, request, expected: "cdn");
        await CallAsync("run", HttpMethod.Post, Rig.Kling, """{"prompt":"x"}""", expected: "cdn");
        await CallAsync("run", HttpMethod.Post, Rig.Kling + "/stream", """{"prompt":"x"}""", expected: "cdn");
        JsonElement signed = await CallAsync("rest", HttpMethod.Post, "storage/upload/initiate", """{"content_type":"image/png","file_name":"a.png"}""", expected: "cdn");
        await CallAsync("rest", HttpMethod.Post, "storage/upload/initiate-multipart", """{"content_type":"image/png","file_name":"a.png"}""", expected: "cdn");
        JsonElement token = await CallAsync("rest", HttpMethod.Post, "storage/auth/token?storage_type=fal-cdn-v3", "{}", expected: "cdn");
        string bearer = "Bearer " + token.GetProperty("token").GetString();
        JsonElement uploaded = await CallAsync("cdn", HttpMethod.Post, "files/upload", "bytes", bearer, expected: "cdn");
        await CallAsync("cdn", HttpMethod.Post, "files/upload/multipart", "", bearer, expected: "cdn");
        string file = uploaded.GetProperty("access_url").GetString()!;
        await CallAsync("cdn", HttpMethod.Post, file[root("cdn").Length..] + "/sign", """{"duration":60}""", bearer, expected: "cdn");
        await CallAsync("platform", HttpMethod.Post, "v1/storage/files/sign?url=" + Uri.EscapeDataString(file), """{"expiration_seconds":60}""", expected: "cdn");
        await CallAsync("platform", HttpMethod.Get, "v1/models", expected: "run");

        // They lead back here.
        async Task<int> FollowAsync(HttpMethod method, string host, string url, string? body = null)
        {
            (string target, (string, string)[] headers) = at(host, url.StartsWith(root(host), StringComparison.Ordinal) ? url[root(host).Length..] : below(url));
            using HttpResponseMessage response = await SendAsync(rig, method, target, headers, body);
            return (int)response.StatusCode;
        }

        Assert.Equal(200, await FollowAsync(HttpMethod.Get, "queue", submitted.GetProperty("status_url").GetString()!));
        Assert.Equal(200, await FollowAsync(HttpMethod.Get, "queue", submitted.GetProperty("response_url").GetString()!));
        Assert.Equal(400, await FollowAsync(HttpMethod.Put, "queue", submitted.GetProperty("cancel_url").GetString()!));
        Assert.Equal(200, await FollowAsync(HttpMethod.Get, "cdn", result.GetProperty("images")[0].GetProperty("url").GetString()!));
        Assert.Equal(200, await FollowAsync(HttpMethod.Put, "cdn", signed.GetProperty("upload_url").GetString()!, "bytes"));
        Assert.Equal(200, await FollowAsync(HttpMethod.Get, "cdn", signed.GetProperty("file_url").GetString()!));
        Assert.True(seen.Count >= 20, $"{seen.Count} addresses");
    }

    private static async Task<HttpResponseMessage> SendAsync(Rig rig, HttpMethod method, string path, (string Header, string Value)[] headers, string? body = null, string? authorization = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(rig.Emulator.Address, path));
        foreach ((string header, string value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (body is not null)
            request.Content = Rig.Json(body);
        return await rig.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<int> CodeAsync(Rig rig, HttpMethod method, string path)
    {
        using HttpResponseMessage response = await SendAsync(rig, method, path, []);
        return (int)response.StatusCode;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using (response)
            return await Rig.ReadAsync(response);
    }

    // A client of the framework would not send such a name.
    private static async Task<string> SendRawAsync(Rig rig, string host, string header)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, rig.Emulator.Address.Port, TestContext.Current.CancellationToken);
        await using NetworkStream stream = tcp.GetStream();
        string head = $"POST /queue/{Rig.Kling} HTTP/1.1\r\nHost: {host}\r\n{header}\r\nAuthorization: Key {FalEmulator.DefaultApiKey}\r\nContent-Type: application/json\r\nContent-Length: 14\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head + """{"prompt":"x"}"""), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static string StatusUrl(string response)
    {
        Assert.StartsWith("HTTP/1.1 200", response, StringComparison.Ordinal);
        string body = response[(response.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        int from = body.IndexOf('{', StringComparison.Ordinal), to = body.LastIndexOf('}');
        using JsonDocument document = JsonDocument.Parse(body[from..(to + 1)]);
        return document.RootElement.GetProperty("status_url").GetString()!;
    }

    [GeneratedRegex("https?://[^\"\\s\\\\]+")]
    private static partial Regex Url();
}
