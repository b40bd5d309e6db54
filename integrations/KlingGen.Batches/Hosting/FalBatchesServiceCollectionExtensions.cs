using KlingGen.Batches;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

// Where every AddXyz lives, so that it is found without a using.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds batches to a service collection.</summary>
public static class FalBatchesServiceCollectionExtensions
{
    /// <summary>Adds <see cref="FalBatches"/> and a worker that runs with the host, on the client of <c>AddFal</c>: <c>services.AddFal().AddFalBatches(batches => batches.UseSqlite("jobs.db"))</c>.</summary>
    /// <param name="builder">What <c>AddFal</c> returns.</param>
    /// <param name="configure">Chooses the store; left <see langword="null"/>, SQLite in <c>klinggen-batches.db</c> in the content root.</param>
    /// <returns>The builder of the client.</returns>
    /// <remarks>The store is opened when the host starts: one that cannot be used is an error then, not later.</remarks>
    public static IHttpClientBuilder AddFalBatches(this IHttpClientBuilder builder, Action<FalBatchesBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddFalBatches(configure);
        return builder;
    }

    /// <summary>Adds <see cref="FalBatches"/> and a worker that runs with the host. Needs <c>AddFal</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Chooses the store; left <see langword="null"/>, SQLite in <c>klinggen-batches.db</c> in the content root.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddFalBatches(this IServiceCollection services, Action<FalBatchesBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var built = new FalBatchesBuilder();
        configure?.Invoke(built);
        services.TryAddSingleton(provider => new FalBatchesHolder(provider, built));
        services.TryAddSingleton(static provider => provider.GetRequiredService<FalBatchesHolder>().Batches);
        services.TryAddSingleton(static provider => provider.GetRequiredService<FalBatches>().Worker);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FalBatchService>());
        return services;
    }
}
