using System.Runtime.CompilerServices;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.Extensions.Time.Testing;
using Resilience.Tests.Support;

namespace Resilience.Tests.Cancelling;

/// <summary>Cancelling at nine points by the token, by the method, and by both: the call ends, with the right exception, and no task is left with an exception that nobody saw.</summary>
[Collection(IdleTime.Collection)]
public sealed class CancellationTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (string point in Points.All)
            {
                foreach (string way in new[] { "token", "method", "both" })
                    cells.Add(point, way);
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cancelled_call_ends_as_documented(string point, string way)
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await Rig.StartAsync(options =>
        {
            options.TimeProvider = clock;
            options.Timing = FalEmulatorTiming.Instant with { QueueTime = TimeSpan.FromHours(1), RunTime = TimeSpan.FromHours(1) };
        });
        using var source = new CancellationTokenSource();
        bool byToken = way != "method", byMethod = way != "token";
        using Started started = await new Points(rig, clock, byToken, source.Token).StartAsync(point);
        await HangGuard.Within(started.Reached, $"reaching {point}");

        FalJobHandle handle = await started.Handle();
        Task<FalCancelStatus>? cancel = byMethod ? CancelElsewhereAsync(rig, handle) : null;
        if (byToken)
            await source.CancelAsync();
        if (cancel is not null)
            Assert.Equal(point is "in download" or "between result attempts" ? FalCancelStatus.AlreadyCompleted : FalCancelStatus.Requested, await HangGuard.Within(cancel, "the cancel call"));

        Exception? error = await EndAsync(started.Call, $"{point} by {way}");
        output.WriteLine($"{point} by {way}: {error?.GetType().Name ?? "completed"}");
        if (way == "token")
            Assert.IsType<FalCanceledException>(error);
        Check(error, started, handle, source.Token);
    }

    [Fact]
    public async Task No_cancelled_call_leaves_an_exception_behind()
    {
        foreach (string point in Points.All)
            await A_cancelled_call_ends_as_documented(point, "both");
        Assert.Empty(RunWatch.CollectUnobserved().Where(static error => !error.ToString().Contains(Dropped, StringComparison.Ordinal)).Select(static error => error.ToString()));
    }

    [Fact]
    public void The_watch_sees_an_exception_that_nobody_looked_at()
    {
        Drop();
        Assert.Contains(RunWatch.CollectUnobserved(), static error => error.ToString().Contains(Dropped, StringComparison.Ordinal));
    }

    private const string Dropped = "dropped on purpose";

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop() => _ = Task.FromException(new InvalidOperationException(Dropped));

    private static void Check(Exception? error, Started started, FalJobHandle handle, CancellationToken token)
    {
        switch (error)
        {
            case null:
                break;
            case FalCanceledException canceled:
                Assert.True(token.IsCancellationRequested, "Nobody cancelled the token.");
                Assert.Equal(token, canceled.CancellationToken);
                Assert.Equal(started.KnowsJob ? handle.RequestId : null, canceled.Handle?.RequestId);
                Assert.Equal(started.Left, canceled.Attempt is not null);
                break;
            case FalException failed:
                Assert.Equal(started.KnowsJob ? handle.RequestId : null, failed.Handle?.RequestId);
                break;
            default:
                Assert.Fail($"{error.GetType().Name} is not in the documented set: {error}");
                break;
        }

        if (error is not null)
            Evidence.Run.Add("cancelled", error);
    }

    private static async Task<Exception?> EndAsync(Task call, string what)
    {
        try
        {
            await HangGuard.Within(call, what);
            return null;
        }
        catch (Exception error) when (error is FalException or OperationCanceledException)
        {
            return error;
        }
    }

    private static async Task<FalCancelStatus> CancelElsewhereAsync(Rig rig, FalJobHandle handle)
    {
        using FalClient client = rig.NewClient();
        return await client.Endpoint(Rig.Id).Resume(handle).CancelAsync();
    }
}
