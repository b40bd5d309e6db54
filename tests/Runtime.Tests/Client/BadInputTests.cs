using System.Net;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Client;

/// <summary>What a newcomer does wrong first: the documented exception, the member or address, the remedy, the request id where there is one.</summary>
public class BadInputTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void No_key_names_the_variable_and_the_option()
    {
        var error = Assert.Throws<FalAuthenticationException>(() => new FalClient(new FalClientOptions { Environment = _ => null }));
        Assert.Contains("FAL_KEY", error.Message, StringComparison.Ordinal);
        Assert.Contains("FalClientOptions.ApiKey", error.Message, StringComparison.Ordinal);
        Assert.Contains("ForEmulator", error.Message, StringComparison.Ordinal);
        Assert.Null(error.StatusCode);
    }

    [Theory]
    [InlineData("FAL_KEY", null, "Key a:b")]
    [InlineData("FAL_KEY_ID", "FAL_KEY_SECRET", "Key a:b")]
    public async Task The_key_comes_from_the_environment(string first, string? second, string expected)
    {
        var handler = new StubHandler().On("GET", Studio.Status, 200, """{"status":"COMPLETED"}""");
        using var studio = new Studio(handler, options =>
        {
            options.ApiKey = null;
            options.Environment = name => name == first ? second is null ? " a:b\n" : "a" : name == second ? "b" : null;
        });
        await studio.Endpoint.Resume(Studio.Handle).GetStatusAsync(cancellationToken: Cancellation);
        Assert.Equal(expected, handler.Requests[0].Header("Authorization"));
    }

    [Theory]
    [InlineData("id: secret")]
    [InlineData("id:secret\nX-Evil: 1")]
    [InlineData("id:sécret")]
    public void A_malformed_key_is_refused_without_being_shown(string key)
    {
        var error = Assert.Throws<FalAuthenticationException>(() => new FalClient(key));
        Assert.DoesNotContain("secret", error.ToString().Replace("key secret", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_gives_the_words_of_the_service_and_the_remedy()
    {
        using var studio = new Studio(new StubHandler().On("POST", Studio.Submit, 401, """{"detail":"No user found for Key ID and Secret"}""", ("x-fal-request-id", "req-9")));
        var error = await Assert.ThrowsAsync<FalAuthenticationException>(() => studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
        Assert.Contains("No user found for Key ID and Secret", error.Message, StringComparison.Ordinal);
        Assert.Contains("FAL_KEY", error.Message, StringComparison.Ordinal);
        Assert.Equal("req-9", error.RequestId);
        Assert.Single(studio.Handler.Requests);
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_is_not_sent()
    {
        using var studio = new Studio(new StubHandler());
        var error = await Assert.ThrowsAsync<FalValidationException>(
            () => studio.Endpoint.RunAsync(new StudioInput { Prompt = new string('x', 2501) }, cancellationToken: Cancellation));
        FalValidationError finding = Assert.Single(error.ValidationErrors);
        Assert.Equal("Prompt", finding.Member);
        Assert.Equal("/prompt", finding.Pointer);
        Assert.Contains("Prompt", error.Message, StringComparison.Ordinal);
        Assert.Contains("2500", error.Message, StringComparison.Ordinal);
        Assert.Empty(studio.Handler.Requests);
    }

    [Fact]
    public async Task Validation_can_be_switched_off_and_emoji_count_once()
    {
        using var studio = new Studio(Studio.Happy());
        await studio.Endpoint.SubmitAsync(new StudioInput { Prompt = string.Concat(Enumerable.Repeat("🦊", 2500)) }, cancellationToken: Cancellation);
        await studio.Endpoint.SubmitAsync(new StudioInput { Prompt = "x", Count = 10 }, new FalCallOptions { Validate = false }, Cancellation);
        await Assert.ThrowsAsync<FalValidationException>(() => studio.Endpoint.SubmitAsync(new StudioInput { Prompt = "x", Count = 10 }, cancellationToken: Cancellation));
        Assert.Equal(2, studio.Handler.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_does_not_exist_is_named_with_its_member_and_nothing_is_sent(bool validate)
    {
        using var studio = new Studio(new StubHandler());
        var input = new StudioInput { Prompt = "x", Elements = [new() { FrontalImageUrl = FalMedia.FromFile("no-such-face.png") }] };
        var error = await Assert.ThrowsAsync<FalValidationException>(
            () => studio.Endpoint.SubmitAsync(input, new FalCallOptions { Validate = validate }, Cancellation));
        Assert.Equal("Elements[0].FrontalImageUrl", Assert.Single(error.ValidationErrors).Member);
        Assert.Equal("file_not_found", error.ValidationErrors[0].Rule);
        Assert.Contains("Elements[0].FrontalImageUrl", error.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-face.png", error.Message, StringComparison.Ordinal);
        Assert.Empty(studio.Handler.Requests);
    }

    [Fact]
    public async Task Small_local_media_travels_inside_the_request_when_asked()
    {
        using var studio = new Studio(Studio.Happy());
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
        FalMedia media = FalMedia.FromBytes(png);
        await studio.Endpoint.SubmitAsync(
            new StudioInput
            {
                Prompt = "x",
                Elements =
                [
                    new() { FrontalImageUrl = media },
                    new() { FrontalImageUrl = media },
                    new() { FrontalImageUrl = FalMedia.FromStream(new MemoryStream([1, 2, 3]), "video/mp4") },
                    new() { FrontalImageUrl = "https://example.com/a.png" },
                ],
            },
            new FalCallOptions { MediaTransfer = FalMediaTransfer.InlineSmall },
            Cancellation);
        string inline = "data:image/png;base64," + Convert.ToBase64String(png);
        Assert.Equal(
            $$"""{"prompt":"x","elements":[{"frontal_image_url":"{{inline}}"},{"frontal_image_url":"{{inline}}"},{"frontal_image_url":"data:video/mp4;base64,AQID"},{"frontal_image_url":"https://example.com/a.png"}]}""",
            studio.Handler.Requests[0].Body);
    }

    [Fact]
    public async Task A_refusal_of_the_service_names_the_members()
    {
        const string Body = """
            {"detail":[
              {"loc":["body","num_images"],"msg":"Input should be less than or equal to 4","type":"less_than_equal","ctx":{"le":4},"input":"SECRET PROMPT"},
              {"loc":["body","elements",0,"frontal_image_url"],"msg":"Could not load","type":"image_load_error","input":"SECRET PROMPT"},
              {"loc":["body","brand_new","inner_part",2],"msg":"no","type":"x"}]}
            """;
        using var studio = new Studio(Studio.Happy().On("GET", Studio.Job, 422, Body, ("x-fal-request-id", "job-1"), ("x-fal-billable-units", "0")));
        var input = new StudioInput { Prompt = "x", Count = 9, Elements = [new() { FrontalImageUrl = "https://example.com/a.png" }] };

        var error = await Assert.ThrowsAsync<FalApiValidationException>(() => studio.Endpoint.SubscribeAsync(input, cancellationToken: Cancellation));

        Assert.Equal(["Count", "Elements[0].FrontalImageUrl", ""], error.ValidationErrors.Select(finding => finding.Member));
        Assert.Equal(["/num_images", "/elements/0/frontal_image_url", ""], error.ValidationErrors.Select(finding => finding.Pointer));
        // A member that the input's type does not have gets no invented name; the service's words stay.
        Assert.Equal(["body", "brand_new", "inner_part", 2], error.ValidationErrors[2].Location);
        Assert.Contains("body.brand_new.inner_part[2]", error.ValidationErrors[2].Message, StringComparison.Ordinal);
        Assert.Equal(["less_than_equal", "image_load_error", "x"], error.ValidationErrors.Select(finding => finding.Rule));
        Assert.Equal("le = 4", error.ValidationErrors[0].Limit);
        Assert.Equal(422, (int)error.StatusCode!);
        Assert.Equal("job-1", error.Handle?.RequestId);
        Assert.Equal("less_than_equal", error.ErrorType);
        Assert.Contains("Count: Input should be less than or equal to 4", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET PROMPT", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("SECRET PROMPT", error.Body, StringComparison.Ordinal);
        Assert.Equal(1, studio.Handler.Count("GET", Studio.Job));
    }

    [Theory]
    [InlineData("""{"images":[{"url":"https://files.ex""", 5, true)]
    [InlineData("""{"images":[{"url":[1]}]}""", 1, false)]
    [InlineData("""{"pictures":[]}""", 2, false)]
    [InlineData("<html>", 5, true)]
    [InlineData("", 5, true)]
    [InlineData("{}", 5, true)]
    public async Task A_result_that_cannot_be_read_keeps_text_handle_and_request_id(string body, int requests, bool retryable)
    {
        using var studio = new Studio(Studio.Happy().On("GET", Studio.Job, 200, body, ("x-fal-request-id", "job-1")));
        var error = await Assert.ThrowsAnyAsync<FalApiException>(() => studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Equal(200, (int)error.StatusCode!);
        Assert.Equal(body, error.Body);
        Assert.Equal("job-1", error.Handle?.RequestId);
        Assert.Equal("job-1", error.RequestId);
        Assert.Equal(requests, studio.Handler.Count("GET", Studio.Job));
        Assert.Equal(retryable, error.IsRetryable);
    }

    [Fact]
    public async Task A_result_that_breaks_off_is_asked_for_again_and_then_thrown_with_the_handle()
    {
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(200, """{"images":[{"url":"ht""", "x-fal-request-id: job-1\r\n", length: 500)));
        FalClientOptions options = FalClientOptions.ForEmulator(server.Address);
        options.Pause = (_, _) => Task.CompletedTask;
        using var client = new FalClient(options);
        FalJob<StudioOutput> job = new FalEndpoint<StudioInput, StudioOutput>(client, Studio.Id).Resume(Studio.Handle);

        var error = await Assert.ThrowsAsync<FalApiException>(() => job.GetResultAsync(Cancellation));

        Assert.Equal("job-1", error.Handle?.RequestId);
        Assert.Equal("job-1", error.RequestId);
        Assert.Contains("Resume(handle)", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, server.Requests.Count);
    }
}
