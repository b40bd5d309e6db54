using System.Net;
using System.Text;
using KlingGen;
using KlingGen.TestKit;
using Runtime.Tests.Support;

namespace Runtime.Tests.Errors;

/// <summary>Whatever the service sends as an error, something readable is made of it, and never a parse error.</summary>
public class ErrorBodyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"detail":"words"}""", "words", null)]
    [InlineData("""{"detail":"words","error_type":"runner_disconnected"}""", "words", "runner_disconnected")]
    [InlineData("""{"message":"words"}""", "words", null)]
    [InlineData("""{"error":"words"}""", "words", null)]
    [InlineData("""{"error":{"type":"rate_limited","message":"words"}}""", "words", "rate_limited")]
    [InlineData("""{"detail":{"message":"words","type":"t"}}""", "words", "t")]
    [InlineData("""{"detail":[{"loc":["body"],"msg":"one","type":"a"},{"msg":"two","type":"b"}]}""", "one; two", "a")]
    [InlineData("""{"detail":["one","two"]}""", "one; two", null)]
    [InlineData("""{"status":"NOT_FOUND"}""", "NOT_FOUND", null)]
    [InlineData("\"words\"", "words", null)]
    [InlineData("plain words", "plain words", null)]
    [InlineData("<html>nginx</html>", null, null)]
    [InlineData("", null, null)]
    [InlineData("[]", null, null)]
    [InlineData("17", null, null)]
    [InlineData("""{"detail":null,"error":7,"message":[]}""", null, null)]
    [InlineData("""{"detail":[7,null,{"loc":"x","msg":3,"ctx":[]}]}""", null, null)]
    [InlineData("{\"detail\":\"a\\ud800b\"}", "a\ufffdb", null)]
    [InlineData("{\"\\ud800\":1,\"detail\":\"words\"}", "words", null)]
    [InlineData("{\"detail\":[{\"msg\":\"a\\udc00\",\"type\":\"t\",\"loc\":[\"\\ud800\"],\"ctx\":{\"\\ud800\":\"\\ud800\"}}]}", "a\ufffd", "t")]
    [InlineData("{\"detail\":", "{\"detail\":", null)]
    public void Words_and_type_are_found(string body, string? words, string? type)
    {
        ErrorBody error = ErrorBody.Read(Encoding.UTF8.GetBytes(body));
        Assert.Equal(words, error.Message);
        Assert.Equal(type, error.ErrorType);
    }

    [Fact]
    public void Long_texts_are_cut_and_control_characters_do_not_reach_a_terminal()
    {
        ErrorBody error = ErrorBody.Read(Encoding.UTF8.GetBytes($$"""{"detail":"\u001b[31mred {{new string('x', 5000)}}"}"""));
        Assert.InRange(error.Message!.Length, 100, 700);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(Seeds.Of(3));
        byte[] seed = Encoding.UTF8.GetBytes("""{"detail":[{"loc":["body",0],"msg":"m","type":"t","ctx":{"a":1}}],"error":{"message":"x"}}""");
        for (int i = 0; i < 20_000; i++)
        {
            byte[] body = (byte[])seed.Clone();
            for (int change = random.Next(1, 6); change > 0; change--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            ErrorBody.Read(body.AsMemory(0, random.Next(body.Length + 1)));
        }
    }

    [Theory]
    [InlineData("request_timeout", 504)]
    [InlineData("startup_timeout", 504)]
    [InlineData("runner_scheduling_failure", 503)]
    [InlineData("runner_connection_timeout", 503)]
    [InlineData("runner_disconnected", 503)]
    [InlineData("runner_connection_refused", 503)]
    [InlineData("runner_connection_error", 503)]
    [InlineData("runner_incomplete_response", 502)]
    [InlineData("runner_server_error", 500)]
    [InlineData("internal_error", 500)]
    [InlineData("client_disconnected", 499)]
    [InlineData("client_cancelled", 499)]
    [InlineData("bad_request", 400)]
    public async Task Every_failure_of_the_platform_is_replayed_once_with_its_type(string type, int status)
    {
        using var studio = new Studio(new StubHandler().On("GET", Studio.Job, status, $$"""{"detail":"words","error_type":"{{type}}"}""", ("X-Fal-Error-Type", type), ("x-fal-request-id", "r")));
        var error = await Assert.ThrowsAsync<FalApiException>(() => studio.Endpoint.Resume(Studio.Handle).GetResultAsync(Cancellation));
        Assert.Equal(type, error.ErrorType);
        Assert.Equal((HttpStatusCode)status, error.StatusCode);
        Assert.Contains("words", error.Message, StringComparison.Ordinal);
        Assert.Single(studio.Handler.Requests);
    }

    [Fact]
    public async Task A_result_that_is_not_kept_any_more_is_explained()
    {
        using var studio = new Studio(new StubHandler().On("GET", Studio.Job, 404, """{"status":"NOT_FOUND"}"""));
        var error = await Assert.ThrowsAsync<FalApiException>(() => studio.Endpoint.Resume(Studio.Handle).GetResultAsync(Cancellation));
        Assert.Contains("about an hour", error.Message, StringComparison.Ordinal);
        Assert.Contains("StorePayloads", error.Message, StringComparison.Ordinal);
        Assert.Equal("job-1", error.Handle?.RequestId);
    }

    [Theory]
    [InlineData("""{"endpoint_id":"acme/studio","request_id":"a"}""", true)]
    [InlineData("""{"request_id":"a","endpoint_id":"acme/studio","new":{"x":[1]},"submitted_at":null}""", true)]
    [InlineData("""{"endpoint_id":"acme/studio"}""", false)]
    [InlineData("""{"endpoint_id":"acme/studio","request_id":"../x"}""", false)]
    [InlineData("""{"endpoint_id":7,"request_id":"a"}""", false)]
    [InlineData("""{"endpoint_id":"acme/studio","request_id":"a"} x""", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    [InlineData("{", false)]
    public void A_handle_is_read_or_refused(string json, bool sound)
    {
        Assert.Equal(sound, FalJobHandle.TryParse(json, out FalJobHandle? handle));
        if (sound)
            Assert.Equal("a", handle!.RequestId);
        else
            Assert.ThrowsAny<System.Text.Json.JsonException>(() => FalJobHandle.Parse(json));
    }

    [Fact]
    public void A_handle_survives_the_way_through_any_serializer()
    {
        var handle = new FalJobHandle(Studio.Id, "job-1") { SubmittedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2)) };
        Assert.Equal(handle, FalJobHandle.Parse(handle.ToJson()));
        Assert.Equal(handle, System.Text.Json.JsonSerializer.Deserialize<FalJobHandle>(System.Text.Json.JsonSerializer.Serialize(handle)));
    }
}
