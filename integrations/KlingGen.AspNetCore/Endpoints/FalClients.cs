using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KlingGen.AspNetCore;

/// <summary>The client of an account.</summary>
internal static class FalClients
{
    /// <exception cref="InvalidOperationException">None is registered.</exception>
    public static FalClient Of(IServiceProvider services, string? serviceKey) => serviceKey is null
        ? services.GetService<FalClient>() ?? throw new InvalidOperationException("There is no FalClient among the services. Add it: builder.Services.AddFal().")
        : services.GetKeyedService<FalClient>(serviceKey) ?? throw new InvalidOperationException($"There is no FalClient with the key '{serviceKey}' among the services. Add it: builder.Services.AddKeyedFal(\"{serviceKey}\").");

    public static FalClient Of(HttpContext context, string? serviceKey) => Of(context.RequestServices, serviceKey);
}
