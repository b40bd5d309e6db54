using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Money;

public class PriceTests
{
    private const string Pricing = "/v1/models/pricing";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_price_is_looked_up_once_and_the_cost_is_units_times_price()
    {
        StubHandler handler = Studio.Happy().On("GET", Pricing, 200, $$"""{"prices":[{"endpoint_id":"other/x","unit_price":9,"unit":"images","currency":"USD"},{"endpoint_id":"{{Studio.Id}}","unit_price":0.028,"unit":"images","currency":"EUR"}],"has_more":false}""");
        using var studio = new Studio(handler, options => options.LookUpPrices = true);
        FalResult<StudioOutput> first = await studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: Cancellation);
        FalResult<StudioOutput> second = await studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: Cancellation);
        Assert.Equal(new FalCost(0.056m, "EUR"), first.Cost);
        Assert.Equal("0.056 EUR", second.Cost!.ToString());
        Seen seen = Assert.Single(handler.Requests, request => request.Address.AbsolutePath == Pricing);
        Assert.Equal("https://api.fal.ai/v1/models/pricing?endpoint_id=acme%2Fstudio%2Fv2%2Ftext-to-image", seen.Address.AbsoluteUri);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"prices":[{"endpoint_id":7}]}""")]
    [InlineData(200, """{"prices":[]}""")]
    [InlineData(200, """{"prices":[{"endpoint_id":"acme/studio/v2/text-to-image","unit_price":"free"}]}""")]
    public async Task A_price_that_cannot_be_had_costs_no_result(int status, string body)
    {
        using var studio = new Studio(Studio.Happy().On("GET", Pricing, status, body), options => options.LookUpPrices = true);
        FalResult<StudioOutput> result = await studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: Cancellation);
        Assert.Null(result.Cost);
        Assert.Equal(2m, result.BillableUnits);
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("0.5", "0.5")]
    [InlineData("0", "0")]
    [InlineData("many", null)]
    [InlineData("-1", null)]
    public async Task Billable_units_are_read_as_sent(string header, string? units)
    {
        using var studio = new Studio(Studio.Happy().On("GET", Studio.Job, 200, Studio.Output, ("X-Fal-Billable-Units", header)));
        FalResult<StudioOutput> result = await studio.Endpoint.Resume(Studio.Handle).GetResultAsync(Cancellation);
        Assert.Equal(units, result.BillableUnits?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
