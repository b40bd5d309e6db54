using System.Net;
using System.Text;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.CompilerServices;
using KlingGen.TestKit;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Parsing;

public sealed class ParseTests
{
    private const string Id = "764cabcf-b745-4b3e-ae38-1200304cf45b";

    private static readonly FalClient s_fal = new("id:secret");

    [Fact]
    public async Task An_output_is_the_one_that_the_result_call_gives()
    {
        await using Rig rig = await Rig.StartAsync();
        FalJob<FalJson> job = await rig.Endpoint.SubmitAsync(Rig.Input("a lighthouse"), new() { WebhookUrl = rig.HookAddress });
        FalWebhook<FalJson> webhook = rig.Endpoint.ParseWebhook((await rig.ReceiveAsync()).Webhook);

        Assert.Equal(FalWebhookStatus.Ok, webhook.Status);
        Assert.Equal((job.RequestId, job.RequestId), (webhook.RequestId, webhook.GatewayRequestId));
        Assert.Equal((job.Handle.EndpointId, job.Handle.RequestId), (webhook.Job.Handle.EndpointId, webhook.Job.Handle.RequestId));
        Assert.True(webhook.HasPayload);
        Assert.Null(webhook.Failure);
        Assert.Empty(webhook.ErrorDetails);
        FalResult<FalJson> result = await job.GetResultAsync(TestContext.Current.CancellationToken);
        Assert.Equal(result.Value, webhook.Payload);
        int calls = rig.Emulator.Journal.Entries.Count;
        Assert.Equal(result.Value, (await webhook.GetResultAsync(TestContext.Current.CancellationToken)).Value);
        Assert.Equal(calls, rig.Emulator.Journal.Entries.Count);
    }

