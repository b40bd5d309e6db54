using System.Net.Sockets;
using KlingGen;
using KlingGen.Emulator;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.EndToEnd;
using Runtime.Tests.Support;
using Op = KlingGen.Emulator.FalOperation;

namespace Runtime.Tests.Http;

/// <summary>The service's second names: taken when no connection to the first is made, and for nothing else; a paid request never for anything less than proof.</summary>
public class BackupHostTests
{
    private const string Main = "queue.fal.run";
    private const string Backup = "queue.falrun.com";

    private static readonly string[] AllOperations = ["submit", "run", "stream", "status", "wait", "result", "cancel"];

    private static readonly Dictionary<string, Func<Exception>> NoConnection = new()
    {
        ["name"] = static () => new HttpRequestException(HttpRequestError.NameResolutionError, "no such host", new SocketException((int)SocketError.HostNotFound)),
        ["connect"] = static () => new HttpRequestException(HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused)),
#if !NETSTANDARD2_0 // A failure does not say its kind there, but by its cause.
        ["TLS"] = static () => new HttpRequestException(HttpRequestError.SecureConnectionError, "handshake"),
        ["proxy"] = static () => new HttpRequestException(HttpRequestError.ProxyTunnelError, "502 of the proxy"),
        ["wrapped"] = static () => new HttpRequestException("a handler's words", new HttpRequestException(HttpRequestError.ConnectionError, "refused")),
#endif
        ["connect limit"] = static () => new TaskCanceledException("connect", new TimeoutException("no connection within the configured ConnectTimeout")),
        ["bare socket"] = static () => new HttpRequestException("wrapped", new SocketException((int)SocketError.HostUnreachable)),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Operations => [.. AllOperations];

