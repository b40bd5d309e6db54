using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Money;

public sealed class BudgetTests
{
    private static readonly FalPrice s_price = new(1m, "images", "USD");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_stops_before_the_limit_is_passed()
    {
        using var studio = new Studio(Billing("2"));
        var budget = new FalBudget(5);
        var outcomes = await RunAsync(studio, Enumerable.Repeat(Studio.Input with { Count = 2 }, 10), budget);

        Assert.Equal([true, true, false], outcomes.Select(static outcome => outcome.IsSuccess));
        var error = Assert.IsType<FalBudgetException>(outcomes[2].Error);
        Assert.Equal(new FalCost(2, "USD"), error.Estimate);
        Assert.Contains("has 1 USD left", error.Message, StringComparison.Ordinal);
        Assert.Equal((4m, 0m, 1m), (budget.Spent, budget.Reserved, budget.Remaining));
        Assert.Equal(2, studio.Handler.Requests.Count(static seen => seen.Method == "POST"));
    }

    [Fact]
    public async Task What_a_job_did_not_cost_serves_the_next()
    {
        using var studio = new Studio(Billing("1"));
        var budget = new FalBudget(5);
        var outcomes = await RunAsync(studio, Enumerable.Repeat(Studio.Input with { Count = 3 }, 10), budget, maxConcurrency: 4);

        Assert.Equal(3, outcomes.Count(static outcome => outcome.IsSuccess));
        Assert.Equal((3m, 9m, 6m), (budget.Spent, budget.TotalReserved, budget.TotalReleased));
    }

    [Fact]
    public async Task A_job_that_costs_more_than_was_reserved_ends_the_batch()
    {
        using var studio = new Studio(Billing("9"));
        var budget = new FalBudget(5);
        var outcomes = await RunAsync(studio, Enumerable.Repeat(Studio.Input with { Count = 1 }, 10), budget, maxConcurrency: 1);

        Assert.Equal([true, false], outcomes.Select(static outcome => outcome.IsSuccess));
        Assert.Equal((9m, 0m, -8m), (budget.Spent, budget.Remaining, budget.TotalReleased));
    }

    [Theory]
    [InlineData("the input is not sent", 0)]
    [InlineData("the upload fails", 0)]
    [InlineData("429", 0)]
    [InlineData("401", 0)]
    [InlineData("unreachable", 0)]
    [InlineData("500", 2)]
    [InlineData("no answer", 2)]
    [InlineData("result 422 of 0 units", 0)]
    [InlineData("result 500 of 1 unit", 1)]
    [InlineData("result 500", 2)]
    [InlineData("result unreadable", 2)]
    [InlineData("no units", 2)]
    public async Task What_may_have_been_billed_counts(string end, int spent)
    {
        using var studio = new Studio(Ending(end), static options => options.MaxRetries = 0);
        var budget = new FalBudget(2);
        var input = new StudioInput
        {
            Prompt = end == "the input is not sent" ? new string('x', 2501) : "a",
            Count = 2,
            Elements = end == "the upload fails" ? [new() { FrontalImageUrl = FalMedia.FromBytes(new byte[8], "image/png") }] : null,
        };
        var outcome = Assert.Single(await RunAsync(studio, [input], budget));
        Assert.Equal(end == "no units", outcome.IsSuccess);
        Assert.IsNotType<FalBudgetException>(outcome.Error);
        Assert.Equal((spent, 0m, 2m), (budget.Spent, budget.Reserved, budget.TotalReserved));
        Assert.Equal(budget.TotalReserved, budget.Spent + budget.TotalReleased);
    }

    [Fact]
    public async Task An_unknown_cost_is_not_spent_unless_its_most_is_reported()
    {
        using var studio = new Studio(Billing("1"));
        var endpoint = new PaidByImage(studio.Client, new FalPrice(1m, "seconds", "USD"));
        var refused = new FalBudget(5);
        var outcomes = await RunAsync(endpoint, [Studio.Input, Studio.Input], refused);
        Assert.All(outcomes, static outcome => Assert.Contains("CostWhenUnknown", Assert.IsType<FalBudgetException>(outcome.Error).Message, StringComparison.Ordinal));
        Assert.Equal(2, outcomes.Count);
        Assert.Empty(studio.Handler.Requests);

        var withCost = new FalBudget(5) { CostWhenUnknown = 2 };
        Assert.Equal(4, (await RunAsync(endpoint, Enumerable.Repeat(Studio.Input, 9), withCost)).Count(static outcome => outcome.IsSuccess));
        Assert.Equal(4m, withCost.Spent);
    }

