using KlingGen;
using KlingGen.AspNetCore;
using KlingGen.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

// Where every MapXyz lives, so that it is found without a using.
namespace Microsoft.AspNetCore.Builder;

/// <summary>Receives webhooks of fal.</summary>
public static class FalWebhookRouteBuilderExtensions
{
    /// <summary>Adds a POST that receives the webhooks of one endpoint: verified over the bytes that came, each job handled once, 2xx only after the handler.</summary>
    /// <remarks>
    /// <para>Needs <c>AddFal</c> and <c>AddFalWebhooks</c>. Answers: 200 handled, now or before; 503 another delivery is at work; 401 not from the service, or not your job; 413 too long; 400 no webhook; 500 the handler threw, and the
    /// next delivery is handled.</para>
    /// <para>The route takes anonymous callers: the signature is the credential. Keep middleware that reads bodies away from it.</para>
    /// </remarks>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the output.</typeparam>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">The route, such as <c>/hooks/kling</c>.</param>
    /// <param name="endpoint">The client of the endpoint: <c>static fal => fal.KlingImageV3TextToImage()</c>.</param>
    /// <param name="handler">Handles a job. Its token ends when the lease of the job does, or when the server stops.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder of the route.</returns>
    public static IEndpointConventionBuilder MapFalWebhook<TInput, TOutput>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<FalClient, IFalEndpoint<TInput, TOutput>> endpoint,
        Func<FalWebhookContext<TOutput>, CancellationToken, Task> handler,
        Action<FalWebhookMapOptions>? configure = null)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(handler);
        var options = new FalWebhookMapOptions();
        configure?.Invoke(options);
        WebhookCheck.NeedsVerifier(endpoints);
        return endpoints.MapPost(pattern, (RequestDelegate)(async context =>
        {
            IResult answer = await AnswerAsync(context, endpoint, handler, options);
            await answer.ExecuteAsync(context);
        })).AllowAnonymous();
    }

    private static async Task<IResult> AnswerAsync<TInput, TOutput>(
        HttpContext context, Func<FalClient, IFalEndpoint<TInput, TOutput>> endpoint, Func<FalWebhookContext<TOutput>, CancellationToken, Task> handler, FalWebhookMapOptions options)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        (WebhookCheck? check, IResult? refusal) = await WebhookCheck.RunAsync(context, options.JobKey);
        if (check is null)
            return refusal!;

        FalWebhook<TOutput> webhook;
        try
        {
            webhook = endpoint(FalClients.Of(context, options.ServiceKey)).ParseWebhook(check.Webhook);
        }
        catch (FalWebhookFormatException error)
        {
            return WebhookCheck.NoWebhook(context, error);
        }

        // Not with the caller's token: the service gives up after a while and delivers again, and the work would begin again.
        FalWebhookHandlingStatus done = await context.RequestServices.GetRequiredService<FalWebhookInbox>()
            .HandleAsync(webhook.RequestId, token => handler(new FalWebhookContext<TOutput>(webhook, check.Job, context), token));
        return done is FalWebhookHandlingStatus.Handled or FalWebhookHandlingStatus.AlreadyHandled
            ? Results.Ok()
            : FalProblems.Problem(StatusCodes.Status503ServiceUnavailable, "Another delivery of this job is at work.");
    }
}
