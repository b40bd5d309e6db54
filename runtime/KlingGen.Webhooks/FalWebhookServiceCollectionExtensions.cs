using KlingGen;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

// Where every AddXyz lives, so that it is found without a using.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what receives webhooks to a service collection.</summary>
public static class FalWebhookServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="FalWebhookVerifier"/> and a <see cref="FalWebhookInbox"/> as singletons.</summary>
    /// <param name="services">The services. An <see cref="IFalWebhookStore"/> among them is used by the inbox; else it uses the memory of the process.</param>
    /// <param name="configure">
    /// Sets options, after the address of the service was taken from <c>AddFal</c>'s, where there is one, and the <see cref="TimeProvider"/> from the services.
    /// </param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddFalWebhooks(this IServiceCollection services, Action<FalWebhookOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.TryAddSingleton(provider =>
        {
            FalWebhookOptions options = FalWebhookOptions.For(provider.GetRequiredService<IOptionsMonitor<FalClientOptions>>().CurrentValue);
            options.TimeProvider = Clock(provider);
            configure?.Invoke(options);
            return new FalWebhookVerifier(FalEd25519.Instance, options);
        });
        services.TryAddSingleton<IFalWebhookStore>(static provider => new FalInMemoryWebhookStore(timeProvider: Clock(provider)));
        services.TryAddSingleton(static provider => new FalWebhookInbox(provider.GetRequiredService<IFalWebhookStore>(), timeProvider: Clock(provider)));
        return services;
    }

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;
}
