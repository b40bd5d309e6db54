using KlingGen.AspNetCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

// Where every AddXyz lives, so that it is found without a using.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A health check of the service.</summary>
public static class FalHealthCheckExtensions
{
    /// <summary>Adds a check that asks the platform for its catalogue: healthy when it answers and takes the API key. It buys nothing and takes at most 10 seconds.</summary>
    /// <param name="builder">The health checks: <c>builder.Services.AddHealthChecks().AddFal()</c>.</param>
    /// <param name="name">Name of the check.</param>
    /// <param name="serviceKey">The key of the client among the services; null for the one that <c>AddFal</c> has added.</param>
    /// <param name="failureStatus">What a failure counts as; null for unhealthy. An application that works without the service is degraded.</param>
    /// <param name="tags">Tags of the check.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddFal(this IHealthChecksBuilder builder, string name = "fal", string? serviceKey = null, HealthStatus? failureStatus = null, params string[] tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.Add(new HealthCheckRegistration(name, services => new FalHealthCheck(services, serviceKey), failureStatus, tags));
    }
}
