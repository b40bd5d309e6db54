using System.Net;
using KlingGen;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

// Where every AddXyz lives, so that it is found without a using.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds <see cref="FalClient"/> to a service collection.</summary>
public static class FalServiceCollectionExtensions
{
    /// <summary>Adds one <see cref="FalClient"/> as a singleton, sending through <see cref="IHttpClientFactory"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; the key comes from the environment unless set here.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for handlers of your own. Handlers that retry are removed again.</returns>
    /// <remarks>Options are validated when the host starts, and when the client is first asked for. Logger factory and <see cref="TimeProvider"/> come from the services.</remarks>
    public static IHttpClientBuilder AddFal(this IServiceCollection services, Action<FalClientOptions>? configure = null) =>
        Add(services, Options.Options.DefaultName, configure);

    /// <summary>Adds one <see cref="FalClient"/> as a singleton with options from configuration, sending through <see cref="IHttpClientFactory"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section, for example <c>configuration.GetSection("Fal")</c>. Members are named as those of <see cref="FalClientOptions"/>;
    /// <c>EmulatorAddress</c> stands for all addresses at once, as in <see cref="FalClientOptions.ForEmulator"/>. A section that is a value itself is read as a connection string of the
    /// same names, or as the address of an emulator: <c>configuration.GetSection("ConnectionStrings:fal")</c>.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for handlers of your own. Handlers that retry are removed again.</returns>
    public static IHttpClientBuilder AddFal(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, Options.Options.DefaultName, options => FalOptionsBinder.Bind(section, options));
    }

    /// <summary>Adds a <see cref="FalClient"/> under a key, beside others: <c>[FromKeyedServices("name")] FalClient fal</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key of the service, and the name of its options. It is no API key.</param>
    /// <param name="configure">Sets options; the API key comes from the environment unless set here.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for handlers of your own. Handlers that retry are removed again.</returns>
    public static IHttpClientBuilder AddKeyedFal(this IServiceCollection services, string serviceKey, Action<FalClientOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        return Add(services, serviceKey, configure);
    }

    /// <summary>Adds a <see cref="FalClient"/> under a key with options from configuration, beside others.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key of the service, and the name of its options. It is no API key.</param>
    /// <param name="section">The section; see <see cref="AddFal(IServiceCollection, IConfiguration)"/>.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for handlers of your own. Handlers that retry are removed again.</returns>
    public static IHttpClientBuilder AddKeyedFal(this IServiceCollection services, string serviceKey, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, serviceKey, options => FalOptionsBinder.Bind(section, options));
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, Action<FalClientOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<FalClientOptions> options = services.AddOptions<FalClientOptions>(name).ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FalClientOptions>, FalOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, RetryHandlerRemover>());

        if (name == Options.Options.DefaultName)
            services.TryAddSingleton(provider => NewClient(provider, name));
        else
            services.TryAddKeyedSingleton(name, (provider, _) => NewClient(provider, name));

        // The client keeps its HttpClient, so the handler must not be rotated away under it; addresses are looked up again by the connection's lifetime.
        return services.AddHttpClient(HttpName(name))
            .ConfigureHttpClient(static http =>
            {
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.DefaultRequestVersion = HttpVersion.Version20;
            })
            .ConfigurePrimaryHttpMessageHandler(static () => ApiSender.NewHandler())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static FalClient NewClient(IServiceProvider provider, string name)
    {
        FalClientOptions options = provider.GetRequiredService<IOptionsMonitor<FalClientOptions>>().Get(name).ShallowCopy();
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        if (options.TimeProvider == TimeProvider.System && provider.GetService<TimeProvider>() is { } time)
            options.TimeProvider = time;
        return new FalClient(options, provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpName(name)));
    }

    private static string HttpName(string name) => name.Length == 0 ? RetryHandlerRemover.Prefix : RetryHandlerRemover.Prefix + ":" + name;
}
