using System.Text;
using System.Text.Json;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Client;

/// <summary>A result a little outside its schema is paid for all the same: docs/results.md, through every call that brings one.</summary>
public class ResultFormatTests
{
    private const string Odd = """{"images":[{"url":"https://files.example/a.png","file_name":[1]}],"note":"half \ud83d"}""";
    private const string Unfit = """{"images":[{"url":"u"},{"url":{"deep":[12.5]}}],"seed":18446744073709551615}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("run")]
    [InlineData("subscribe")]
    [InlineData("result")]
    [InlineData("many")]
    [InlineData("webhook")]
    public async Task A_result_carries_its_JSON(string call)
    {
        using var studio = Answering(" " + Odd + "\n");
        FalResult<StudioOutput> result = await CallAsync(studio, call, Odd);
        Assert.Equal(Odd, result.RawJson!.ToString());
        Assert.Same(result.RawJson, result.RawJson);
        Assert.True(result.RawJson.TryGetProperty("note", out FalJson? note));
        Assert.Equal("half \uFFFD", note.GetString());
        Assert.Equal("https://files.example/a.png", Assert.Single(result.Value.Images).Url);
        Assert.DoesNotContain("half", result.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("RawJson", JsonSerializer.Serialize(new { result.RequestId, result.EndpointId }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("subscribe")]
    [InlineData("result")]
    [InlineData("many")]
    [InlineData("webhook")]
    [InlineData("stream")]
    public async Task A_result_without_a_typed_form_loses_nothing(string call)
    {
        using var studio = Answering(Unfit);
        var error = await Assert.ThrowsAsync<FalResultFormatException>(() => CallAsync(studio, call, Unfit));
        Assert.Equal(Unfit, error.RawJson!.ToString());
        Assert.Equal(Unfit, error.Body);
        Assert.Equal(("$.images[1].url", "Images[1].Url", """{"deep":[12.5]}"""), (error.JsonPath, error.Member, error.Found));
        Assert.Equal((System.Net.HttpStatusCode.OK, false), (error.StatusCode, error.IsRetryable));
        foreach (string part in (string[])["$.images[1].url", "Images[1].Url", "an object", "RawJson", "klinggen refresh"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        if (call is "subscribe" or "result" or "many" or "webhook")
            Assert.Equal(("job-1", "job-1"), (error.Handle?.RequestId, error.RequestId));
        if (call is "run" or "result")
            Assert.Equal(2, error.BillableUnits);

        Assert.True(error.RawJson.TryGetProperty("images", out FalJson? images));
        Assert.Equal("u", images.EnumerateArray()[0].To<StudioImage>().Url);
        Assert.True(error.RawJson.TryGetProperty("seed", out FalJson? seed));
        Assert.Equal("18446744073709551615", seed.ToString());
    }

    [Fact]
    public async Task A_missing_member_is_named_where_it_should_be()
    {
        using var studio = Answering("""{"images":[{"url":"u"},{"file_name":"n"}]}""");
        var error = await Assert.ThrowsAsync<FalResultFormatException>(() => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Equal(("$.images[1]", "Images[1].Url", null), (error.JsonPath, error.Member, error.Found));
    }

    [Fact]
    public async Task A_long_result_is_kept_whole_and_what_was_found_is_shortened()
    {
        string text = new('é', 100_000);
        string json = $$"""{"images":{"a":"{{text}}"} }""";
        using var studio = Answering(json);
        var error = await Assert.ThrowsAsync<FalResultFormatException>(() => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Equal(json, error.RawJson!.ToString());
        Assert.InRange(error.Found!.Length, 190, 201);
        Assert.EndsWith("…", error.Found, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 1000);
    }

    [Fact]
    public async Task The_key_is_in_none_of_it()
    {
        string json = $$"""{"images":{"{{Studio.Key}}":"{{Studio.Key}}"} }""";
        using var studio = Answering(json);
        var error = await Assert.ThrowsAsync<FalResultFormatException>(() => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.DoesNotContain("canary-secret", $"{error} {error.RawJson} {error.Body} {error.Found} {error.JsonPath} {error.Member}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_are_equal_by_what_was_read_and_one_made_in_code_has_no_JSON()
    {
        using var studio = Answering("""{"images":[]}""");
        using var other = Answering("""{ "images": [] }""");
        FalResult<StudioOutput> result = await studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation);
        FalResult<StudioOutput> same = (await other.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation)) with { Value = result.Value, Logs = result.Logs };
        Assert.Equal(result, same);
        Assert.Equal(result.GetHashCode(), same.GetHashCode());
        var made = new FalResult<StudioOutput> { Value = result.Value, EndpointId = "a/b" };
        Assert.Null(made.RawJson);
        Assert.Equal("1", (made with { RawJson = 1 }).RawJson!.ToString());
    }

    [Fact]
    public async Task A_refusal_names_the_options_that_send_the_input_all_the_same()
    {
        using var studio = new Studio(new StubHandler().On("POST", Studio.Submit, 200, Studio.Output));
        StudioInput input = Studio.Input with { Count = 99 };
        var error = await Assert.ThrowsAsync<FalValidationException>(() => studio.Endpoint.RunAsync(input, cancellationToken: Cancellation));
        Assert.Contains("FalCallOptions.IgnoreValidationError", error.Message, StringComparison.Ordinal);
        Assert.Contains("FalCallOptions.Validate", error.Message, StringComparison.Ordinal);
        Assert.Empty(studio.Handler.Requests);
        FalValidationError finding = Assert.Single(error.ValidationErrors);

        await studio.Endpoint.RunAsync(input, new FalCallOptions { Validate = false }, Cancellation);
        await studio.Endpoint.RunAsync(input, new FalCallOptions { IgnoreValidationError = found => found.Rule == finding.Rule && found.Member == finding.Member }, Cancellation);
        Assert.Equal(2, studio.Handler.Requests.Count);
        Assert.All(studio.Handler.Requests, request => Assert.Contains("99", request.Body, StringComparison.Ordinal));

        StudioInput worse = input with { Prompt = null! };
        var rest = await Assert.ThrowsAsync<FalValidationException>(() => studio.Endpoint.RunAsync(worse, new FalCallOptions { IgnoreValidationError = found => found.Rule == finding.Rule }, Cancellation));
        Assert.Equal(FalRules.Missing, Assert.Single(rest.ValidationErrors).Rule);
        Assert.Equal(2, studio.Handler.Requests.Count);
    }

    [Fact]
    public async Task A_client_can_ignore_findings_for_all_its_calls()
    {
        using var studio = new Studio(new StubHandler().On("POST", Studio.Submit, 200, Studio.Output), options => options.IgnoreValidationError = static _ => true);
        await studio.Endpoint.RunAsync(Studio.Input with { Count = 99 }, cancellationToken: Cancellation);
        Assert.Single(studio.Handler.Requests);
    }

    private static Studio Answering(string json) => new(Studio.Happy()
        .On("GET", Studio.Job, 200, json, ("x-fal-request-id", "job-1"), ("x-fal-billable-units", "2"))
        .On("POST", Studio.Submit, call => Task.FromResult(call.Request.Address.Host.StartsWith("queue", StringComparison.Ordinal)
            ? Reply.Json(200, Studio.Submitted, ("x-fal-request-id", "job-1"))
            : Reply.Json(200, json, ("x-fal-billable-units", "2"))))
        .On("POST", Studio.Submit + "/stream", _ => Task.FromResult(Reply.Events($"data: {json}\n\n"))));

    private static async Task<FalResult<StudioOutput>> CallAsync(Studio studio, string call, string json)
    {
        switch (call)
        {
            case "run":
                return await studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation);
            case "subscribe":
                return await studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: Cancellation);
            case "result":
                return await studio.Endpoint.Resume(Studio.Handle).GetResultAsync(Cancellation);
            case "many":
                return (await studio.Endpoint.RunManyAsync([Studio.Input], cancellationToken: Cancellation).ToListAsync(Cancellation))[0].GetResult();
            case "webhook":
                byte[] body = Encoding.UTF8.GetBytes($$"""{"request_id":"job-1","gateway_request_id":"job-1","status":"OK","payload":{{json}} }""");
                return await studio.Endpoint.ParseWebhook(FalVerifiedWebhook.WithoutVerification(body)).GetResultAsync(Cancellation);
            default:
                await studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation);
                throw new InvalidOperationException("The stream has no result.");
        }
    }
}
