using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Cancelling;

/// <summary>The nine points at which a call can be when it is cancelled.</summary>
/// <param name="rig">An emulator whose jobs stay where <paramref name="clock"/> has brought them.</param>
/// <param name="clock">The emulator's clock.</param>
/// <param name="byToken">Whether the token will be cancelled; else the limits of the client must end the call where nothing else does.</param>
internal sealed class Points(Rig rig, Microsoft.Extensions.Time.Testing.FakeTimeProvider clock, bool byToken, CancellationToken token)
{
    public static string[] All =>
        ["before send", "connecting", "after bytes left", "before headers", "in queue", "in status stream", "while polling", "between result attempts", "in download"];

    public async Task<Started> StartAsync(string point) => point switch
    {
        "before send" => await BeforeSendAsync(),
        "connecting" => await ConnectingAsync(),
        "after bytes left" => AfterBytesLeft(),
        "before headers" => await BeforeHeadersAsync(),
        "in queue" => await FollowingAsync(FalQueueState.InQueue),
        "in status stream" => await FollowingAsync(FalQueueState.InProgress),
        "while polling" => await PollingAsync(),
        "between result attempts" => await BetweenResultAttemptsAsync(),
        _ => await DownloadingAsync(),
    };

    private async Task<Started> BeforeSendAsync()
    {
        (FalClient client, FalJob<FalJson> job) = await JobAsync();
        // The call is begun when the test has cancelled: nothing of it may leave then.
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationTokenRegistration go = token.Register(begin.SetResult);
        if (!byToken)
            begin.TrySetResult();
        return new Started(BeginAsync(), Task.CompletedTask) { Handle = () => Task.FromResult(job.Handle) }.Owning(go, client);

        async Task BeginAsync()
        {
            await begin.Task;
            int before = rig.Journal.Entries.Count(entry => entry.RequestId == job.RequestId && entry.Operation != KlingGen.Emulator.FalOperation.Cancel);
            try
            {
                await job.WaitAsync(cancellationToken: token);
            }
            finally
            {
                if (byToken)
                    Assert.Equal(before, rig.Journal.Entries.Count(entry => entry.RequestId == job.RequestId && entry.Operation != KlingGen.Emulator.FalOperation.Cancel));
            }
        }
    }

