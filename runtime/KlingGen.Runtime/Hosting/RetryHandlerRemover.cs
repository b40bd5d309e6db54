using Microsoft.Extensions.Http;

namespace KlingGen;

/// <summary>
/// Takes handlers that retry off our own clients, however they got there: by defaults for all clients, or by the builder. They repeat POSTs, and a POST here
/// is a purchase. The library retries by itself, where that is safe.
/// </summary>
internal sealed class RetryHandlerRemover : IHttpMessageHandlerBuilderFilter
{
    public const string Prefix = "KlingGen";

    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.Name != Prefix && builder.Name?.StartsWith(Prefix + ":", StringComparison.Ordinal) != true)
            return;
        for (int i = builder.AdditionalHandlers.Count - 1; i >= 0; i--)
        {
            if (Retries(builder.AdditionalHandlers[i]))
                builder.AdditionalHandlers.RemoveAt(i);
        }
    };

    // By name: a reference to the packages would bring them to everyone.
    private static bool Retries(DelegatingHandler handler) => handler.GetType().FullName is { } type
        && (type.StartsWith("Microsoft.Extensions.Http.Resilience.", StringComparison.Ordinal) || type == "Microsoft.Extensions.Http.PolicyHttpMessageHandler");
}