    [Fact]
    public async Task A_budget_in_another_currency_is_reported_of()
    {
        using var studio = new Studio(Billing("1"));
        var outcome = Assert.Single(await RunAsync(studio, [Studio.Input], new FalBudget(5, "EUR")));
        Assert.Contains("its price is in USD, the budget in EUR", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(studio.Handler.Requests);
    }

    [Fact]
    public async Task One_budget_serves_two_batches()
    {
        using var studio = new Studio(Billing("1"));
        var budget = new FalBudget(7);
        var both = await Task.WhenAll(RunAsync(studio, Enumerable.Repeat(Studio.Input, 9), budget), RunAsync(studio, Enumerable.Repeat(Studio.Input, 9), budget));
        Assert.Equal(7, both.SelectMany(static outcomes => outcomes).Count(static outcome => outcome.IsSuccess));
        Assert.Equal(7m, budget.Spent);
    }

    [Fact]
    public void Amounts_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FalBudget(-1));
        Assert.Throws<ArgumentException>(() => new FalBudget(1, " "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FalBudget(1) { CostWhenUnknown = -1 });
        Assert.Equal("0 USD spent, 0 USD reserved, of 1.5 USD", new FalBudget(1.5m).ToString());
    }

    private static StubHandler Billing(string units) => Studio.Happy().On("GET", Studio.Job, 200, Studio.Output, ("x-fal-billable-units", units));

    private static StubHandler Ending(string end) => end switch
    {
        "429" => Studio.Happy().On("POST", Studio.Submit, 429, "{}"),
        "401" => Studio.Happy().On("POST", Studio.Submit, 401, "{}"),
        "500" => Studio.Happy().On("POST", Studio.Submit, 500, """{"detail":"no"}"""),
        "unreachable" => Unreachable(),
        "the upload fails" => Studio.Happy().On("POST", "/storage/auth/token", 400, "{}").On("POST", "/storage/upload/initiate", 400, "{}"),
        "no answer" => Studio.Happy().On("POST", Studio.Submit, Reply.Throw(static () => new HttpRequestException(HttpRequestError.ResponseEnded, "gone"))),
        "result 422 of 0 units" => Studio.Happy().On("GET", Studio.Job, 422, """{"detail":[{"loc":["body","prompt"],"msg":"no","type":"t"}]}""", ("x-fal-billable-units", "0")),
        "result 500 of 1 unit" => Studio.Happy().On("GET", Studio.Job, 500, "{}", ("x-fal-billable-units", "1")),
        "result 500" => Studio.Happy().On("GET", Studio.Job, 500, "{}"),
        "result unreadable" => Studio.Happy().On("GET", Studio.Job, 200, "[]"),
        "no units" => Studio.Happy().On("GET", Studio.Job, 200, Studio.Output),
        _ => Studio.Happy(),
    };

    private static StubHandler Unreachable()
    {
        StubHandler handler = Studio.Happy();
        handler.BeforeBody = static _ => new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        return handler;
    }

    private static Task<List<FalOutcome<StudioInput, StudioOutput>>> RunAsync(Studio studio, IEnumerable<StudioInput> inputs, FalBudget budget, int maxConcurrency = 2) =>
        RunAsync(new PaidByImage(studio.Client, s_price), inputs, budget, maxConcurrency);

    private static async Task<List<FalOutcome<StudioInput, StudioOutput>>> RunAsync(PaidByImage endpoint, IEnumerable<StudioInput> inputs, FalBudget budget, int maxConcurrency = 2)
    {
        var outcomes = new List<FalOutcome<StudioInput, StudioOutput>>();
        await foreach (var outcome in endpoint.RunManyAsync(inputs, new FalRunManyOptions { MaxConcurrency = maxConcurrency, Budget = budget }, Cancellation))
            outcomes.Add(outcome);
        return outcomes;
    }
}
