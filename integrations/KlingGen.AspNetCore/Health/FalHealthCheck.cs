using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KlingGen.AspNetCore;

/// <summary>Whether the platform answers and takes the key. Buys nothing.</summary>
internal sealed class FalHealthCheck(IServiceProvider services, string? serviceKey) : IHealthCheck
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            FalClient client = FalClients.Of(services, serviceKey);
            using var deadline = new CallDeadline(client.Options.TimeProvider, s_limit, cancellationToken);
            var request = new ApiRequest
            {
                Operation = FalOperation.Price,
                Address = new Uri(client.Options.PlatformBaseAddress, "v1/models?limit=1"),
            };
            using ApiReply reply = await client.Transport.SendAsync(request, deadline);
            return HealthCheckResult.Healthy();
        }
        catch (FalAuthenticationException error)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The service refuses the API key.", error);
        }
        catch (Exception error) when (error is FalException or FalCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The service cannot be reached.", error);
        }
    }
}
