using System.Collections.Concurrent;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;
using Op = KlingGen.Emulator.FalOperation;

namespace Resilience.Tests.Faults;

/// <summary>
/// What an exception promises about money is true: <see cref="FalConnectionException"/> and <see cref="FalUploadException"/> out of a call that buys mean that no
/// paid request arrived. Every fault × every request that such a call makes × every such call; the journal is the evidence.
/// </summary>
[Collection(IdleTime.Collection)]
public sealed class PromiseTests(ITestOutputHelper output)
{
    private static readonly Op[] s_struck = [Op.Submit, Op.StatusStream, Op.Result, Op.Run, Op.Stream, Op.StorageToken, Op.Upload];

    [Fact]
    public async Task Nothing_was_bought_means_that_nothing_was_bought()
    {
        string[] calls = ["run", "submit", "subscribe", "stream", "many"];
        var cells = from kind in Enum.GetValues<FalFaultKind>() from struck in s_struck from call in calls where Meets(call, struck) select (Kind: kind, Struck: struck, Call: call);
        var outcomes = new Tally();
        var broken = new ConcurrentQueue<string>();
        // The stalls last: their limits pass when all workers wait.
        await Workers.RunAsync(cells.OrderBy(static cell => Stalls(cell.Kind)).ToArray(), 8, async (rig, cell) =>
        {
            (string outcome, string? problem) = await RunAsync(rig, cell.Kind, cell.Struck, cell.Call);
            outcomes.Add(cell.Call, outcome);
            if (problem is not null)
                broken.Enqueue($"{cell.Kind} of {cell.Struck} in {cell.Call}: {problem}");
        });

        output.WriteLine(outcomes.ToString());
        Assert.True(outcomes.Total > 300);
        Assert.True(broken.IsEmpty, string.Join('\n', broken.Order(StringComparer.Ordinal)));
    }

    private static async Task<(string Outcome, string? Problem)> RunAsync(Rig rig, FalFaultKind kind, Op struck, string call)
    {
        string what = $"{kind} of {struck} in {call}";
        rig.Emulator.Faults.Clear();
        rig.Journal.Clear();
        rig.Emulator.Faults.Add(new FalFault { Kind = kind, Operation = struck });
        if (struck == Op.StatusStream)
            rig.Emulator.Faults.Add(new FalFault { Kind = kind, Operation = Op.Status });
        Exception? error = await HangGuard.Within(CallAsync(rig, call, what, Stalls(kind)), what);
        int paid = rig.Journal.Where(static entry => entry is { BodyComplete: true, Operation: Op.Submit or Op.Run or Op.Stream }).Count;
        string? problem = error switch
        {
            FalConnectionException or FalUploadException when paid > 0 => $"{error.GetType().Name}, and {paid} paid requests arrived",
            FalJobUnreachableException or FalStreamInterruptedException or FalSubmitUnknownException when paid == 0 => $"{error.GetType().Name}, and no paid request arrived",
            FalJobUnreachableException { Handle: null } => "without a handle",
            _ => null,
        };
        return (error?.GetType().Name ?? "success", problem);
    }

    private static bool Stalls(FalFaultKind kind) => kind.ToString().EndsWith("Stall", StringComparison.Ordinal);

    // A promise that is looked at only where nothing breaks is none: the types that speak of money all come up.
    private static bool Meets(string call, Op struck) => struck switch
    {
        Op.Run => call == "run",
        Op.Stream => call == "stream",
        Op.Submit => call is "submit" or "subscribe" or "many",
        Op.StatusStream or Op.Result => call is "subscribe" or "many",
        _ => true,
    };

    private static async Task<Exception?> CallAsync(Rig rig, string call, string prompt, bool stalls)
    {
        using FalClient fal = rig.NewClient(options =>
        {
            options.MaxRetries = 1;
            options.TimeProvider = new KlingGen.TestKit.IdleTime();
            options.RequestTimeout = options.StreamIdleTimeout = TimeSpan.FromSeconds(stalls ? 30 : 1500);
            options.Timeout = TimeSpan.FromSeconds(stalls ? 300 : 3000);
        });
        var endpoint = new FalEndpoint<PictureInput, TypedOutput>(fal, Rig.Id);
        PictureInput input = PictureInput.Of(Call.Upload, prompt);
        CancellationToken token = TestContext.Current.CancellationToken;
        if (call == "many")
            return Assert.Single(await endpoint.RunManyAsync([input], cancellationToken: token).ToListAsync(token)).Error;
        return await Record.ExceptionAsync(() => call switch
        {
            "run" => endpoint.RunAsync(input, cancellationToken: token),
            "submit" => endpoint.SubmitAsync(input, cancellationToken: token),
            "subscribe" => endpoint.SubscribeAsync(input, cancellationToken: token),
            _ => endpoint.StreamAsync(input, cancellationToken: token).ToListAsync(token).AsTask(),
        });
    }
}
