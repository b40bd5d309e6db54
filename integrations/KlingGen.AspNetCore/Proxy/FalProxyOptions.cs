using KlingGen.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace KlingGen.AspNetCore;

/// <summary>What browsers may do through the proxy. Nothing is allowed that is not named here.</summary>
public sealed class FalProxyOptions
{
    internal List<ProxiedEndpoint> Endpoints { get; } = [];

    /// <summary>The key of the client among the services; null, the default, for the one that <c>AddFal</c> has added.</summary>
    public string? ServiceKey { get; set; }

    /// <summary>
    /// The budget of a caller, such as one a user in a cache: <c>context => budgets[context.User.Identity!.Name!]</c>. Null, the default, for none. A call that it does not cover is refused with 402.
    /// A run counts as what it was billed; a queued job counts as its estimate, since its caller may never ask for the result.
    /// Endpoints allowed by id alone have no estimate; give the budget a <see cref="FalBudget.CostWhenUnknown"/>.
    /// </summary>
    public Func<HttpContext, FalBudget?>? Budget { get; set; }

    /// <summary>Whether callers may upload files, by <c>storage.upload</c> of the official clients. Off by default.</summary>
    public bool AllowUploads { get; set; }

    /// <summary>The longest body that is passed on, in bytes. 16 MiB by default.</summary>
    public long MaxBodyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Allows a generated endpoint: its inputs are read and checked before they are passed on, and their cost is estimated.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the output.</typeparam>
    /// <param name="endpoint">The client of the endpoint: <c>static fal => fal.KlingImageV3TextToImage()</c>.</param>
    /// <returns>The same options.</returns>
    public FalProxyOptions Allow<TInput, TOutput>(Func<FalClient, FalEndpoint<TInput, TOutput>> endpoint)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Endpoints.Add(new ProxiedEndpoint<TInput, TOutput>(endpoint));
        return this;
    }

    /// <summary>Allows an endpoint without a schema: its inputs are passed on as they are.</summary>
    /// <param name="endpointId">The id, such as <c>fal-ai/kling-image/v3/text-to-image</c>.</param>
    /// <returns>The same options.</returns>
    public FalProxyOptions Allow(string endpointId)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        return Allow(fal => fal.Endpoint(endpointId));
    }
}
