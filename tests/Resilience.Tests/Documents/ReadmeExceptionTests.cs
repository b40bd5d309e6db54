using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;
using Op = KlingGen.Emulator.FalOperation;

namespace Resilience.Tests.Documents;

/// <summary>The README's table of exceptions: every row is provoked, every exception of the library has a row, and what a row says of money is true.</summary>
[Collection(IdleTime.Collection)]
public sealed class ReadmeExceptionTests
{
    /// <summary>How each is provoked. The call is made against an emulator whose journal then shows what arrived.</summary>
    private static readonly Dictionary<string, Func<Rig, Task>> s_provoked = new()
    {
        [nameof(FalValidationException)] = static async rig =>
        {
            using FalClient fal = rig.NewClient();
            await new FalEndpoint<PictureInput, TypedOutput>(fal, Rig.Id).RunAsync(new PictureInput("x", FalMedia.FromFile("absent.png")), cancellationToken: Token);
        },
        [nameof(FalApiValidationException)] = static async rig =>
        {
            using FalClient fal = rig.NewClient();
            await fal.Endpoint(Rig.Id).SubscribeAsync(FalJson.Parse("{}"), cancellationToken: Token);
        },
        [nameof(FalEnqueueCallbackException)] = static async rig =>
        {
            using FalClient fal = rig.NewClient();
            await fal.Endpoint(Rig.Id).SubscribeAsync(Rig.Input("x"), onEnqueue: static (_, _) => throw new IOException("The disk is full."), cancellationToken: Token);
        },
        [nameof(FalAuthenticationException)] = static async rig =>
        {
            using var fal = new FalClient(FalClientOptions.ForEmulator(rig.Emulator.Address, "another-id:another-secret-0123"));
            await fal.Endpoint(Rig.Id).RunAsync(Rig.Input("x"), cancellationToken: Token);
        },
        [nameof(FalUploadException)] = static async rig =>
        {
            foreach (Op step in new[] { Op.StorageToken, Op.UploadInitiate })
                rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, StatusCode = 500, Operation = step });
            using FalClient fal = rig.NewClient();
            await new FalEndpoint<PictureInput, TypedOutput>(fal, Rig.Id).SubscribeAsync(PictureInput.Of(Call.Upload, "x"), cancellationToken: Token);
        },
        [nameof(FalBudgetException)] = static async rig =>
        {
            using FalClient fal = rig.NewClient();
            await foreach (var outcome in fal.Endpoint(Rig.Id).RunManyAsync([Rig.Input("x")], new FalRunManyOptions { Budget = new FalBudget(1) }, Token))
                outcome.GetResult();
        },
        [nameof(FalConnectionException)] = static async rig =>
        {
            using FalClient fal = new(Rig.OptionsFor(rig.Emulator.RefusedAddress));
            await fal.Endpoint(Rig.Id).SubscribeAsync(Rig.Input("x"), cancellationToken: Token);
        },
        [nameof(FalSubmitUnknownException)] = static async rig =>
        {
            rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.NothingReset, Operation = Op.Submit });
            using FalClient fal = rig.NewClient();
            await fal.Endpoint(Rig.Id).SubscribeAsync(Rig.Input("x"), cancellationToken: Token);
        },
        [nameof(FalJobUnreachableException)] = static async rig =>
        {
            foreach (Op about in new[] { Op.StatusStream, Op.Status })
                rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.NothingReset, Operation = about });
            using FalClient fal = rig.NewClient();
            await fal.Endpoint(Rig.Id).SubscribeAsync(Rig.Input("x"), cancellationToken: Token);
        },
        [nameof(FalTimeoutException)] = static async rig =>
        {
            rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.HeadersStall, Operation = Op.StatusStream });
            rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.NothingStall, Operation = Op.Status });
            using FalClient fal = rig.NewClient(static options => options.TimeProvider = new IdleTime());
            await fal.Endpoint(Rig.Id).SubscribeAsync(Rig.Input("x"), options: new FalCallOptions { Timeout = TimeSpan.FromSeconds(200) }, cancellationToken: Token);
        },
        [nameof(FalStreamInterruptedException)] = static async rig =>
        {
            rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.HalfReset, Operation = Op.Stream });
            using FalClient fal = rig.NewClient();
            await fal.Endpoint(Rig.Id).StreamAsync(Rig.Input("x"), cancellationToken: Token).ToListAsync(Token);
        },
        [nameof(FalApiException)] = static async rig =>
        {
            rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Failure, ErrorType = "internal_server_error" });
            using FalClient fal = rig.NewClient();
            await fal.Endpoint(Rig.Id).SubscribeAsync(Rig.Input("x"), cancellationToken: Token);
        },
        [nameof(FalResultFormatException)] = static async rig =>
        {
            rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, StatusCode = 200, Body = """{"pictures":[]}""", Operation = Op.Result });
            using FalClient fal = rig.NewClient();
            await new FalEndpoint<FalJson, TypedOutput>(fal, Rig.Id).SubscribeAsync(Rig.Input("x"), cancellationToken: Token);
        },
        [nameof(FalWebhookFormatException)] = static rig =>
        {
            using FalClient fal = rig.NewClient();
            fal.Endpoint(Rig.Id).ParseWebhook(FalVerifiedWebhook.WithoutVerification("{"u8.ToArray()));
            return Task.CompletedTask;
        },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Rows => [.. Table().Keys];

    [Fact]
    public void Every_exception_of_the_library_has_a_row_and_every_row_is_provoked()
    {
        string[] exported =
        [
            .. typeof(FalException).Assembly.GetExportedTypes().Where(static type => type.IsSubclassOf(typeof(FalException)))
                .Select(static type => type.Name).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(exported, Table().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(exported, s_provoked.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_true(string exception)
    {
        await using Rig rig = await Rig.StartAsync();
        Exception? thrown = await Record.ExceptionAsync(() => HangGuard.Within(s_provoked[exception](rig), exception));
        Assert.Equal(exception, thrown?.GetType().Name);

        // What is bought is what arrived and was not refused.
        int bought = rig.Journal.Where(static entry =>
            entry is { BodyComplete: true, Operation: Op.Submit or Op.Run or Op.Stream, Status: not (>= 400 and < 500) }).Count;
        string remedy = Table()[exception];
        if (remedy.Contains("nothing was bought", StringComparison.Ordinal))
            Assert.Equal(0, bought);
        if (remedy.Contains("is bought", StringComparison.Ordinal) || remedy.Contains("billed", StringComparison.Ordinal))
            Assert.Equal(1, bought);
        if (remedy.Contains("Handle", StringComparison.Ordinal))
            Assert.Equal(rig.Journal.AssertSubmittedOnce().RequestId, Assert.IsAssignableFrom<FalException>(thrown).Handle?.RequestId);
        foreach (string member in remedy.Split('`').Where(static (_, i) => i % 2 == 1).Where(static word => word is "ValidationErrors" or "Member" or "EventsReceived" or "RawJson"))
            Assert.NotNull(thrown!.GetType().GetProperty(member)?.GetValue(thrown));
    }

    /// <summary>Exception to remedy.</summary>
    private static Dictionary<string, string> Table() => File.ReadLines(Repository.File("README.md"))
        .SkipWhile(static line => !line.StartsWith("| Exception |", StringComparison.Ordinal))
        .TakeWhile(static line => line.StartsWith('|'))
        .Skip(2)
        .Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(static row => row[0].Trim('`'), static row => row[2], StringComparer.Ordinal);
}
