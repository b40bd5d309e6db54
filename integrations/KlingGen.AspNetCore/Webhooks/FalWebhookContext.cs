using KlingGen.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace KlingGen.AspNetCore;

/// <summary>A webhook that was verified and is handled for the first time.</summary>
/// <typeparam name="T">The type of the output.</typeparam>
public sealed class FalWebhookContext<T>
    where T : IFalJson<T>
{
    internal FalWebhookContext(FalWebhook<T> webhook, FalWebhookJob? job, HttpContext http)
    {
        Webhook = webhook;
        Job = job;
        HttpContext = http;
    }

    /// <summary>What it says.</summary>
    public FalWebhook<T> Webhook { get; }

    /// <summary>Your own id of the job, out of the signed address; null where <see cref="FalWebhookMapOptions.JobKey"/> is not set.</summary>
    public FalWebhookJob? Job { get; }

    /// <summary>The request that brought it.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>The services of the request.</summary>
    public IServiceProvider Services => HttpContext.RequestServices;
}
