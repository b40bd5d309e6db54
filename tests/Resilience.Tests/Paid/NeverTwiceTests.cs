using System.Collections.Concurrent;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;
using FalOperation = KlingGen.Emulator.FalOperation;

namespace Resilience.Tests.Paid;

/// <summary>2,000 submits under every fault that strikes after the request has left; the journal of the emulator is the evidence.</summary>
[Collection(IdleTime.Collection)]
public sealed class NeverTwiceTests(ITestOutputHelper output)
{
    private const int Submits = 2000;
    private static readonly int Seed = Seeds.Of(20260922) % 1_000_000_000;
    private const int AtOnce = 32;

    /// <summary>All strike when the body has arrived. Those with a status have queued the job all the same.</summary>
    private static readonly FalFault[] Strikes =
    [
        .. Enum.GetValues<FalFaultKind>().Where(static kind => kind != FalFaultKind.Status).Select(static kind => new FalFault { Kind = kind }),
        .. new[] { 500, 502, 503, 504 }.Select(static status => new FalFault { Kind = FalFaultKind.Status, StatusCode = status, TakesEffect = true }),
        new FalFault { Kind = FalFaultKind.Status, StatusCode = 429, Times = 20 },
    ];

    [Theory]
    [InlineData(null)]
    [InlineData(Transport.Negotiated)]
    [InlineData(Transport.Insisting)]
    public async Task Two_thousand_submits_are_bought_at_most_once_each(string? transport)
    {
        var outcomes = new Tally();
        var broken = new ConcurrentQueue<string>();
        int arrived = 0, asked = 0, found = 0;
        await Parallel.ForEachAsync(Strikes.Index(), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (strike, _) =>
        {
            (int number, FalFault fault) = strike;
            string[] prompts = Prompts(number, Submits / Strikes.Length + (number < Submits % Strikes.Length ? 1 : 0));
            await using Rig rig = await Rig.StartAsync(transport: transport is null ? null : new Transport(transport));
            rig.Emulator.Faults.Add(fault with { Operation = FalOperation.Submit, Probability = 0.8, Seed = Seed + number });
            await SubmitAllAsync(rig, prompts, null, fault, outcomes, broken);
            Interlocked.Add(ref asked, prompts.Length);
            Interlocked.Add(ref arrived, PaidOnce.Check(rig.Journal, prompts));
            Interlocked.Add(ref found, rig.Emulator.Faults.Strikes);
        });

        output.WriteLine($"seed {Seed}: {asked} submits under {Strikes.Length} faults, {found} struck, {arrived} arrived, none twice");
        output.WriteLine(outcomes.ToString());
        Assert.Equal(Submits, asked);
        // A handler that sends what a GOAWAY disowned again comes with its head alone, and is struck a second time.
        Assert.InRange(found, Submits / 2, transport == Transport.Insisting ? Submits * 5 / 4 : Submits);
        Assert.True(broken.IsEmpty, string.Join('\n', broken));
    }

    [Theory]
    [InlineData(null, FalFaultKind.NothingFin)]
    [InlineData(Transport.Insisting, FalFaultKind.StreamReset)]
    public async Task A_client_that_repeats_its_post_fails_the_same_check(string? transport, FalFaultKind kind)
    {
        string[] prompts = Prompts(99, 20);
        await using Rig rig = await Rig.StartAsync(transport: transport is null ? null : new Transport(transport));
        var fault = new FalFault { Operation = FalOperation.Submit, Kind = kind, Probability = 0.8, Seed = Seed };
        rig.Emulator.Faults.Add(fault);
        using var http = new HttpClient(new BrokenClient());
        if (rig.Http is { } like)
            (http.DefaultRequestVersion, http.DefaultVersionPolicy) = (like.DefaultRequestVersion, like.DefaultVersionPolicy);
        await SubmitAllAsync(rig, prompts, http, fault, new Tally(), new ConcurrentQueue<string>());

        BoughtTwiceException caught = Assert.Throws<BoughtTwiceException>(() => PaidOnce.Check(rig.Journal, prompts));
        output.WriteLine(caught.Message);
    }

    private static string[] Prompts(int strike, int count) => [.. Enumerable.Range(0, count).Select(number => $"job {Seed}-{strike}-{number}")];

    private static async Task SubmitAllAsync(Rig rig, string[] prompts, HttpClient? http, FalFault fault, Tally outcomes, ConcurrentQueue<string> broken)
    {
        bool stalls = fault.Kind.ToString().EndsWith("Stall", StringComparison.Ordinal);
        using FalClient client = rig.NewClient(
            options =>
            {
                options.TimeProvider = new IdleTime();
                options.RequestTimeout = TimeSpan.FromSeconds(stalls ? 30 : 2000);
            },
            http);
        string row = fault.Kind == FalFaultKind.Status ? $"Status {fault.StatusCode}" : fault.Kind.ToString();
        await Parallel.ForEachAsync(prompts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (prompt, token) =>
        {
            try
            {
                FalJob<FalJson> job = await HangGuard.Within(client.Endpoint(Rig.Id).SubmitAsync(Rig.Input(prompt), cancellationToken: token), prompt);
                Evidence.Run.Add("job", job.ToString());
                outcomes.Add(row, "a job");
            }
            catch (FalException error)
            {
                Evidence.Run.Add("submit", error);
                outcomes.Add(row, error.GetType().Name);
            }
            catch (Exception error)
            {
                broken.Enqueue($"{prompt} under {row}: {error}");
            }
        });
    }
}
