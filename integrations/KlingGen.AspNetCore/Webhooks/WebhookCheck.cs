using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KlingGen.AspNetCore;

/// <summary>A webhook that the service has signed and, where there is a job key, whose address we have.</summary>
internal sealed record WebhookCheck(FalVerifiedWebhook Webhook, FalWebhookJob? Job)
{
    /// <summary>Refuses to build a route that could verify nothing.</summary>
    public static void NeedsVerifier(IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(FalWebhookVerifier)) == false)
            throw new InvalidOperationException("There is no FalWebhookVerifier among the services. Add it: builder.Services.AddFalWebhooks().");
    }

    /// <summary>Verifies the request over the bytes that came. Either the check or the refusal is null.</summary>
    public static async Task<(WebhookCheck? Check, IResult? Refusal)> RunAsync(HttpContext context, FalWebhookJobKey? key)
    {
        FalWebhookVerificationResult check;
        try
        {
            check = await context.RequestServices.GetRequiredService<FalWebhookVerifier>()
                .VerifyAsync(FalWebhookHeaders.Read(name => context.Request.Headers[name]), context.Request.Body, context.RequestAborted);
        }
        catch (Exception error) when (error is FalConnectionException or FalApiException or FalTimeoutException)
        {
            RouteLog.CallFailed(context, error);
            return (null, FalProblems.Problem(StatusCodes.Status503ServiceUnavailable, "The keys of the service cannot be had at the moment."));
        }

        FalWebhookJob? job = null;
        if (check.IsValid && (key is null || key.TryRead(context.Request.QueryString.Value, out job)))
            return (new WebhookCheck(check.Webhook, job), null);
        RouteLog.WebhookRefused(context, check.IsValid ? "Its address is not signed by the job key." : check.Reason);
        return (null, check.Status == FalWebhookVerificationStatus.BodyTooLong
            ? FalProblems.Problem(StatusCodes.Status413PayloadTooLarge, "The body is too long.")
            : FalProblems.Problem(StatusCodes.Status401Unauthorized, "The webhook is not verified."));
    }

    /// <summary>What a signed body is answered that says nothing.</summary>
    public static IResult NoWebhook(HttpContext context, FalWebhookFormatException error)
    {
        RouteLog.WebhookRefused(context, error.Message);
        return FalProblems.Problem(StatusCodes.Status400BadRequest, "The body is no webhook.");
    }
}
