using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cli.Tests.Support;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Cli.Tests.Serve;

/// <summary><c>klinggen serve</c>: its ready line, what it serves, and how it ends.</summary>
public sealed class ServeTests
{
    private const string Kling = "fal-ai/kling-image/v3/text-to-image";

    [Fact]
    public async Task Without_a_schema_it_serves_the_tools_own_set_and_leaves_nothing_behind()
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, "serve", "--json");
        Assert.Contains(Kling, serving.Ready.GetProperty("endpoints").EnumerateArray().Select(static id => id.GetString()));
        Assert.Equal("ok", (await serving.GetAsync("emulator/health")).GetProperty("status").GetString());
        CliResult end = await serving.StopAsync();
        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Empty(Directory.EnumerateFileSystemEntries(run.Folder));
    }

    /// <summary>Twelve members a record, each of them the record again: a form of all would have a quarter of a million fields.</summary>
    [Fact]
    public async Task A_form_of_records_inside_records_has_an_end()
    {
        JsonNode document = JsonNode.Parse(KlingSchema.Text)!;
        var node = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(Enumerable.Range(0, 12).Select(static number => KeyValuePair.Create($"part_{number}", Reference()))) };
        JsonObject schemas = document["components"]!["schemas"]!.AsObject();
        schemas["Node"] = node;
        schemas["ElementInput"]!["properties"]!["tree"] = Reference();
        using var run = new CliRun();
        run.Write("a.json", document.ToJsonString());
        await using var serving = await Serving.StartAsync(run, "serve", "a.json", "--json");
        string form = await serving.Http.GetStringAsync("page/form/" + Kling, TestContext.Current.CancellationToken);
        Assert.Contains("part_11", form, StringComparison.Ordinal);
        Assert.InRange(form.Length, 10_000, 1_000_000);

        static JsonNode? Reference() => new JsonObject { ["$ref"] = "#/components/schemas/Node" };
    }

    [Fact]
    public async Task A_schema_that_may_not_be_read_is_no_matter_of_the_port()
    {
        using var run = new CliRun();
        await using FileStream held = File.Open(run.Write("a.json", KlingSchema.Text), FileMode.Open, FileAccess.Read, FileShare.None);
        CliResult end = await run.RunAsync("serve", "a.json");
        Assert.Equal(4, end.ExitCode);
        Assert.Contains("A schema file cannot be read", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--port", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ready_line_is_one_sentence_for_people()
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, "serve", "--any-key");
        Assert.Matches("^Ready at http://127\\.0\\.0\\.1:[0-9]+/ with [0-9]+ endpoints of the tool's own set; key .*\\. Ctrl\\+C stops it\\.$", serving.Line);
    }

    [Fact]
    public async Task The_locked_schemas_are_served_where_there_are_some()
    {
        using var run = new CliRun();
        run.Write("schemas/a.json", KlingSchema.Text);
        File.Copy(Repository.File("schemas/klinggen.lock.json"), run.PathOf("schemas/klinggen.lock.json"));
        await using var serving = await Serving.StartAsync(run, "serve", "--json");
        Assert.Equal(Kling, Assert.Single(serving.Ready.GetProperty("endpoints").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Unexpected_requests_fail_the_run_when_asked_to(bool strict, int exitCode)
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, ["serve", "--json", .. strict ? ["--fail-on-unexpected"] : Array.Empty<string>()]);
        await serving.Http.GetAsync("nowhere/at/all", TestContext.Current.CancellationToken);
        using var input = new StringContent("{}", Encoding.UTF8, "application/json");
        await serving.Http.PostAsync("queue/fal-ai/no-such/endpoint", input, TestContext.Current.CancellationToken);
        CliResult end = await serving.StopAsync();
        Assert.Equal(exitCode, end.ExitCode);
        Assert.Equal(strict ? 2 : 0, end.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task What_is_expected_does_not_fail_a_strict_run()
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, "serve", "--json", "--fail-on-unexpected", "--timing", "instant", "--fault", "Status; status=503; operation=Run; times=1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await serving.RunAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await serving.RunAsync()).StatusCode);
        Assert.Equal(0, (await serving.StopAsync()).ExitCode);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Unauthorized)]
    public async Task Any_key_lets_callers_in_who_have_none(bool any, HttpStatusCode status)
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, ["serve", "--json", "--timing", "instant", .. any ? ["--any-key"] : Array.Empty<string>()]);
        serving.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(status, (await serving.RunAsync()).StatusCode);
    }

    [Fact]
    public async Task Https_has_a_certificate_that_verifies_for_localhost_and_the_services_names_and_is_kept()
    {
        using var run = new CliRun();
        string kept;
        await using (var first = await Serving.StartAsync(run, "serve", "--json", "--https", "--timing", "instant"))
        {
            string file = first.Ready.GetProperty("certificate").GetString()!;
            kept = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("PRIVATE", kept, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.ChangeExtension(file, ".key")));
            foreach (string host in new[] { "localhost", "127.0.0.1", "fal.run", "queue.fal.run", "rest.fal.ai", "v3.fal.media", "queue.falrun.com", "ws.fal.run" })
            {
                using HttpClient strict = Strict(file, first.Address);
                using HttpResponseMessage answer = await strict.GetAsync($"https://{host}:{first.Address.Port}/", TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.Unauthorized, $"{host}: {answer.StatusCode}");
            }

            using HttpClient other = Strict(file, first.Address);
            await Assert.ThrowsAsync<HttpRequestException>(() => other.GetAsync($"https://example.com:{first.Address.Port}/", TestContext.Current.CancellationToken));
        }

        await using var second = await Serving.StartAsync(run, "serve", "--json", "--https");
        Assert.Equal(kept, await File.ReadAllTextAsync(second.Ready.GetProperty("certificate").GetString()!, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_client_whose_hosts_are_constants_comes_here_by_name()
    {
        using var run = new CliRun();
        await using var serving = await Serving.StartAsync(run, "serve", "--json", "--https", "--timing", "instant");
        using HttpClient python = Strict(serving.Ready.GetProperty("certificate").GetString()!, serving.Address);
        python.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", FalEmulator.DefaultApiKey);
        using var input = new StringContent("""{"prompt":"a fox"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage submitted = await python.PostAsync($"https://queue.fal.run:{serving.Address.Port}/{Kling}", input, TestContext.Current.CancellationToken);
        using JsonDocument job = JsonDocument.Parse(await submitted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("https://queue.fal.run", job.RootElement.GetProperty("status_url").GetString(), StringComparison.Ordinal);
        using var file = new StringContent("""{"file_name":"a.png","content_type":"image/png"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage upload = await python.PostAsync($"https://rest.fal.ai:{serving.Address.Port}/storage/upload/initiate?storage_type=fal-cdn-v3", file, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, upload.StatusCode);
    }

    // Verifies by this certificate alone; every name leads to the emulator, as by the hosts file.
    private static HttpClient Strict(string trustFile, Uri emulator)
    {
        var trusted = X509CertificateLoader.LoadCertificateFromFile(trustFile);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(trusted);
        return new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
            ConnectCallback = async (_, token) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, emulator.Port, token);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        })
        { Timeout = HangGuard.Limit };
    }
}