    private async Task<Started> ConnectingAsync()
    {
        FalJobHandle handle = await rig.SubmitAsync("a job");
        var reached = NewSignal();
        var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                reached.TrySetResult();
                return await new TaskCompletionSource<Stream>().Task.WaitAsync(cancellation);
            },
        });
        FalClient client = rig.NewClient(Limits, http);
        Task call = client.Endpoint(Rig.Id).Resume(handle).WaitAsync(cancellationToken: token);
        return new Started(call, reached.Task) { Handle = () => Task.FromResult(handle) }.Owning(client, http);
    }

    private Started AfterBytesLeft()
    {
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.NothingStall, Operation = KlingGen.Emulator.FalOperation.Submit });
        FalClient client = rig.NewClient(Limits);
        Task<FalJournalEntry> reached = rig.Journal.WaitForAsync(static entry => entry.BodyText.Contains("left and unanswered", StringComparison.Ordinal));
        Task call = client.Endpoint(Rig.Id).SubmitAsync(Rig.Input("left and unanswered"), cancellationToken: token);
        return new Started(call, reached)
        {
            Handle = async () =>
            {
                FalJournalEntry entry = await reached;
                // The journal notes the arrival, and the id a moment later.
                while (entry.RequestId is null)
                    await Task.Yield();
                return new FalJobHandle(Rig.Id, entry.RequestId);
            },
            KnowsJob = false,
            Left = true,
        }.Owning(client);
    }

    private async Task<Started> BeforeHeadersAsync()
    {
        (FalClient client, FalJob<FalJson> job) = await JobAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.NothingStall, Operation = KlingGen.Emulator.FalOperation.Status });
        Task call = job.GetStatusAsync(cancellationToken: token);
        return Arrived(call, job, KlingGen.Emulator.FalOperation.Status).Owning(client);
    }

    private async Task<Started> FollowingAsync(FalQueueState state)
    {
        (FalClient client, FalJob<FalJson> job) = await JobAsync();
        if (state == FalQueueState.InProgress)
            clock.Advance(TimeSpan.FromMinutes(61));
        var reached = NewSignal();
        Task call = job.WaitAsync(
            progress: new FalProgress<FalQueueStatus>(status =>
            {
                if (status.State == state)
                    reached.TrySetResult();
            }),
            cancellationToken: token);
        return new Started(call, reached.Task) { Handle = () => Task.FromResult(job.Handle) }.Owning(client);
    }

    private async Task<Started> PollingAsync()
    {
        (FalClient client, FalJob<FalJson> job) = await JobAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.HtmlPage, Operation = KlingGen.Emulator.FalOperation.StatusStream });
        Task call = job.WaitAsync(cancellationToken: token);
        return Arrived(call, job, KlingGen.Emulator.FalOperation.Status).Owning(client);
    }

    private async Task<Started> BetweenResultAttemptsAsync()
    {
        FalJobHandle handle = await rig.SubmitAsync("a job");
        clock.Advance(TimeSpan.FromMinutes(121));
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.HtmlPage, Operation = KlingGen.Emulator.FalOperation.Result });
        FalClient client = rig.NewClient(options =>
        {
            Limits(options);
            // The pause after the first attempt does not end by itself.
            options.RetryBaseDelay = TimeSpan.FromDays(2);
            options.RetryMaxDelay = TimeSpan.FromDays(2);
        });
        FalJob<FalJson> job = client.Endpoint(Rig.Id).Resume(handle);
        return Arrived(job.GetResultAsync(token), job, KlingGen.Emulator.FalOperation.Result).Owning(client);
    }

    private async Task<Started> DownloadingAsync()
    {
        FalJobHandle handle = await rig.SubmitAsync("a job");
        clock.Advance(TimeSpan.FromMinutes(121));
        FalClient client = rig.NewClient(Limits);
        FalResult<FalJson> result = await client.Endpoint(Rig.Id).Resume(handle).GetResultAsync(CancellationToken.None);
        string url = result.Value.Element.GetProperty("images")[0].GetProperty("url").GetString()!;
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.HalfStall, Operation = KlingGen.Emulator.FalOperation.Download });
        Task<FalJournalEntry> reached = rig.Journal.WaitForAsync(static entry => entry.Operation == KlingGen.Emulator.FalOperation.Download);
        Task call = Call.Download.InvokeAsync(client, "", null, url, token: token);
        return new Started(call, reached) { Handle = () => Task.FromResult(handle), KnowsJob = false }.Owning(client);
    }

    private Started Arrived(Task call, FalJob<FalJson> job, KlingGen.Emulator.FalOperation operation) =>
        new(call, rig.Journal.WaitForAsync(entry => entry.Operation == operation && entry.RequestId == job.RequestId)) { Handle = () => Task.FromResult(job.Handle) };

    private async Task<(FalClient Client, FalJob<FalJson> Job)> JobAsync()
    {
        FalJobHandle handle = await rig.SubmitAsync("a job");
        FalClient client = rig.NewClient(Limits);
        return (client, client.Endpoint(Rig.Id).Resume(handle));
    }

    // With a token, only the token ends the call. Without, the client's own limits do, once nothing else goes on.
    private void Limits(FalClientOptions options)
    {
        options.TimeProvider = byToken ? TimeProvider.System : new IdleTime();
        options.Timeout = byToken ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(400);
        options.RequestTimeout = byToken ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(200);
        options.StreamIdleTimeout = byToken ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(200);
        options.MaxRetries = 1;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
