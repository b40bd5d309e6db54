using System.Text.Json;
using Extensions.AI.Tests.Fal.Studio.Film;
using Extensions.AI.Tests.Fal.Studio.Paint;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace Extensions.AI.Tests.Tools;

[Collection(IdleTime.Collection)]
public sealed class JobFunctionTests
{
    private static readonly FalEmulatorTiming s_slow = new() { QueueTime = TimeSpan.FromMinutes(1), RunTime = TimeSpan.FromMinutes(9) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_is_not_waited_for_is_found_again_and_settled_once()
    {
        var clock = new FakeTimeProvider();
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync(s_slow, clock);
        var budget = new FalBudget(1);
        FalJobHandle? stored = null;
        AIFunction paint = studio.Fal.Paint().AsAIFunction(budget, options: new()
        {
            Wait = TimeSpan.Zero,
            OnEnqueue = (handle, _) =>
            {
                stored = handle;
                return ValueTask.CompletedTask;
            },
        });
        IReadOnlyList<AIFunction> jobs = studio.Fal.AsJobFunctions(budget);
        Assert.Equal(["check_job", "job_result"], jobs.Select(static function => function.Name));

        JsonElement begun = await InvokeAsync(paint, ("prompt", "a hill"), ("num_images", 2));
        string job = begun.GetProperty("job").GetString()!;
        Assert.Equal(("pending", $"{PaintClient.Id}#{stored!.RequestId}", "0.9 USD"), (begun.GetProperty("status").GetString(), job, begun.GetProperty("budget_left").GetString()));
        Assert.Contains("call job_result with this job later", begun.GetProperty("next").GetString(), StringComparison.Ordinal);
        JsonElement waiting = await InvokeAsync(jobs[0], ("job", job));
        Assert.Equal("pending", waiting.GetProperty("status").GetString());
        Assert.Equal("pending", (await InvokeAsync(jobs[1], ("job", job))).GetProperty("status").GetString());
        Assert.Equal((0m, 0.10m), (budget.Spent, budget.Reserved));

        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("completed", (await InvokeAsync(jobs[0], ("job", job))).GetProperty("status").GetString());
        for (int i = 0; i < 2; i++)
        {
            JsonElement result = await InvokeAsync(jobs[1], ("job", job));
            Assert.Equal(("completed", "0.1 USD", 2), (result.GetProperty("status").GetString(), result.GetProperty("cost").GetString(), result.GetProperty("output").GetProperty("images").GetArrayLength()));
            Assert.Equal((0.10m, 0m), (budget.Spent, budget.Reserved));
        }
        Assert.Equal(0.10m, studio.Emulator.Billing.Total);
        studio.Emulator.Journal.AssertSubmittedOnce(PaintClient.Id);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_ends_with_the_job()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync(s_slow, new FakeTimeProvider(), static options => options.TimeProvider = new IdleTime());
        var budget = new FalBudget(1);
        JsonElement answer = await InvokeAsync(studio.Fal.Paint().AsAIFunction(budget, options: new() { Wait = TimeSpan.FromSeconds(30) }), ("prompt", "a hill"));
        Assert.Equal("pending", answer.GetProperty("status").GetString());
        Assert.False(answer.TryGetProperty("error", out _));
        Assert.Equal((0m, 0.05m), (budget.Spent, budget.Reserved));
        studio.Emulator.Journal.AssertSubmittedOnce(PaintClient.Id);
    }

    [Fact]
    public async Task Another_process_fetches_the_result_by_the_jobs_name()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        JsonElement begun = await InvokeAsync(studio.Fal.Paint().AsAIFunction(new FalBudget(1), options: new() { Wait = TimeSpan.Zero }), ("prompt", "a hill"));
        using var other = new FalClient(FalClientOptions.ForEmulator(studio.Emulator.Address));
        JsonElement result = await InvokeAsync(other.AsJobFunctions()[1], ("job", begun.GetProperty("job").GetString()));
        Assert.Equal(1, result.GetProperty("output").GetProperty("images").GetArrayLength());
        Assert.False(result.TryGetProperty("budget_left", out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("studio/paint")]
    [InlineData("#")]
    [InlineData("studio/paint#")]
    [InlineData("studio/paint#../../secret")]
    [InlineData("https://example.org/x#1")]
    [InlineData("http://127.0.0.1/x#1")]
    [InlineData("a b#c")]
    [InlineData("studio/paint#a?b")]
    [InlineData(7)]
    public async Task A_name_that_is_none_is_an_error_and_nothing_is_sent(object? job)
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        foreach (AIFunction function in studio.Fal.AsJobFunctions())
        {
            JsonElement answer = await InvokeAsync(function, ("job", job));
            Assert.Equal("refused", answer.GetProperty("status").GetString());
            Assert.StartsWith("job", answer.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        }
        Assert.Empty(studio.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task A_job_that_nobody_knows_is_said_to_be_so()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        JsonElement answer = await InvokeAsync(studio.Fal.AsJobFunctions()[1], ("job", "studio/paint#00000000-0000-0000-0000-000000000000"));
        Assert.Equal("failed", answer.GetProperty("status").GetString());
        Assert.True(answer.GetProperty("error").GetString()!.Length > 0);
    }

    [Fact]
    public async Task A_job_that_fails_is_settled_by_what_the_service_bills()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        studio.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Failure, Endpoint = PaintClient.Id });
        var budget = new FalBudget(1);
        JsonElement answer = await InvokeAsync(studio.Fal.Paint().AsAIFunction(budget), ("prompt", "a hill"));
        Assert.Equal("failed", answer.GetProperty("status").GetString());
        Assert.Equal(0, budget.Reserved);
        Assert.True(budget.Spent >= studio.Emulator.Billing.Total);
    }

