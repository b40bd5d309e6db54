using System.Net;
using System.Text;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Errors;

/// <summary>Advice by status fits what was asked: each phrase stands only where its remedy can help.</summary>
public class ErrorAdviceTests
{
    private static readonly FalJobHandle s_job = new("acme/studio", "job-1");

    /// <summary>A part of each advice, the statuses it is for, and the calls it may follow.</summary>
    private static readonly (string Words, Func<int, bool> Status, Func<ApiRequest, bool> Call)[] s_advice =
    [
        ("FAL_KEY", static status => status == 401, static request => request.Credential == Credential.Key),
        ("balance", static status => status == 403, static request => request.Credential == Credential.Key),
        ("about an hour", static status => status == 404, static request => request.Handle is not null),
        ("endpoint id", static status => status == 404, static request => request.EndpointId is not null && request.Handle is null),
        ("RestBaseAddress", static status => status is 404 or (>= 300 and < 400), static request => request.Operation is FalOperation.StorageToken or FalOperation.UploadInitiate),
        ("storage token or signed address", static status => status is 401 or 403 or 404, static request => request.Credential != Credential.Key),
        ("WaitAsync", static status => status == 400, static request => request.Operation == FalOperation.Result),
        ("asks to wait", static status => status == 429, static _ => true),
        ("was cancelled", static status => status == 499, static _ => true),
        ("Redirects", static status => status is >= 300 and < 400, static _ => true),
    ];

    [Fact]
    public void Every_status_of_every_call_has_the_advice_that_fits_and_no_other()
    {
        var seen = new HashSet<string>();
        foreach (FalOperation operation in Enum.GetValues<FalOperation>())
        {
            foreach (Credential credential in new[] { Credential.Key, Credential.None, Credential.Storage("Bearer x") })
            {
                if (credential != Credential.Key && !operation.IsStorage())
                    continue;
                ApiRequest request = Request(operation, credential);
                for (int status = 300; status < 600; status++)
                {
                    string advice = ErrorAdvice.ForCall(request, (HttpStatusCode)status, "client_cancelled", "Request is still in progress", TimeSpan.FromSeconds(1), proxied: false);
                    foreach ((string words, Func<int, bool> ofStatus, Func<ApiRequest, bool> ofCall) in s_advice)
                    {
                        if (!advice.Contains(words, StringComparison.Ordinal))
                            continue;
                        Assert.True(ofStatus(status) && ofCall(request), $"{operation} with {credential}, {status}: {advice}");
                        seen.Add(words);
                    }
                }
            }
        }

        Assert.Equal(s_advice.Length, seen.Count);
    }

    [Fact]
    public void A_refusal_by_the_model_is_no_unfinished_job() =>
        Assert.Equal("", ErrorAdvice.ForCall(Request(FalOperation.Result, Credential.Key), HttpStatusCode.BadRequest, "bad_request", "The prompt was refused", null, proxied: false));

    [Fact]
    public void A_webhook_gives_no_advice_about_calls_whatever_its_status()
    {
        using var studio = new Studio();
        for (int status = 100; status < 600; status++)
        {
            foreach (string payload in new[] { "null", """{"detail":"Request is still in progress"}""", """{"detail":"words","error_type":"client_cancelled"}""" })
            {
                string body = $$"""{"request_id":"job-1","status":"ERROR","error":"Invalid status code: {{status}}","payload":{{payload}},"payload_error":"The payload is not JSON."}""";
                FalApiException? failure = studio.Endpoint.ParseWebhook(FalVerifiedWebhook.WithoutVerification(Encoding.UTF8.GetBytes(body))).Failure;
                Assert.NotNull(failure);
                Assert.IsNotType<FalAuthenticationException>(failure);
                Assert.Equal((HttpStatusCode)status, failure.StatusCode);
                Assert.Contains("as its webhook says", failure.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("call", failure.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("was answered", failure.Message, StringComparison.Ordinal);
                Assert.All(s_advice, advice => Assert.True(
                    !failure.Message.Contains(advice.Words, StringComparison.Ordinal) || (advice.Words == "was cancelled" && status == 499), failure.Message));
            }
        }
    }

    [Fact]
    public void A_webhook_that_says_no_status_invents_none()
    {
        using var studio = new Studio();
        FalApiException failure = studio.Endpoint.ParseWebhook(FalVerifiedWebhook.WithoutVerification("""{"request_id":"job-1","status":"ERROR","error":"runner gone"}"""u8.ToArray())).Failure!;
        Assert.Equal("Job job-1 (acme/studio/v2/text-to-image) failed, as its webhook says: runner gone.", failure.Message);
    }

    private static ApiRequest Request(FalOperation operation, Credential credential) => new()
    {
        Operation = operation,
        Address = new Uri("https://queue.fal.run/x"),
        EndpointId = operation.IsStorage() ? null : s_job.EndpointId,
        Handle = operation is FalOperation.Status or FalOperation.StatusStream or FalOperation.Result or FalOperation.Cancel ? s_job : null,
        Credential = credential,
    };
}
