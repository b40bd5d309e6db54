using System.Text;
using System.Text.Json;
using CsCheck;
using KlingGen;
using KlingGen.TestKit;
using Runtime.Tests.Serialization;

namespace Runtime.Tests.Values;

/// <summary>Half of a surrogate pair is JSON and no Unicode. Nothing of this library's own throws for it.</summary>
public class HalfCharacterTests
{
    private const string Half = "\\ud83d";

    [Fact]
    public void Any_JSON_can_be_walked_through() => JsonGen.Document.Holds(static json =>
    {
        FalJson whole = FalJson.Parse(json.Replace("\"a", "\"" + Half, StringComparison.Ordinal));
        Walk(whole);
        Walk(FalJson.Parse($$"""{"{{Half}}":"x{{Half}}","ok":[{"\udc00{{Half}}":{{whole}} }]}"""));
    }, iter: 2000);

    [Fact]
    public void Names_and_texts_have_the_replacement_character()
    {
        FalJson json = FalJson.Parse($$"""{ "a{{Half}}" : "b{{Half}}\n\u0041" , "x":1, "x": [ 2 , null ], "{{Half}}\ude00":"\u00e9" }""");
        Assert.Equal(["a\uFFFD", "x", "x", "\ud83d\ude00"], json.EnumerateObject().Select(static property => property.Key));
        Assert.Equal("b\uFFFD\nA", json.EnumerateObject()[0].Value.GetString());
        Assert.True(json.TryGetProperty("\ud83d\ude00", out FalJson? smile));
        Assert.Equal("é", smile.GetString());
        Assert.True(json.TryGetProperty("x", out FalJson? last));
        Assert.Equal(["2", "null"], last.EnumerateArray().Select(static item => item.ToString()));
        Assert.Null(last.EnumerateArray()[1].GetString());
        Assert.False(json.TryGetProperty("y", out _));
        Assert.False(last.TryGetProperty("y", out _));
        Assert.Equal(last, FalJson.Parse("[2,null]"));

        // System.Text.Json's view is what it is; the remarks say so.
        Assert.Throws<InvalidOperationException>(() => json.Element.EnumerateObject().First().Value.GetString());
    }

    [Fact]
    public void A_value_of_another_kind_is_named()
    {
        Assert.Contains("Number, not String", Assert.Throws<InvalidOperationException>(() => FalJson.Parse("1").GetString()).Message, StringComparison.Ordinal);
        Assert.Contains("Object, not Array", Assert.Throws<InvalidOperationException>(() => FalJson.Parse("{}").EnumerateArray()).Message, StringComparison.Ordinal);
        Assert.Contains("Array, not Object", Assert.Throws<InvalidOperationException>(() => FalJson.Parse("[]").EnumerateObject()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => FalJson.Parse("{}").TryGetProperty(null!, out _));
    }

    [Theory]
    [InlineData("""{"request_id":"job-1","status":"OK","error":"\ud800","payload":1}""")]
    [InlineData("""{"\ud800":1,"\ud800equest_id":2,"request_id":"job-1","status":"OK","payload":1}""")]
    public void A_webhook_with_half_a_character_is_a_webhook(string body)
    {
        WebhookEnvelope envelope = WebhookEnvelope.Read(Encoding.UTF8.GetBytes(body));
        Assert.Equal(("job-1", FalWebhookStatus.Ok, "1"), (envelope.RequestId, envelope.Status, Encoding.UTF8.GetString(envelope.Payload.Span)));
    }

    [Theory]
    [InlineData("""{"\ud800":1,"status":"IN_PROGRESS","logs":[{"\udc00":1,"message":"a\ud800","labels":{"\ud800":1,"level":"INFO"}}],"metrics":{"\ud800":1,"inference_time":2}}""", "a\uFFFD")]
    [InlineData("""{"statu\ud800":1,"status":"IN_PROGRESS","logs":[{"messag\ud800":1,"message":"a","level":"INFO"}],"metrics":{"inference_time":2}}""", "a")]
    public void A_status_with_half_a_character_is_a_status(string json, string message)
    {
        FalQueueStatus status = StatusReader.ReadState(Encoding.UTF8.GetBytes(json));
        Assert.Equal((FalQueueState.InProgress, TimeSpan.FromSeconds(2)), (status.State, status.InferenceTime));
        Assert.Equal((message, "INFO"), (Assert.Single(status.Logs).Message, status.Logs[0].Level));
    }

    private static void Walk(FalJson json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                Assert.DoesNotContain(json.GetString()!.EnumerateRunes().ToList(), static rune => rune.Value is >= 0xD800 and <= 0xDFFF);
                break;
            case JsonValueKind.Array:
                Assert.Equal(json.Element.GetArrayLength(), json.EnumerateArray().Count);
                foreach (FalJson item in json.EnumerateArray())
                    Walk(item);
                break;
            case JsonValueKind.Object:
                foreach ((string name, FalJson value) in json.EnumerateObject())
                {
                    Assert.True(json.TryGetProperty(name, out FalJson? last) && last.ToString().Length > 0);
                    Walk(value);
                }

                break;
        }
    }
}
