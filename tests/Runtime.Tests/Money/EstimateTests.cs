using KlingGen;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.Support;

namespace Runtime.Tests.Money;

public sealed class EstimateTests
{
    private const string Pricing = "/v1/models/pricing";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("images", 3, "0.084 USD")]
    [InlineData("Image", 3, "0.084 USD")]
    [InlineData(" images ", null, "0.028 USD")]
    [InlineData("images", 0, "0 USD")]
    [InlineData("images", -1, null)]
    [InlineData("seconds", 3, null)]
    [InlineData("megapixels", 3, null)]
    [InlineData("units", 3, null)]
    public void The_cost_follows_from_the_number_of_images_or_is_unknown(string unit, int? count, string? expected)
    {
        using var studio = new Studio();
        var endpoint = new PaidByImage(studio.Client, new FalPrice(0.028m, unit, "USD"));
        Assert.Equal(expected, endpoint.EstimateCost(Studio.Input with { Count = count })?.ToString());
        Assert.Empty(studio.Handler.Requests);
    }

    [Fact]
    public void An_endpoint_whose_input_says_no_count_has_no_estimate()
    {
        using var studio = new Studio();
        Assert.Null(new FalEndpoint<StudioInput, StudioOutput>(studio.Client, Studio.Id, new FalPrice(1m, "images", "USD")).EstimateCost(Studio.Input));
        Assert.Null(studio.Endpoint.EstimateCost(Studio.Input));
        Assert.Throws<ArgumentNullException>(() => studio.Endpoint.EstimateCost(null!));
    }

    [Fact]
    public void A_product_without_room_is_unknown()
    {
        using var studio = new Studio();
        Assert.Null(new PaidByImage(studio.Client, new FalPrice(decimal.MaxValue, "images", "USD")).EstimateCost(Studio.Input with { Count = 2 }));
    }

    [Fact]
    public async Task The_price_that_was_compiled_in_gives_the_cost_of_a_result()
    {
        using var studio = new Studio(Studio.Happy());
        FalResult<StudioOutput> result = await new PaidByImage(studio.Client, new FalPrice(0.028m, "images", "USD")).SubscribeAsync(Studio.Input, cancellationToken: Cancellation);
        Assert.Equal(new FalCost(0.056m, "USD"), result.Cost);
        Assert.DoesNotContain(studio.Handler.Requests, static request => request.Address.AbsolutePath == Pricing);
    }

    [Fact]
    public async Task The_price_of_today_stands_above_the_one_compiled_in_for_a_day()
    {
        var time = new FakeTimeProvider();
        int asked = 0;
        StubHandler handler = new StubHandler().On("GET", Pricing, _ => Task.FromResult(Reply.Json(200, Priced(++asked))));
        using var studio = new Studio(handler, options => options.TimeProvider = time);
        var endpoint = new PaidByImage(studio.Client, new FalPrice(0.028m, "images", "USD"));

        Assert.Equal(new FalPrice(1m, "images", "USD"), await endpoint.GetPriceAsync(Cancellation));
        Assert.Equal("3 USD", endpoint.EstimateCost(Studio.Input with { Count = 3 })?.ToString());
        time.Advance(TimeSpan.FromHours(23));
        await endpoint.GetPriceAsync(Cancellation);
        Assert.Equal(1, asked);
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2m, (await endpoint.GetPriceAsync(Cancellation))?.Amount);
    }

    [Fact]
    public async Task A_platform_that_fails_leaves_the_price_compiled_in_and_is_asked_again_after_a_minute()
    {
        var time = new FakeTimeProvider();
        int asked = 0;
        StubHandler handler = new StubHandler().On("GET", Pricing, _ => Task.FromResult(++asked == 1 ? Reply.Json(404, "{}") : Reply.Json(200, Priced(7))));
        using var studio = new Studio(handler, options => options.TimeProvider = time);
        var endpoint = new PaidByImage(studio.Client, new FalPrice(0.028m, "images", "USD"));

        Assert.Equal(endpoint.ListPrice, await endpoint.GetPriceAsync(Cancellation));
        Assert.Equal(endpoint.ListPrice, await endpoint.GetPriceAsync(Cancellation));
        Assert.Equal(1, asked);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(7m, (await endpoint.GetPriceAsync(Cancellation))?.Amount);
    }

    [Fact]
    public async Task A_cancelled_question_is_a_cancellation()
    {
        using var source = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        using var studio = new Studio(new StubHandler().On("GET", Pricing, Reply.Hang(asked)));
        Task<FalPrice?> price = studio.Endpoint.GetPriceAsync(source.Token).AsTask();
        await asked.Task;
        await source.CancelAsync();
        await Assert.ThrowsAsync<FalCanceledException>(() => price);
    }

    private static string Priced(int amount) => $$"""{"prices":[{"endpoint_id":"{{Studio.Id}}","unit_price":{{amount}},"unit":"images","currency":"USD"}]}""";
}

/// <summary>The endpoint as the generator would emit it for an input with <c>num_images</c>.</summary>
internal sealed class PaidByImage(FalClient client, FalPrice? price) : FalEndpoint<StudioInput, StudioOutput>(client, Studio.Id, price)
{
    protected override long? CountImages(StudioInput input) => input.Count ?? 1;
}
