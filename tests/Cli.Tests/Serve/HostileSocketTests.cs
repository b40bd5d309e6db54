using System.Net.Http.Headers;
using System.Text;
using KlingGen.Emulator;
using Page.Tests;

namespace Cli.Tests.Serve;

/// <summary>Callers without manners, against the tool in a process of its own: each gets a documented status where it can get one, and costs little memory; whoever comes next is served.</summary>
public sealed class HostileSocketTests : IClassFixture<HostileSocketTests.Server>
{
    private const string Host = "Host: 127.0.0.1\r\n";
    private const string Key = "Authorization: Key " + FalEmulator.DefaultApiKey + "\r\n";
    private const string Health = "GET /emulator/health HTTP/1.1\r\n" + Host + "\r\n";
    private const string Run = "POST /run/" + Served.Kling + " HTTP/1.1\r\n" + Host + Key + "Content-Type: application/json\r\n";

    /// <summary>What the tool itself, a picture library and a compiler hold, and room for what is in flight; a caller of the table could ask for many times that.</summary>
    private const long MaxMemory = 1200L << 20;

    private static readonly string s_tooDeep = Post(new string('[', 100_000));

    private readonly Served _served;

    public HostileSocketTests(Server server) => _served = server.Served;

    /// <summary>Request, status line, and what the answer says; an empty status for one that gets no answer of HTTP/1.1.</summary>
    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "an address without end", "GET /queue/" + new string('a', 9000) + " HTTP/1.1\r\n" + Host + "\r\n", "414", "" },
        { "one header that is too long", "GET / HTTP/1.1\r\n" + Host + "X-Long: " + new string('a', 40_000) + "\r\n\r\n", "431", "" },
        { "too many headers", "GET / HTTP/1.1\r\n" + Host + string.Concat(Enumerable.Range(0, 150).Select(static number => $"X-{number}: a\r\n")) + "\r\n", "431", "" },
        { "HTTP/0.9", "GET /\r\n", "400", "" },
        { "a version that does not exist", "GET / HTTP/7.0\r\n" + Host + "\r\n", "505", "" },
        { "HTTP/2 without an agreement", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "", "" },
        { "TLS to a plain port", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n", "400", "" },
        { "zeros", new string('\0', 64) + "\r\n\r\n", "400", "" },
        { "no Host", "GET / HTTP/1.1\r\n\r\n", "400", "" },
        { "two Hosts", "GET / HTTP/1.1\r\n" + Host + Host + "\r\n", "400", "" },
        { "a Host that is none", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "400", "" },
        { "a Host of somebody else for the switches", "GET /emulator/journal HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n", "403", "under 127.0.0.1 or localhost" },
        { "a Host of somebody else for the page", "GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n", "404", "No such prefix" },
        { "a method that does not exist", "BREW /run/" + Served.Kling + " HTTP/1.1\r\n" + Host + Key + "Connection: close\r\n\r\n", "404", "not found" },
        { "a space in a header's name", "GET / HTTP/1.1\r\n" + Host + "X Y: a\r\n\r\n", "400", "" },
        { "two lengths", Run + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "400", "" },
        { "a length below zero", Run + "Content-Length: -1\r\n\r\n", "400", "" },
        { "a length and chunks", Run + "Content-Length: 2\r\nTransfer-Encoding: gzip\r\n\r\n{}", "400", "" },
        { "a body that is too long, before it is sent", Run + "Content-Length: 99999999999\r\n\r\n", "413", "up to 67108864 bytes" },
        { "a file that is too long, before it is sent", "PUT /cdn/uploads/x HTTP/1.1\r\n" + Host + "Content-Length: 99999999999\r\n\r\n", "413", "up to 1073741824 bytes" },
        { "chunks that are none", Run + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n", "400", "breaks the rules of HTTP" },
        { "a chunk longer than it says", Run + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}}}}}\r\n0\r\n\r\n", "400", "breaks the rules of HTTP" },
        { "JSON that is too deep", s_tooDeep, "422", "maximum configured depth of 128" },
        { "JSON that is none", Post("\u0000\u0001"), "422", "json_invalid" },
        { "no body at all", Run + "Connection: close\r\nContent-Length: 0\r\n\r\n", "422", "Field required" },
        { "a form of many files", "POST /cdn/files/upload HTTP/1.1\r\n" + Host + "Content-Type: multipart/form-data; boundary=x\r\nConnection: close\r\nContent-Length: 5\r\n\r\n--x--", "401", "storage token" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_request_beyond_the_limits_is_refused(string name, string request, string status, string words)
    {
        using RawCaller caller = await RawCaller.ConnectAsync(_served.Address);
        await caller.SendAsync(request);
        string answer = await caller.ReceiveAsync();
        Assert.True(status.Length == 0 ? !answer.StartsWith("HTTP/", StringComparison.Ordinal) : answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), $"{name}: {answer}");
        Assert.Contains(words, answer, StringComparison.Ordinal);
        await StillServesAsync(name);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    public async Task What_follows_a_sound_request_on_its_connection_does_not_touch_its_answer(string garbage)
    {
        using RawCaller caller = await RawCaller.ConnectAsync(_served.Address);
        await caller.SendAsync(Health + Health + garbage + "\r\n\r\n");
        string answer = await caller.ReceiveAsync();
        Assert.Equal(3, answer.Split("HTTP/1.1 200 ").Length);
        Assert.EndsWith("\r\n\r\n", answer[answer.IndexOf("HTTP/1.1 400 ", StringComparison.Ordinal)..], StringComparison.Ordinal);
        await StillServesAsync(garbage);
    }

    [Fact]
    public async Task Chunks_without_end_are_cut_off_at_the_limit()
    {
        using RawCaller caller = await RawCaller.ConnectAsync(_served.Address);
        await caller.SendAsync(Run + "Transfer-Encoding: chunked\r\n\r\n");
        byte[] chunk = Encoding.ASCII.GetBytes("100000\r\n" + new string(' ', 1 << 20) + "\r\n");
        Task<string> answer = caller.ReceiveAsync("\r\n\r\n{");
        int sent = 0;
        while (sent < 4096 && !answer.IsCompleted && await caller.SendAsync(chunk))
            sent++;
        Assert.StartsWith("HTTP/1.1 413 ", await answer, StringComparison.Ordinal);
        Assert.InRange(sent, 60, 4095);
        await StillServesAsync("chunks without end");
    }

    [Fact]
    public async Task A_multipart_form_without_end_is_cut_off_at_the_limit()
    {
        using RawCaller caller = await RawCaller.ConnectAsync(_served.Address);
        await caller.SendAsync("POST /rest/storage/upload/initiate HTTP/1.1\r\n" + Host + Key + "Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n");
        string part = "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\n" + new string('a', 1 << 20) + "\r\n";
        byte[] chunk = Encoding.ASCII.GetBytes($"{part.Length:x}\r\n{part}\r\n");
        Task<string> answer = caller.ReceiveAsync("\r\n\r\n{");
        for (int sent = 0; sent < 4096 && !answer.IsCompleted && await caller.SendAsync(chunk); sent++)
        {
        }

        Assert.StartsWith("HTTP/1.1 413 ", await answer, StringComparison.Ordinal);
        await StillServesAsync("a form without end");
    }

    [Theory]
    [InlineData("the head", "POST /run/" + Served.Kling + " HTT")]
    [InlineData("a header", Run + "X-Half: ab")]
    [InlineData("the body", Run + "Content-Length: 100\r\n\r\n{\"prompt\":")]
    [InlineData("a chunk", Run + "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"prompt\":")]
    public async Task One_that_sends_a_byte_at_a_time_and_stops_keeps_nobody_waiting(string name, string request)
    {
        var callers = new List<RawCaller>();
        for (int number = 0; number < 50; number++)
        {
            RawCaller caller = await RawCaller.ConnectAsync(_served.Address);
            callers.Add(caller);
            foreach (char sent in request)
                await caller.SendAsync(sent.ToString());
        }

        await StillServesAsync(name);
        callers.ForEach(static caller => caller.Dispose());
        await StillServesAsync(name);
    }

    [Fact]
    public async Task One_that_never_reads_its_answer_costs_a_piece_of_it()
    {
        byte[] file = new byte[60 << 20];
        using var initiate = new HttpRequestMessage(HttpMethod.Post, "rest/storage/upload/initiate") { Content = new StringContent("""{"file_name":"a.bin","content_type":"application/octet-stream"}""", Encoding.UTF8, "application/json") };
        initiate.Headers.Authorization = new AuthenticationHeaderValue("Key", FalEmulator.DefaultApiKey);
        using HttpResponseMessage grant = await _served.Http.SendAsync(initiate, TestContext.Current.CancellationToken);
        using var signed = System.Text.Json.JsonDocument.Parse(await grant.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var content = new ByteArrayContent(file);
        (await _served.Http.PutAsync(signed.RootElement.GetProperty("upload_url").GetString(), content, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        string path = new Uri(signed.RootElement.GetProperty("file_url").GetString()!).AbsolutePath;

        var callers = new List<RawCaller>();
        for (int number = 0; number < 40; number++)
        {
            RawCaller caller = await RawCaller.ConnectAsync(_served.Address, receiveBuffer: 4096);
            callers.Add(caller);
            await caller.SendAsync($"GET {path} HTTP/1.1\r\n{Host}\r\n");
            // The head is there: what the server takes of the file without being read, it has taken.
            Assert.Contains(" 200 ", await caller.ReceiveAsync("\r\n\r\n"), StringComparison.Ordinal);
            await caller.SendAsync(Health);
        }

        await StillServesAsync("forty that do not read");
        callers.ForEach(static caller => caller.Dispose());
        await StillServesAsync("forty that are gone");
    }

    [Fact]
    public async Task Streams_that_nobody_reads_end_and_leave_the_account_its_places()
    {
        var callers = new List<RawCaller>();
        for (int number = 0; number < 60; number++)
        {
            RawCaller caller = await RawCaller.ConnectAsync(_served.Address, receiveBuffer: 1024);
            callers.Add(caller);
            await caller.SendAsync(Run.Replace(" HTTP/1.1", "/stream HTTP/1.1", StringComparison.Ordinal) + "Content-Length: 18\r\n\r\n{\"prompt\":\"a fox\"}");
        }

        await StillServesAsync("streams that nobody reads");
        callers.ForEach(static caller => caller.Dispose());
        using RawCaller next = await RawCaller.ConnectAsync(_served.Address);
        await next.SendAsync(Post("""{"prompt":"a fox"}"""));
        Assert.StartsWith("HTTP/1.1 200 ", await next.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_connections_at_once_are_held_and_each_is_answered()
    {
        const int Wanted = 10_000;
        int count = Math.Min(Wanted, FileLimit() - 500);
        if (count < Wanted)
            TestContext.Current.TestOutputHelper?.WriteLine($"{count} connections and not {Wanted}: a process may have {FileLimit()} open files here (ulimit -Hn).");
        Assert.SkipWhen(count < 100, $"A process may have {FileLimit()} open files here; raise it with ulimit -Hn.");

        var callers = new List<RawCaller>(count);
        try
        {
            while (callers.Count < count)
                callers.Add(await RawCaller.ConnectAsync(_served.Address));
            await StillServesAsync($"{count} connections");
            for (int at = 0; at < count; at += 100)
            {
                await callers[at].SendAsync(Health);
                Assert.StartsWith("HTTP/1.1 200 ", await callers[at].ReceiveAsync("}"), StringComparison.Ordinal);
            }
        }
        finally
        {
            callers.ForEach(static caller => caller.Dispose());
        }

        await StillServesAsync($"{count} connections that are gone");
    }

    private static int FileLimit()
    {
        const string Limits = "/proc/self/limits";
        string? line = File.Exists(Limits) ? Array.Find(File.ReadAllLines(Limits), static line => line.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2] is { } hard && int.TryParse(hard, out int limit) ? limit : OperatingSystem.IsWindows() ? int.MaxValue : 2048;
    }

    private static string Post(string body) => Run + $"Connection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private async Task StillServesAsync(string after)
    {
        using RawCaller caller = await RawCaller.ConnectAsync(_served.Address);
        await caller.SendAsync(Health);
        string answer = await caller.ReceiveAsync("}");
        Assert.True(answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal), $"After {after}: {answer}");
        Assert.InRange(_served.PeakMemory, 0, MaxMemory);
    }

    public sealed class Server : IAsyncLifetime
    {
        internal Served Served { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Served = await Served.StartAsync("--timing", "instant");

        public ValueTask DisposeAsync() => Served.DisposeAsync();
    }
}