/// <summary>The command while it runs.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task<CliResult> _end;

    private Serving(CancellationTokenSource stop, Task<CliResult> end, string line)
    {
        _stop = stop;
        _end = end;
        Line = line;
        Ready = line.StartsWith('{') ? JsonDocument.Parse(line).RootElement : default;
        Address = new Uri(line.StartsWith('{') ? Ready.GetProperty("address").GetString()! : line.Split(' ')[2]);
        Http = new HttpClient { BaseAddress = Address, Timeout = HangGuard.Limit, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Key", FalEmulator.DefaultApiKey) } };
    }

    public string Line { get; }

    public JsonElement Ready { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public static async Task<Serving> StartAsync(CliRun run, params string[] arguments)
    {
        var output = new FirstLine();
        run.Output = output;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<CliResult> end = run.RunAsync(stop.Token, arguments);
        if (await Task.WhenAny(output.Line, end) == end)
            Assert.Fail($"It ended with {(await end).ExitCode}: {(await end).Error}");
        return new Serving(stop, end, await output.Line);
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await Http.GetStringAsync(path)).RootElement;

    public async Task<HttpResponseMessage> RunAsync()
    {
        using var input = new StringContent("""{"prompt":"a fox"}""", Encoding.UTF8, "application/json");
        return await Http.PostAsync("run/fal-ai/kling-image/v3/text-to-image", input);
    }

    public async Task<CliResult> StopAsync()
    {
        await _stop.CancelAsync();
        return await _end;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        _stop.Dispose();
    }

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override Task WriteLineAsync(string? value)
        {
            _line.TrySetResult(value ?? "");
            return Task.CompletedTask;
        }
    }
}
