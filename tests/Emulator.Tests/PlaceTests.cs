using System.Net;
using KlingGen.TestKit;

namespace KlingGen.Emulator.Tests;

/// <summary>A place of the account is given back, whatever becomes of the answer.</summary>
public sealed class PlaceTests
{
    private static readonly FalOperation[] Operations =
        [FalOperation.Run, FalOperation.Stream, FalOperation.Submit, FalOperation.Status, FalOperation.StatusStream, FalOperation.Result, FalOperation.Cancel];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_fault_of_every_operation_leaves_no_place_taken(bool takesEffect)
    {
        await using Rig rig = await Rig.StartAsync(static options => options.ConcurrencyLimit = 1);
        string id = await rig.SubmitAsync();
        // Not on a connection that a fault has cut.
        using var fresh = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = rig.Emulator.Address };
        fresh.DefaultRequestHeaders.Authorization = rig.Http.DefaultRequestHeaders.Authorization;
        foreach (FalOperation operation in Operations)
        {
            foreach (FalFaultKind kind in Enum.GetValues<FalFaultKind>())
            {
                rig.Emulator.Faults.Clear();
                rig.Emulator.Faults.Add(new FalFault { Kind = kind, Operation = operation, TakesEffect = takesEffect, Times = 1 });
                await StrikeAsync(rig, operation, id, kind.ToString().EndsWith("Stall", StringComparison.Ordinal));
                // A job whose caller was cut off may take its place only now, and gives it back; a place that is lost stays taken.
                HttpStatusCode answer = HttpStatusCode.TooManyRequests;
                for (int tries = 0; tries < 20 && answer == HttpStatusCode.TooManyRequests; tries++)
                {
                    await AllFreeAsync(rig, $"{operation} {kind}");
                    using HttpResponseMessage run = await fresh.PostAsync("run/" + Rig.Kling, Rig.Input(), Token);
                    answer = run.StatusCode;
                }

                Assert.Equal((operation, kind, HttpStatusCode.OK), (operation, kind, answer));
            }
        }
    }

    [Theory]
    [InlineData(FalFaultKind.Slow)]
    [InlineData(FalFaultKind.HtmlPage)]
    public async Task A_caller_who_leaves_during_the_delay_leaves_no_place_taken(FalFaultKind kind)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = kind, Operation = FalOperation.Stream, Delay = TimeSpan.FromHours(1), Times = 1 });
        await StrikeAsync(rig, FalOperation.Stream, "", leaves: true);
        await AllFreeAsync(rig, kind.ToString());
    }

    [Fact]
    public async Task A_caller_who_leaves_in_the_middle_leaves_no_place_taken()
    {
        await using Rig rig = await Rig.StartAsync(static options => options.Timing = FalEmulatorTiming.Instant with { RunTime = TimeSpan.FromHours(1) });
        foreach (FalOperation operation in new[] { FalOperation.Run, FalOperation.Stream })
        {
            using var leave = new CancellationTokenSource();
            Task call = CallAsync(rig, operation, "", leave.Token);
            await rig.Emulator.Journal.WaitForAsync(entry => entry.Operation == operation, Token);
            await leave.CancelAsync();
            await call;
            await AllFreeAsync(rig, operation.ToString());
        }
    }

    [Theory]
    [InlineData(FalFaultKind.HtmlPage)]
    [InlineData(FalFaultKind.UnreadableEmpty)]
    [InlineData(FalFaultKind.HeadersFin)]
    [InlineData(FalFaultKind.NothingReset)]
    [InlineData(FalFaultKind.HalfFin)]
    [InlineData(FalFaultKind.FullFinish)]
    public async Task A_stream_that_takes_effect_is_billed_whatever_leaves_of_it(FalFaultKind kind)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = kind, Operation = FalOperation.Stream, Times = 1 });
        await StrikeAsync(rig, FalOperation.Stream, "", leaves: false);
        await AllFreeAsync(rig, kind.ToString());
        Assert.Single(rig.Emulator.Billing.Events);
    }

    /// <summary>Makes the call to whatever end it has; a caller who leaves does so when the fault has struck.</summary>
    private static async Task StrikeAsync(Rig rig, FalOperation operation, string id, bool leaves)
    {
        using var leave = new CancellationTokenSource();
        Task call = CallAsync(rig, operation, id, leave.Token);
        if (leaves)
        {
            while (rig.Emulator.Faults.Strikes == 0)
                await Task.Yield();
            await leave.CancelAsync();
        }

        await HangGuard.Within(call, $"{operation}");
    }

    private static async Task CallAsync(Rig rig, FalOperation operation, string id, CancellationToken leave)
    {
        string job = $"queue/{Rig.App}/requests/{id}";
        using HttpRequestMessage request = operation switch
        {
            FalOperation.Run => new(HttpMethod.Post, "run/" + Rig.Kling) { Content = Rig.Input() },
            FalOperation.Stream => new(HttpMethod.Post, $"run/{Rig.Kling}/stream") { Content = Rig.Input() },
            FalOperation.Submit => new(HttpMethod.Post, "queue/" + Rig.Kling) { Content = Rig.Input() },
            FalOperation.Status => new(HttpMethod.Get, job + "/status"),
            FalOperation.StatusStream => new(HttpMethod.Get, job + "/status/stream"),
            FalOperation.Result => new(HttpMethod.Get, job),
            _ => new(HttpMethod.Put, job + "/cancel"),
        };
        try
        {
            using HttpResponseMessage response = await rig.Http.SendAsync(request, leave);
        }
        catch (Exception end) when (end is HttpRequestException or OperationCanceledException)
        {
            // That is the fault.
        }
    }

    // The server learns of a caller who has left a moment later.
    private static async Task AllFreeAsync(Rig rig, string what)
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cancelling.CancelAfter(HangGuard.Limit);
        while (rig.Emulator.RequestsInFlight > 0)
        {
            Assert.False(cancelling.IsCancellationRequested, $"{what}: {rig.Emulator.RequestsInFlight} places stay taken.");
            await Task.Yield();
        }

        Assert.Equal(0, rig.Emulator.RequestsInFlight);
    }
}
