using KlingGen;
using KlingGen.AspNetCore;
using KlingGen.Batches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

// Where every MapXyz lives, so that it is found without a using.
namespace Microsoft.AspNetCore.Builder;

/// <summary>Receives the webhooks of batches.</summary>
public static class FalBatchWebhookRouteBuilderExtensions
{
    /// <summary>Adds a POST that receives the webhooks of all jobs of all batches: verified over the bytes that came, answered after what they say is committed.</summary>
    /// <remarks>
    /// <para>Needs <c>AddFal</c>, <c>AddFalWebhooks</c> and <c>AddFalBatches</c>, whose worker has <see cref="FalBatchWorkerOptions.WebhookUrl"/> (the address of this route as the service reaches it) and
    /// <see cref="FalBatchWorkerOptions.WebhookJobKey"/>; the key alone where the worker runs elsewhere.</para>
    /// <para>Answers: 200 stored, now or before, or about a job that is not in this database; 400 no webhook; 401 not from the service, or its address is not signed by the job key; 413 too long; 503 the database or the keys
    /// of the service cannot be had, and the service delivers again.</para>
    /// <para>The route takes anonymous callers: the signature is the credential. Keep middleware that reads bodies away from it.</para>
    /// </remarks>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">The route. <value>Default: <c>/hooks/fal-batches</c>.</value></param>
    /// <param name="worker">Which worker stores the news; left <see langword="null"/>, the one that <c>AddFalBatches</c> has added. With several accounts, a route for each.</param>
    /// <returns>The builder of the route.</returns>
    /// <exception cref="InvalidOperationException">A service, or the worker's key, is missing.</exception>
    public static IEndpointConventionBuilder MapFalBatchWebhooks(this IEndpointRouteBuilder endpoints, string pattern = "/hooks/fal-batches", Func<IServiceProvider, FalBatchWorker>? worker = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        WebhookCheck.NeedsVerifier(endpoints);
        if (worker is null)
        {
            // Before the store is opened: the host does that when it starts.
            FalBatchesHolder holder = endpoints.ServiceProvider.GetService<FalBatchesHolder>()
                ?? throw new InvalidOperationException("There are no batches among the services. Add them: builder.Services.AddFalBatches(), or pass a worker.");
            _ = KeyOf(holder.Options.WebhookJobKey);
            worker = static services => services.GetRequiredService<FalBatchWorker>();
        }

        return endpoints.MapPost(pattern, (RequestDelegate)(async context =>
        {
            IResult answer = await AnswerAsync(context, worker);
            await answer.ExecuteAsync(context);
        })).AllowAnonymous();
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, Func<IServiceProvider, FalBatchWorker> find)
    {
        try
        {
            FalBatchWorker worker = find(context.RequestServices);
            (WebhookCheck? check, IResult? refusal) = await WebhookCheck.RunAsync(context, KeyOf(worker.WebhookJobKey));
            if (check is null)
                return refusal!;
            // Not with the caller's token: what has come is stored, whether or not the caller still waits.
            await worker.HandleWebhookAsync(check.Webhook, check.Job!, CancellationToken.None);
            return Results.Ok();
        }
        catch (FalWebhookFormatException error)
        {
            return WebhookCheck.NoWebhook(context, error);
        }
        catch (FalBatchStoreException error)
        {
            RouteLog.CallFailed(context, error);
            return FalProblems.Problem(StatusCodes.Status503ServiceUnavailable, "The database of the batches cannot be had at the moment.");
        }
    }

    private static FalWebhookJobKey KeyOf(FalWebhookJobKey? key) => key
        ?? throw new InvalidOperationException("The worker has no WebhookJobKey, and nobody can say whose job a webhook is about. Set it: AddFalBatches(batches => batches.ConfigureWorker(worker => worker with { WebhookUrl = …, WebhookJobKey = … })).");
}
