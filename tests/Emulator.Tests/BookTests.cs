using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace KlingGen.Emulator.Tests;

/// <summary>The platform's lists of requests and of what was billed.</summary>
public sealed class BookTests
{
    private const string Admin = "admin:secret";

    [Fact]
    public async Task Requests_of_an_endpoint_have_their_times_and_payloads_and_no_tags()
    {
        await using Rig rig = await Rig.StartAsync();
        string good = await rig.SubmitAsync();
        rig.Emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.Failure, ErrorType = "internal_error", Times = 1 });
        string bad = await rig.SubmitAsync(Rig.Input("bad"));
        (_, JsonElement body) = await rig.GetAsync($"platform/v1/models/requests/by-endpoint?endpoint_id={Rig.Kling}&expand=payloads");
        JsonElement[] items = [.. body.GetProperty("items").EnumerateArray()];
        Assert.Equal(new[] { good, bad }.Order(), items.Select(static item => item.GetProperty("request_id").GetString()!).Order());
        JsonElement first = items.Single(item => item.GetProperty("request_id").GetString() == good);
        Assert.Equal((Rig.Kling, 200, "a lighthouse"), (first.GetProperty("endpoint_id").GetString(), first.GetProperty("status_code").GetInt32(), first.GetProperty("json_input").GetProperty("prompt").GetString()));
        Assert.Equal(JsonValueKind.Array, first.GetProperty("json_output").GetProperty("images").ValueKind);
        Assert.All((string[])["sent_at", "started_at", "ended_at"], name => Assert.InRange(first.GetProperty(name).GetDateTimeOffset(), DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow));
        Assert.False(first.TryGetProperty("tags", out _));
        (_, JsonElement errors) = await rig.GetAsync($"platform/v1/models/requests/by-endpoint?endpoint_id={Rig.Kling}&status=error");
        Assert.Equal(bad, Assert.Single(errors.GetProperty("items").EnumerateArray()).GetProperty("request_id").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await rig.GetAsync("platform/v1/models/requests/by-endpoint")).Status);
        Assert.Empty((await rig.GetAsync($"platform/v1/models/requests/by-endpoint?endpoint_id={Rig.Kling}&end=2020-01-01")).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_was_billed_is_shown_to_admins_page_by_page_with_tags()
    {
        await using Rig rig = await Rig.StartAsync(static options => options.AdminKeys.Add(Admin));
        string path = $"platform/v1/models/billing-events?endpoint_id={Rig.Kling}&limit=2";
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.GetAsync(path)).Status);
        rig.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.GetAsync(path)).Status);
        rig.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", Admin);
        rig.Http.DefaultRequestHeaders.Add("X-Fal-Tags", "Order=17,bad name=1,fal.x=1,empty=");
        var submitted = new List<string>();
        for (int request = 0; request < 3; request++)
            submitted.Add(await rig.SubmitAsync());
        await rig.GetAsync($"queue/{Rig.App}/requests/{submitted[^1]}/status");

        (_, JsonElement first) = await rig.GetAsync(path);
        (_, JsonElement second) = await rig.GetAsync(path + "&cursor=" + first.GetProperty("next_cursor").GetString());
        Assert.Equal((true, false, JsonValueKind.Null), (first.GetProperty("has_more").GetBoolean(), second.GetProperty("has_more").GetBoolean(), second.GetProperty("next_cursor").ValueKind));
        JsonElement[] events = [.. first.GetProperty("billing_events").EnumerateArray(), .. second.GetProperty("billing_events").EnumerateArray()];
        Assert.Equal(submitted.Order(), events.Select(static billed => billed.GetProperty("request_id").GetString()!).Order());
        Assert.All(events, static billed => Assert.Equal("""{"order":"17","empty":""}""", billed.GetProperty("tags").GetRawText()));
        Assert.All(events, static billed => Assert.Equal((1, 0.028m), (billed.GetProperty("output_units").GetInt32(), billed.GetProperty("cost_total").GetDecimal())));
    }
}
