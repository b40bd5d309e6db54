using System.Text.Json;
using Extensions.AI.Tests.Fal.KlingImageV3TextToImage;
using Extensions.AI.Tests.Fal.Studio.Film;
using Extensions.AI.Tests.Fal.Studio.Paint;
using KlingGen;
using KlingGen.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Extensions.AI.Tests.Tools;

/// <summary>An agent that wants to spend for ever. The evidence is the emulator's book: what the account has really paid for.</summary>
public sealed class OverspendingTests(ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public async Task It_stops_at_the_cap_to_the_cent(int callsAtOnce, bool concurrent)
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        // Of two tools with two prices: 0.028 and 0.05 an image.
        var budget = new FalBudget(1.00m);
        AIFunction kling = studio.Fal.KlingImageV3TextToImage().AsAIFunction(budget), paint = studio.Fal.Paint().AsAIFunction(budget);
        int asked = 0;
        ScriptedChat? chat = null;
        chat = new ScriptedChat((messages, _) =>
        {
            // Whatever it is answered, it asks again, for another number of images.
            var contents = new List<AIContent>();
            for (int i = 0; i < callsAtOnce; i++)
                contents.AddRange(chat!.Call(++asked % 2 == 0 ? kling.Name : paint.Name, ("prompt", $"picture {asked}"), ("num_images", 1 + (asked % 3))).Contents);
            return new ChatMessage(ChatRole.Assistant, contents);
        });
        using IChatClient agent = chat.AsBuilder().UseFunctionInvocation(configure: client =>
        {
            client.MaximumIterationsPerRequest = 60;
            client.AllowConcurrentInvocation = concurrent;
        }).Build();

        ChatResponse response = await agent.GetResponseAsync("draw for ever", new() { Tools = [kling, paint] }, Cancellation);

        decimal billed = studio.Emulator.Billing.Total;
        string[] statuses = [.. Results(response).Select(static result => result.GetProperty("status").GetString()!)];
        output.WriteLine($"{chat.Turns} turns, {asked} calls: {statuses.Count(static status => status == "completed")} bought, {statuses.Count(static status => status == "refused")} refused; billed {billed}, budget {budget}");
        Assert.True(billed <= budget.Limit, $"billed {billed}");
        Assert.Equal(billed, budget.Spent);
        Assert.Equal(0, budget.Reserved);
        // Not a cent is left that the cheapest call could have used.
        Assert.True(budget.Remaining < 0.028m, $"{budget.Remaining} left");
        Assert.Equal(studio.Emulator.Billing.Events.Count, statuses.Count(static status => status == "completed"));
        Assert.True(statuses.Count(static status => status == "refused") > 30);
        Assert.All(Results(response).Where(static result => result.GetProperty("status").GetString() == "refused"), static result =>
        {
            Assert.Contains("the budget has", result.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
            Assert.Contains("to the user", result.GetProperty("next").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Lost_answers_and_failures_do_not_open_the_cap()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        studio.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.NothingFin, Operation = KlingGen.Emulator.FalOperation.Submit, Times = 3 });
        var budget = new FalBudget(0.30m);
        AIFunction paint = studio.Fal.Paint().AsAIFunction(budget);
        var statuses = new List<string>();
        for (int i = 0; i < 12; i++)
            statuses.Add(((JsonElement)(await paint.InvokeAsync(new() { ["prompt"] = "x" }, Cancellation))!).GetProperty("status").GetString()!);

        Assert.Equal(3, statuses.Count(static status => status == "unknown"));
        Assert.Equal(3, statuses.Count(static status => status == "completed"));
        Assert.Equal(6, statuses.Count(static status => status == "refused"));
        Assert.True(studio.Emulator.Billing.Total <= budget.Limit);
        Assert.Equal((0.30m, 0m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task An_endpoint_of_unknown_cost_is_not_called_without_a_maximum_for_it()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        JsonElement refused = await InvokeAsync(studio.Fal.Film().AsAIFunction(new FalBudget(100)), ("prompt", "waves"));
        Assert.Equal("refused", refused.GetProperty("status").GetString());
        Assert.Empty(studio.Emulator.Journal.Entries);

        var budget = new FalBudget(4) { CostWhenUnknown = 3.50m };
        AIFunction film = studio.Fal.Film().AsAIFunction(budget);
        Assert.EndsWith("Costs 0.35 USD a unit (seconds). 3.5 USD of the budget are set aside for a call.", film.Description, StringComparison.Ordinal);
        JsonElement made = await InvokeAsync(film, ("prompt", "waves"));
        Assert.Equal(("completed", "0.35 USD", "3.65 USD"), (made.GetProperty("status").GetString(), made.GetProperty("cost").GetString(), made.GetProperty("budget_left").GetString()));
        Assert.Equal("completed", (await InvokeAsync(film, ("prompt", "waves"))).GetProperty("status").GetString());
        Assert.Equal("refused", (await InvokeAsync(film, ("prompt", "waves"))).GetProperty("status").GetString());
        Assert.Equal(0.70m, studio.Emulator.Billing.Total);
    }

    [Fact]
    public async Task A_call_has_a_maximum_of_its_own()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        AIFunction paint = studio.Fal.Paint().AsAIFunction(new FalBudget(10), approveAbove: 0.10m, new() { MaxCostPerCall = 0.10m });
        Assert.Null(paint.GetService<ApprovalRequiredAIFunction>());
        JsonElement refused = await InvokeAsync(paint, ("prompt", "x"), ("num_images", 3));
        Assert.Equal(("The call costs 0.15 USD, and one call may cost 0.1 USD", "10 USD"), (refused.GetProperty("errors")[0].GetString(), refused.GetProperty("budget_left").GetString()));
        Assert.Equal("completed", (await InvokeAsync(paint, ("prompt", "x"), ("num_images", 2))).GetProperty("status").GetString());
        Assert.Equal(0.10m, studio.Emulator.Billing.Total);
    }

    [Fact]
    public async Task What_can_cost_more_than_the_limit_is_bought_with_approval_alone()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var budget = new FalBudget(10) { CostWhenUnknown = 4 };
        AIFunction paint = studio.Fal.Paint().AsAIFunction(budget, approveAbove: 0.20m), film = studio.Fal.Film().AsAIFunction(budget, approveAbove: 0.20m);
        Assert.Null(paint.GetService<ApprovalRequiredAIFunction>());
        Assert.NotNull(film.GetService<ApprovalRequiredAIFunction>());
        Assert.NotNull(studio.Fal.Paint().AsAIFunction(budget, approveAbove: 0.19m).GetService<ApprovalRequiredAIFunction>());
        ScriptedChat? chat = null;
        chat = new ScriptedChat((messages, _) => messages[^1].Contents.OfType<FunctionResultContent>().Any() ? new(ChatRole.Assistant, "done") : chat!.Call(film.Name, ("prompt", "waves")));
        using IChatClient agent = chat.AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = new() { Tools = [paint, film] };

        List<ChatMessage> talk = [new(ChatRole.User, "film the waves")];
        ChatResponse first = await agent.GetResponseAsync(talk, options, Cancellation);
        ToolApprovalRequestContent request = Assert.Single(first.Messages.SelectMany(static message => message.Contents).OfType<ToolApprovalRequestContent>());
        Assert.Empty(studio.Emulator.Journal.Entries);

        talk.AddRange(first.Messages);
        talk.Add(new(ChatRole.User, [request.CreateResponse(approved: true)]));
        await agent.GetResponseAsync(talk, options, Cancellation);
        studio.Emulator.Journal.AssertSubmittedOnce(FilmClient.Id);
    }

    [Fact]
    public async Task A_price_that_rises_past_the_limit_is_not_paid_without_approval()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync(configure: static options => options.LookUpPrices = true, emulate: static options => options.Prices["studio/paint"] = new FalEmulatorPrice(0.5m));
        var budget = new FalBudget(10);
        AIFunction paint = studio.Fal.Paint().AsAIFunction(budget, approveAbove: 0.20m);
        Assert.Null(paint.GetService<ApprovalRequiredAIFunction>());
        JsonElement refused = await InvokeAsync(paint, ("prompt", "x"));
        Assert.Contains("more than may be spent without approval", refused.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal((0m, 0m), (studio.Emulator.Billing.Total, budget.Spent + budget.Reserved));
    }

    [Fact]
    public async Task The_stock_cache_and_telemetry_stand_between_model_and_tools()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var budget = new FalBudget(1);
        AIFunction paint = studio.Fal.Paint().AsAIFunction(budget);
        ScriptedChat? chat = null;
        chat = new ScriptedChat((messages, _) => messages[^1].Contents.OfType<FunctionResultContent>().Any() ? new(ChatRole.Assistant, "done") : chat!.Call(paint.Name, ("prompt", "a hill")));
        IDistributedCache cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        // Above the function calls: the same question is answered from the cache, and no tool is called again.
        using IChatClient agent = chat.AsBuilder().UseDistributedCache(cache).UseFunctionInvocation().UseOpenTelemetry().UseLogging(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).Build();
        for (int i = 0; i < 2; i++)
            Assert.Equal("done", (await agent.GetResponseAsync("a hill, please", new() { Tools = [paint] }, Cancellation)).Text);
        studio.Emulator.Journal.AssertSubmittedOnce(PaintClient.Id);
        Assert.Equal(0.05m, budget.Spent);
    }

    private static IEnumerable<JsonElement> Results(ChatResponse response) =>
        response.Messages.SelectMany(static message => message.Contents).OfType<FunctionResultContent>().Select(static result => (JsonElement)result.Result!);

    private static async Task<JsonElement> InvokeAsync(AIFunction function, params (string Name, object? Value)[] arguments) =>
        (JsonElement)(await function.InvokeAsync(new(arguments.ToDictionary(static argument => argument.Name, static argument => argument.Value)), Cancellation))!;
}
