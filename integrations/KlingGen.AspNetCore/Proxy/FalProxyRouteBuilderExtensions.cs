using KlingGen.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Where every MapXyz lives, so that it is found without a using.
namespace Microsoft.AspNetCore.Builder;

/// <summary>Lets browsers call fal without a key.</summary>
public static class FalProxyRouteBuilderExtensions
{
    private static readonly string[] s_methods = ["GET", "POST", "PUT"];

    /// <summary>Adds a proxy for the official JavaScript client: <c>fal.config({ proxyUrl: "/api/fal/proxy" })</c>.</summary>
    /// <remarks>
    /// Passes on runs, streams, queued jobs and, where allowed, uploads of the endpoints that are named, and nothing else (400). The key stays on the server: it is in no answer, and a key or cookie
    /// that the caller sends is dropped. A paid call is sent once and goes on when its caller goes away; where it is unknown whether the service has it, the caller's connection is cut.
    /// The proxy spends your money: put an authorization on it, <c>.RequireAuthorization()</c>, and a rate limit.
    /// </remarks>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="configure">Says what is allowed: <c>proxy => proxy.Allow(static fal => fal.KlingImageV3TextToImage())</c>.</param>
    /// <param name="pattern">The route.</param>
    /// <returns>The builder of the route.</returns>
    /// <exception cref="ArgumentException">Nothing is allowed.</exception>
    public static IEndpointConventionBuilder MapFalProxy(this IEndpointRouteBuilder endpoints, Action<FalProxyOptions> configure, string pattern = "/api/fal/proxy")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(pattern);
        var options = new FalProxyOptions();
        configure(options);
        if (options.Endpoints.Count == 0)
            throw new ArgumentException("No endpoint is allowed, so the proxy could pass nothing on. Name one: proxy.Allow(static fal => fal.KlingImageV3TextToImage()).", nameof(configure));
        var transport = new ProxyTransport();
        endpoints.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(transport.Dispose);
        return endpoints.MapMethods(pattern, s_methods, (RequestDelegate)(context => new ProxyCall(context, options, transport).RunAsync()));
    }
}
