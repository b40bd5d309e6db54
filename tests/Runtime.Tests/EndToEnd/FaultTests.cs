using System.Collections.Concurrent;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Runtime.Tests.Support;
using Op = KlingGen.Emulator.FalOperation;

namespace Runtime.Tests.EndToEnd;

/// <summary>Every way an answer can fail, at every operation. Nothing hangs, nothing is bought twice, no handle is lost.</summary>
[Collection(IdleTime.Collection)]
public class FaultTests
{
    private static readonly FalFaultKind[] Kinds = [.. Enum.GetValues<FalFaultKind>().Where(kind => kind != FalFaultKind.Slow)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Op> Operations => [Op.Submit, Op.StatusStream, Op.Status, Op.Result, Op.Cancel, Op.Run, Op.Stream];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_fault_ends_in_a_result_or_a_documented_exception(Op operation)
    {
        await using Stage stage = await Stage.OpenAsync();
        FalEndpoint<StudioInput, StudioOutput> endpoint = stage.NewEndpoint(Hurried);
        var wrong = new List<string>();
        foreach (FalFaultKind kind in Kinds)
        {
            for (int seed = 0; seed < 2; seed++)
            {
                stage.Faults.Clear();
                stage.Journal.Clear();
                stage.Faults.Add(new FalFault { Operation = operation, Kind = kind, Times = seed == 0 ? null : 1, Seed = seed });
                if (operation == Op.Status)
                    stage.Faults.Add(new FalFault { Operation = Op.StatusStream, Kind = FalFaultKind.Status, StatusCode = 404 });
                string? problem = await CallAsync(endpoint, operation, $"{operation} {kind} {seed}");
                if (problem is not null)
                    wrong.Add($"{operation} {kind} {(seed == 0 ? "always" : "once")}: {problem}");
                stage.Journal.AssertNothingPaidTwice();
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static async Task<string?> CallAsync(FalEndpoint<StudioInput, StudioOutput> endpoint, Op operation, string prompt)
    {
        FalJobHandle? known = null;
        var input = new StudioInput { Prompt = prompt };
        try
        {
            switch (operation)
            {
                case Op.Run:
                    await endpoint.RunAsync(input, cancellationToken: Cancellation);
                    break;
                case Op.Stream:
                    await endpoint.StreamAsync(input, cancellationToken: Cancellation).ToListAsync(Cancellation);
                    break;
                case Op.Cancel:
                    FalJob<StudioOutput> job = await endpoint.SubmitAsync(input, cancellationToken: Cancellation);
                    known = job.Handle;
                    await job.CancelAsync(Cancellation);
                    break;
                default:
                    await endpoint.SubscribeAsync(
                        input,
                        onEnqueue: (handle, _) =>
                        {
                            known = handle;
                            return ValueTask.CompletedTask;
                        },
                        cancellationToken: Cancellation);
                    break;
            }

            return null;
        }
        catch (FalSubmitUnknownException error)
        {
            return error.Attempt is null ? "no attempt" : operation is Op.Submit or Op.Run or Op.Stream ? null : "unknown, without a paid request";
        }
        catch (FalException error)
        {
            return known is not null && error.Handle != known ? $"the handle is lost: {error.Message}" : null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    [Fact]
    public async Task Two_thousand_submits_under_faults_after_the_body_arrive_once_each()
    {
        const int Submits = 2000;
        await using Stage stage = await Stage.OpenAsync();
        FalFaultKind[] kinds = [.. Kinds.Where(kind => kind is not (FalFaultKind.Status or FalFaultKind.FullFinish or FalFaultKind.ByteByByte))];
        FalEndpoint<StudioInput, StudioOutput>[] endpoints = [.. kinds.Select(kind => stage.NewEndpoint(Hurried, NewFaultyHttp(kind)))];
        var outcomes = new ConcurrentDictionary<string, int>();

        await Parallel.ForAsync(0, Submits, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Cancellation }, async (n, cancellation) =>
        {
            string outcome;
            try
            {
                await endpoints[n % kinds.Length].SubmitAsync(new StudioInput { Prompt = $"number {n}" }, cancellationToken: cancellation);
                outcome = "submitted";
            }
            catch (FalSubmitUnknownException error)
            {
                Assert.NotNull(error.Attempt);
                outcome = "unknown";
            }

            outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
        });

        stage.Journal.AssertNothingPaidTwice();
        stage.Journal.AssertCount(Op.Submit, Submits);
        Assert.Equal(Submits, outcomes.Values.Sum());
        Assert.True(outcomes["unknown"] > Submits / 2);
    }

    [Fact]
    public async Task The_journal_catches_a_client_that_retries_its_submits()
    {
        await using Stage stage = await Stage.OpenAsync();
        stage.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.NothingFin, Times = 1 });
        // The broken variant: it takes a body that left without an answer for one that never left.
        FalEndpoint<StudioInput, StudioOutput> broken = stage.NewEndpoint(options => options.RepeatUnknownForTests = true);
        await broken.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        Assert.Throws<FalJournalException>(() => stage.Journal.AssertNothingPaidTwice());
    }

    private static void Hurried(FalClientOptions options)
    {
        // Limits pass when nothing comes any more, however busy the machine is; a pause between attempts passes on the same clock.
        var time = new IdleTime();
        options.TimeProvider = time;
        options.Pause = (pause, token) => Task.Delay(pause, time, token);
        options.RequestTimeout = TimeSpan.FromMilliseconds(250);
        options.StreamIdleTimeout = TimeSpan.FromMilliseconds(250);
        options.Timeout = TimeSpan.FromSeconds(1);
        options.MaxRetries = 1;
    }

    private static HttpClient NewFaultyHttp(FalFaultKind kind)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Add("x-emulator-fault", kind.ToString());
        return http;
    }
}