    [Fact]
    public async Task A_refused_input_has_the_errors_that_the_result_call_throws()
    {
        await using Rig rig = await Rig.StartAsync();
        FalJob<FalJson> job = await rig.Endpoint.SubmitAsync(Rig.Input(null), new() { WebhookUrl = rig.HookAddress });
        FalWebhook<FalJson> webhook = rig.Endpoint.ParseWebhook((await rig.ReceiveAsync()).Webhook);

        FalApiValidationException theirs = await Assert.ThrowsAsync<FalApiValidationException>(() => job.GetResultAsync(TestContext.Current.CancellationToken));
        Assert.Equal((FalWebhookStatus.Error, "Invalid status code: 422", false), (webhook.Status, webhook.Error, webhook.HasPayload));
        FalApiValidationException ours = Assert.IsType<FalApiValidationException>(webhook.Failure);
        Assert.NotEmpty(theirs.ValidationErrors);
        Assert.Equal(
            theirs.ValidationErrors.Select(static error => (error.Pointer, error.Rule, error.Limit, error.Message)),
            webhook.ErrorDetails.Select(static error => (error.Pointer, error.Rule, error.Limit, error.Message)));
        Assert.Equal((theirs.StatusCode, theirs.ErrorType, theirs.RequestId, theirs.EndpointId), (ours.StatusCode, ours.ErrorType, ours.RequestId, ours.EndpointId));
        Assert.Equal(ours, await Assert.ThrowsAsync<FalApiValidationException>(() => webhook.GetResultAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_webhook_without_its_payload_leads_to_the_result()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Webhooks.Behavior = new FalWebhookBehavior { PayloadError = true };
        await rig.Endpoint.SubmitAsync(Rig.Input("a lighthouse"), new() { WebhookUrl = rig.HookAddress });
        FalWebhook<FalJson> webhook = rig.Endpoint.ParseWebhook((await rig.ReceiveAsync()).Webhook);

        Assert.Equal((FalWebhookStatus.Ok, false), (webhook.Status, webhook.HasPayload));
        Assert.Null(webhook.Payload);
        Assert.NotNull(webhook.PayloadError);
        Assert.Equal(1, (await webhook.GetResultAsync(TestContext.Current.CancellationToken)).Value.Element.GetProperty("images").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"status":"ERROR","error":"Invalid status code: 500","payload":null,"payload_error":"not JSON"}""", 500, "Invalid status code: 500")]
    [InlineData("""{"status":"ERROR","error":"Invalid status code: 504","payload":{"detail":"Request timed out","error_type":"request_timeout"}}""", 504, "Request timed out")]
    [InlineData("""{"status":"ERROR","error":"Invalid status code: 422","payload":"plain text"}""", 422, "plain text")]
    [InlineData("""{"status":"ERROR","error":"runner disconnected"}""", 500, "runner disconnected")]
    [InlineData("""{"status":"ERROR","error":null,"payload":null}""", 500, "ERROR")]
    [InlineData("""{"status":"ERROR","error":{"code":1},"payload":[1]}""", 500, "failed")]
    [InlineData("""{"status":"ERROR","error":"Invalid status code: 9999999999"}""", 500, "Invalid")]
    public void A_failure_of_any_form_is_reported_with_its_job(string json, int status, string words)
    {
        FalWebhook<FalJson> webhook = Parse(json.Insert(1, $"\"request_id\":\"{Id}\","));
        Assert.NotNull(webhook.Failure);
        Assert.Equal((HttpStatusCode)status, webhook.Failure.StatusCode);
        Assert.Contains(words, webhook.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(Id, webhook.Failure.RequestId);
        Assert.Equal(Id, webhook.Failure.Handle!.RequestId);
        Assert.False(webhook.HasPayload);
    }

    [Fact]
    public void Members_nobody_knows_are_passed_over_and_kept_in_the_body()
    {
        const string Json = """{"v":2,"tags":[{"a":[1,{}]}],"status":"OK","payload":{"x":1e400,"y":[null]},"request_id":"764cabcf-b745-4b3e-ae38-1200304cf45b","gateway_request_id":7,"error":[],"payload_error":null}""";
        FalWebhook<FalJson> webhook = Parse(Json);
        Assert.Equal("""{"x":1e400,"y":[null]}""", webhook.Payload!.ToString());
        Assert.Null(webhook.GatewayRequestId);
        Assert.Null(webhook.Error);
        Assert.Equal(Json, Encoding.UTF8.GetString(webhook.Source.Body.Span));
        Assert.Equal($"{Rig.Id} {Id} Ok", webhook.ToString());
    }

    [Fact]
    public void Half_a_character_costs_no_webhook()
    {
        FalWebhook<FalJson> webhook = Parse($$$"""{"\ud800":1,"request_id":"{{{Id}}}","status":"ERROR","error":"half \udc00","payload":{"detail":"x\ud800"}}""");
        Assert.Equal((Id, "half \uFFFD"), (webhook.RequestId, webhook.Error));
        Assert.Contains("x\uFFFD", webhook.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_of_another_form_than_promised_is_a_failure_that_loses_nothing()
    {
        FalWebhook<Strict> webhook = new FalEndpoint<FalJson, Strict>(s_fal, Rig.Id).ParseWebhook(Body($$$"""{"request_id":"{{{Id}}}","status":"OK","payload":{"images":"none"}}"""));
        Assert.Equal(FalWebhookStatus.Ok, webhook.Status);
        Assert.False(webhook.HasPayload);
        Assert.Equal("""{"images":"none"}""", webhook.Failure!.Body);
        Assert.Equal(Id, webhook.Failure.Handle!.RequestId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"OK\"")]
    [InlineData("{}")]
    [InlineData("""{"request_id":"764cabcf","status":"OK" """)]
    [InlineData("""{"request_id":"764cabcf","status":"OK"} {}""")]
    [InlineData("""{"request_id":"764cabcf","status":"OK","payload":}""")]
    [InlineData("""{"request_id":"764cabcf","status":"OK",}""")]
    [InlineData("""{"request_id":"764cabcf"}""")]
    [InlineData("""{"request_id":"764cabcf","status":"ok"}""")]
    [InlineData("""{"request_id":"764cabcf","status":"PENDING"}""")]
    [InlineData("""{"request_id":"764cabcf","status":["OK"]}""")]
    [InlineData("""{"status":"OK","payload":{}}""")]
    [InlineData("""{"request_id":null,"status":"OK"}""")]
    [InlineData("""{"request_id":"","status":"OK"}""")]
    [InlineData("""{"request_id":"..","status":"OK"}""")]
    [InlineData("""{"request_id":"a/../b","status":"OK"}""")]
    [InlineData("""{"request_id":"a?b#c","status":"OK"}""")]
    [InlineData("""{"request_id":"\ud800","status":"OK"}""")]
    [InlineData("""{"request_id":"764cabcf","status":"\ud800"}""")]
    [InlineData("\uFEFF{\"request_id\":\"764cabcf\",\"status\":\"OK\"}")]
    public void What_is_no_webhook_is_said_to_be_none(string body)
    {
        FalWebhookFormatException error = Assert.Throws<FalWebhookFormatException>(() => Parse(body));
        Assert.Equal(body, Encoding.UTF8.GetString(error.Body.Span));
        Assert.Contains("not a webhook", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_and_random_bytes_give_no_other_exception()
    {
        Assert.Throws<FalWebhookFormatException>(() => Parse($$"""{"request_id":"a","status":"OK","payload":{{new string('[', 5000)}}"""));
        const int Seed = 7, Count = 20_000;
        byte[] good = Encoding.UTF8.GetBytes($$$"""{"request_id":"{{{Id}}}","status":"ERROR","error":"Invalid status code: 422","payload":{"detail":[{"loc":["body",0,"a"],"msg":"é","type":"missing","ctx":{"le":1}}]}}""");
        var random = new Random(Seeds.Of(Seed));
        int read = 0;
        for (int i = 0; i < Count; i++)
        {
            byte[] spoiled = [.. good];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                spoiled[random.Next(spoiled.Length)] = (byte)random.Next(256);
            try
            {
                Assert.NotNull(s_fal.Endpoint(Rig.Id).ParseWebhook(FalVerifiedWebhook.WithoutVerification(spoiled)).RequestId);
                read++;
            }
            catch (FalWebhookFormatException)
            {
            }
        }

        Assert.InRange(read, Count / 10, Count);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {Seed}: {Count} spoiled bodies, {read} read, the others refused as no webhook");
    }

    private static FalWebhook<FalJson> Parse(string body) => s_fal.Endpoint(Rig.Id).ParseWebhook(Body(body));

    private static FalVerifiedWebhook Body(string body) => FalVerifiedWebhook.WithoutVerification(Encoding.UTF8.GetBytes(body));

    /// <summary>An output that must be an object with a list of texts.</summary>
    private sealed record Strict(IReadOnlyList<FalJson> Images) : IFalJson<Strict>
    {
        public static Strict ReadFrom(ref FalJsonReader reader)
        {
            IReadOnlyList<FalJson>? images = null;
            reader.BeginObject();
            while (reader.NextMember())
            {
                if (reader.Is("images"u8))
                    images = reader.ReadList<FalJson>();
                else
                    reader.Skip();
            }

            return new Strict(images ?? throw reader.Missing("images"));
        }

        public void WriteTo(FalJsonWriter writer) => throw new NotSupportedException();
    }
}