    [Fact]
    public async Task Who_cancels_gets_the_cancellation_and_the_budget_keeps_what_may_be_billed()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync(s_slow, new FakeTimeProvider());
        var budget = new FalBudget(1);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        AIFunction paint = studio.Fal.Paint().AsAIFunction(budget, options: new() { OnEnqueue = (_, _) => new ValueTask(cancel.CancelAsync()) });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => paint.InvokeAsync(new() { ["prompt"] = "x" }, cancel.Token).AsTask());
        Assert.Equal((0m, 0.05m), (budget.Spent, budget.Reserved));

        using var before = new CancellationTokenSource();
        await before.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => studio.Fal.Paint().AsAIFunction(budget).InvokeAsync(new() { ["prompt"] = "x" }, before.Token).AsTask());
        Assert.Equal((0m, 0.05m), (budget.Spent, budget.Reserved));
        studio.Emulator.Journal.AssertSubmittedOnce(PaintClient.Id);
    }

    [Fact]
    public async Task A_store_that_fails_loses_no_job()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var budget = new FalBudget(1);
        AIFunction paint = studio.Fal.Paint().AsAIFunction(budget, options: new() { OnEnqueue = static (_, _) => throw new IOException("the disk is full") });
        JsonElement answer = await InvokeAsync(paint, ("prompt", "x"));
        Assert.Equal("pending", answer.GetProperty("status").GetString());
        Assert.Contains("the disk is full", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        JsonElement result = await InvokeAsync(studio.Fal.AsJobFunctions(budget)[1], ("job", answer.GetProperty("job").GetString()));
        Assert.Equal(("completed", 0.05m, 0m), (result.GetProperty("status").GetString(), budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task A_tool_says_what_it_is_and_what_it_costs()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        AIFunction paint = studio.Fal.Paint().AsAIFunction(new FalBudget(1)), film = studio.Fal.Film().AsAIFunction(new FalBudget(1), options: new() { Name = "film" });
        Assert.Equal(("studio_paint", "Paints a picture of an exact size. Costs 0.05 USD an image."), (paint.Name, paint.Description));
        Assert.Equal("film", film.Name);
        Assert.Equal(["prompt"], paint.JsonSchema.GetProperty("required").EnumerateArray().Select(static name => name.GetString()!));
        Assert.IsType<FilmClient>(film.GetService<FilmClient>());
        Assert.Throws<ArgumentOutOfRangeException>(() => studio.Fal.Paint().AsAIFunction(new FalBudget(1), approveAbove: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => studio.Fal.Paint().AsAIFunction(new FalBudget(1), options: new() { MaxCostPerCall = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => studio.Fal.Paint().AsAIFunction(new FalBudget(1), options: new() { Wait = TimeSpan.FromSeconds(-1) }));
    }

    private static async Task<JsonElement> InvokeAsync(AIFunction function, params (string Name, object? Value)[] arguments) =>
        (JsonElement)(await function.InvokeAsync(new(arguments.ToDictionary(static argument => argument.Name, static argument => argument.Value)), Cancellation))!;
}