    public static TheoryData<string, string> Failures
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (string operation in AllOperations)
            {
                foreach (string kind in NoConnection.Keys)
                    cells.Add(operation, kind);
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_host_that_cannot_be_connected_to_is_replaced_by_its_backup(string operation, string kind)
    {
        using var studio = new Studio(Handler(request => IsMain(request) ? NoConnection[kind]() : null));
        await CallAsync(studio, operation);
        Seen seen = studio.Handler.Requests[0];
        Assert.Equal(operation is "run" or "stream" ? "falrun.com" : Backup, seen.Address.Host);
        Assert.Equal(443, seen.Address.Port);
        Assert.Equal("Key " + Studio.Key, seen.Header("Authorization"));
        Assert.All(studio.Handler.Requests, each => Assert.EndsWith("falrun.com", each.Address.Host, StringComparison.Ordinal));
        Assert.True(studio.Handler.Requests.Count(static each => each.Method == "POST") <= 1);
        Assert.Empty(studio.Pauses);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Switched_off_or_with_an_address_of_ones_own_there_is_no_backup(string operation)
    {
        Action<FalClientOptions>[] without =
        [
            static options => options.UseBackupHosts = false,
            static options => (options.QueueBaseAddress, options.RunBaseAddress) = (new Uri("https://proxy.example/"), new Uri("https://proxy.example/")),
            static options => (options.QueueBaseAddress, options.RunBaseAddress) = (new Uri("https://queue.fal.run/gateway/"), new Uri("https://fal.run:8443/")),
            static options => (options.QueueBaseAddress, options.RunBaseAddress) = (new Uri("https://queue.falrun.com/"), new Uri("https://falrun.com/")),
            static options => (options.QueueBaseAddress, options.RunBaseAddress) = (new Uri("http://127.0.0.1:5/"), new Uri("http://127.0.0.1:5/")),
        ];
        foreach (Action<FalClientOptions> configure in without)
        {
            var hosts = new HashSet<string>();
            using var studio = new Studio(Handler(request => Note(hosts, request, NoConnection["name"]())), options =>
            {
                options.MaxRetries = 1;
                configure(options);
            });
            await Assert.ThrowsAsync<FalConnectionException>(() => CallAsync(studio, operation));
            Assert.Equal([(operation is "run" or "stream" ? studio.Client.Options.RunBaseAddress : studio.Client.Options.QueueBaseAddress).Host], hosts);
        }
    }

    [Fact]
    public async Task Without_a_backup_the_key_may_not_go_there()
    {
        using var studio = new Studio(Studio.Happy(), static options => options.UseBackupHosts = false);
        using var deadline = new CallDeadline(TimeProvider.System, TimeSpan.FromMinutes(1), Cancellation);
        var request = new ApiRequest { Operation = KlingGen.FalOperation.Status, Address = new Uri("https://queue.falrun.com/x") };
        await Assert.ThrowsAsync<InvalidOperationException>(() => studio.Client.Transport.SendAsync(request, deadline).AsTask());
        Assert.Empty(studio.Handler.Requests);
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("run")]
    [InlineData("stream")]
    public async Task A_paid_request_whose_bytes_have_left_never_goes_to_the_backup(string operation)
    {
        Assert.Equal((1, nameof(FalSubmitUnknownException)), await PostsAsync(operation, static _ => { }));
    }

    [Fact]
    public async Task The_check_catches_a_client_that_turns_to_the_backup_without_proof()
    {
        // The broken variant.
        Assert.Equal(2, (await PostsAsync("submit", static options => options.BackupWithoutProofForTests = true)).Posts);
        Assert.Equal(2, (await PostsAsync("run", static options => options.BackupWithoutProofForTests = true)).Posts);
    }

    // The exceptions say that there was no connection, and each of them lies: the body had been read.
    private static async Task<(int Posts, string Thrown)> PostsAsync(string operation, Action<FalClientOptions> configure)
    {
        int max = 0;
        var thrown = new HashSet<string>();
        foreach (Func<Exception> failure in NoConnection.Values.Append(static () => new HttpIOException(HttpRequestError.ResponseEnded)).Append(static () => new HttpRequestException("reset", new SocketException((int)SocketError.ConnectionReset))))
        {
            StubHandler handler = Studio.Happy();
            foreach (string path in new[] { Studio.Submit, Studio.Submit + "/stream" })
                handler.On("POST", path, Reply.Throw(failure));
            using var studio = new Studio(handler, configure);
            FalException error = await Assert.ThrowsAnyAsync<FalException>(() => CallAsync(studio, operation));
            thrown.Add(error.GetType().Name);
            max = Math.Max(max, handler.Requests.Count(static seen => seen.Method == "POST"));
        }

        return (max, Assert.Single(thrown));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("result")]
    [InlineData("cancel")]
    public async Task What_failed_after_a_connection_is_repeated_where_it_was(string operation)
    {
        foreach (Func<Exception> failure in new Func<Exception>[]
                 {
                     static () => new HttpIOException(HttpRequestError.ResponseEnded), static () => new HttpRequestException("reset", new SocketException((int)SocketError.ConnectionReset)),
                     static () => new IOException("broken pipe"), static () => new OperationCanceledException(),
                 })
        {
            int failures = 2;
            using var studio = new Studio(Handler(_ => failures-- > 0 ? failure() : null));
            await CallAsync(studio, operation);
            Assert.Equal(Main, Assert.Single(studio.Handler.Requests).Address.Host);
            Assert.Equal(2, studio.Pauses.Count);
        }
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_answer_of_the_main_host_is_an_answer(int status)
    {
        using var studio = new Studio(new StubHandler().On("GET", Studio.Status, status, "{}"), static options => options.MaxRetries = 1);
        await Assert.ThrowsAsync<FalApiException>(() => CallAsync(studio, "status"));
        Assert.All(studio.Handler.Requests, static seen => Assert.Equal(Main, seen.Address.Host));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Where_neither_can_be_reached_both_are_named_and_the_usual_retries_are_made(string operation)
    {
        var tries = new List<string>();
        using var studio = new Studio(
            Handler(request =>
            {
                tries.Add(request.RequestUri!.Host);
                return NoConnection["connect"]();
            }),
            static options => options.MaxRetries = 2);
        FalConnectionException error = await Assert.ThrowsAsync<FalConnectionException>(() => CallAsync(studio, operation));
        string main = operation is "run" or "stream" ? "fal.run" : Main, backup = operation is "run" or "stream" ? "falrun.com" : Backup;
        Assert.Contains($"https://{main}, nor https://{backup}", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, error.Attempts);
        // The stream of statuses has polling for its retry.
        Assert.Equal(Enumerable.Repeat(new[] { main, backup }, operation == "wait" ? 4 : 3).SelectMany(static pair => pair), tries);
        Assert.Equal(2, studio.Pauses.Count);
        Assert.Empty(studio.Handler.Requests);
    }

    [Fact]
    public async Task Calls_stay_with_the_backup_for_a_minute_and_one_looks_for_the_main_host_then()
    {
        var clock = new FakeTimeProvider();
        bool isDown = true;
        var tries = new List<string>();
        using var studio = new Studio(
            Handler(request =>
            {
                tries.Add(request.RequestUri!.Host);
                return isDown && IsMain(request) ? NoConnection["name"]() : null;
            }),
            options => options.TimeProvider = clock);
        async Task<string> PollAsync()
        {
            tries.Clear();
            await CallAsync(studio, "status");
            return string.Join(", ", tries);
        }

        Assert.Equal($"{Main}, {Backup}", await PollAsync());
        Assert.Equal(Backup, await PollAsync());
        clock.Advance(BackupHost.StickyTime - TimeSpan.FromSeconds(1));
        Assert.Equal(Backup, await PollAsync());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal($"{Main}, {Backup}", await PollAsync());
        Assert.Equal(Backup, await PollAsync());

        // The other host is another matter.
        tries.Clear();
        await CallAsync(studio, "run");
        Assert.Equal(["fal.run", "falrun.com"], tries);

        isDown = false;
        clock.Advance(BackupHost.StickyTime);
        Assert.Equal(Main, await PollAsync());
        Assert.Equal(Main, await PollAsync());
    }

    [Fact]
    public async Task A_backup_that_fails_leads_back_at_once()
    {
        string down = Main;
        var tries = new List<string>();
        using var studio = new Studio(Handler(request =>
        {
            tries.Add(request.RequestUri!.Host);
            return request.RequestUri.Host == down ? NoConnection["connect"]() : null;
        }));
        await CallAsync(studio, "status");
        down = Backup;
        await CallAsync(studio, "status");
        await CallAsync(studio, "status");
        Assert.Equal([Main, Backup, Backup, Main, Main], tries);
        Assert.Empty(studio.Pauses);
    }

    [Fact]
    public void Of_many_calls_at_once_one_looks_for_the_main_host()
    {
        var clock = new FakeTimeProvider();
        BackupHost host = BackupHost.Of(new FalClientOptions { TimeProvider = clock }.CheckedCopy())[1];
        Assert.False(host.IsBackupFirst());
        host.BackupServed();
        Assert.True(host.IsBackupFirst());
        clock.Advance(BackupHost.StickyTime);
        Assert.Single(Enumerable.Range(0, 100), _ => !host.IsBackupFirst());
        host.MainServed();
        Assert.False(host.IsBackupFirst());
    }

    public static TheoryData<string> RealFailures => ["name", "refused", "TLS", "nobody accepts"];

    [Theory]
    [MemberData(nameof(RealFailures))]
    public async Task Real_connections_that_fail_lead_to_the_backup_and_everything_is_bought_once(string failure)
    {
        await using Stage stage = await Stage.OpenAsync();
        using var names = new Names(failure, stage.Emulator);
        using var http = new HttpClient(names);
        using var client = new FalClient(new FalClientOptions { ApiKey = FalEmulator.DefaultApiKey, MaxRetries = 0 }, http);
        var endpoint = new FalEndpoint<StudioInput, StudioOutput>(client, Stage.Id);

        FalResult<StudioOutput> subscribed = await endpoint.SubscribeAsync(new StudioInput { Prompt = "one" }, cancellationToken: Cancellation);
        Assert.Single(subscribed.Value.Images);
        Assert.Single((await endpoint.RunAsync(new StudioInput { Prompt = "two" }, cancellationToken: Cancellation)).Value.Images);
        Assert.Equal(FalCancelStatus.AlreadyCompleted, await endpoint.Resume(subscribed.Handle!).CancelAsync(Cancellation));
        stage.Journal.AssertCount(Op.Submit, 1);
        stage.Journal.AssertCount(Op.Run, 1);
        stage.Journal.AssertNothingPaidTwice();
        Assert.Equal((1, 1), (names.Failed(Main), names.Failed("fal.run")));
    }

    [Theory]
    [InlineData(FalFaultKind.NothingReset)]
    [InlineData(FalFaultKind.NothingFin)]
    [InlineData(FalFaultKind.HeadersReset)]
    [InlineData(FalFaultKind.HalfFin)]
    public async Task A_lost_answer_of_the_main_host_is_no_reason_to_buy_at_the_backup(FalFaultKind kind)
    {
        await using Stage stage = await Stage.OpenAsync();
        stage.Faults.Add(new FalFault { Operation = Op.Submit, Kind = kind, Times = 1 });
        using var names = new Names("none", stage.Emulator);
        using var http = new HttpClient(names);
        using var client = new FalClient(new FalClientOptions { ApiKey = FalEmulator.DefaultApiKey }, http);
        var endpoint = new FalEndpoint<StudioInput, StudioOutput>(client, Stage.Id);
        FalSubmitUnknownException error = await Assert.ThrowsAsync<FalSubmitUnknownException>(() => endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Equal(Main, error.Attempt?.Address?.Host);
        stage.Journal.AssertCount(Op.Submit, 1);
    }

    private static bool IsMain(HttpRequestMessage request) => request.RequestUri!.Host is Main or "fal.run";

    private static Exception Note(HashSet<string> hosts, HttpRequestMessage request, Exception error)
    {
        hosts.Add(request.RequestUri!.Host);
        return error;
    }

    private static StubHandler Handler(Func<HttpRequestMessage, Exception?> beforeBody)
    {
        StubHandler handler = Studio.Happy()
            .On("PUT", Studio.Cancel, 202, """{"status":"CANCELLATION_REQUESTED"}""")
            .On("POST", Studio.Submit + "/stream", _ => Task.FromResult(Reply.Events($"data: {Studio.Output}\n\n")));
        // One path serves submit and run; a member more does no harm to either.
        handler.On("POST", Studio.Submit, 200, Studio.Output.Replace("{\"images\"", "{\"request_id\":\"job-1\",\"images\"", StringComparison.Ordinal));
        handler.BeforeBody = beforeBody;
        return handler;
    }

    private static Task CallAsync(Studio studio, string operation)
    {
        FalJob<StudioOutput> job = studio.Endpoint.Resume(Studio.Handle);
        return operation switch
        {
            "submit" => studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation),
            "run" => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation),
            "stream" => studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask(),
            "status" => job.GetStatusAsync(cancellationToken: Cancellation),
            "wait" => job.WaitAsync(cancellationToken: Cancellation),
            "result" => job.GetResultAsync(Cancellation),
            _ => job.CancelAsync(Cancellation),
        };
    }

    /// <summary>A network in which the main names fail in a real way, or lead to the emulator, and the backup names always do.</summary>
    private sealed class Names : DelegatingHandler
    {
        private readonly string _failure;
        private readonly FalEmulator _emulator;
        private readonly List<string> _failed = [];

        public Names(string failure, FalEmulator emulator)
        {
            _failure = failure;
            _emulator = emulator;
            InnerHandler = new SocketsHttpHandler
            {
                ConnectTimeout = failure == "nobody accepts" ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(15),
                ConnectCallback = failure == "nobody accepts" ? ConnectAsync : null,
            };
        }

        public int Failed(string host) => _failed.Count(failed => failed == host);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Uri asked = request.RequestUri!;
            string prefix = asked.Host.StartsWith("queue.", StringComparison.Ordinal) ? "queue" : "run";
            bool isDown = IsMain(request) && _failure != "none";
            Uri root = (isDown ? _failure : "none") switch
            {
                "name" => FalEmulator.UnresolvableAddress,
                "refused" => _emulator.RefusedAddress,
                "TLS" => _emulator.BrokenTlsAddress,
                "nobody accepts" => new Uri("http://192.0.2.1/"),
                _ => _emulator.Address,
            };
            request.RequestUri = new Uri(root, prefix + asked.PathAndQuery);
            try
            {
                HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                request.RequestUri = asked;
                return response;
            }
            catch (Exception) when (isDown)
            {
                _failed.Add(asked.Host);
                throw;
            }
        }

        // An address that nobody answers at, without a network: the limit of the handler ends the waiting.
        private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            if (context.DnsEndPoint.Host == "192.0.2.1")
                await Task.Delay(Timeout.Infinite, cancellationToken);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }
}
