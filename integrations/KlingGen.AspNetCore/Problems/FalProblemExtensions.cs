using KlingGen.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

// Where every AddXyz lives, so that it is found without a using.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Problem details (RFC 9457) for inputs and calls of fal endpoints.</summary>
public static class FalProblemExtensions
{
    /// <summary>Lets <c>app.UseExceptionHandler()</c> answer failed calls: 400 with the members for an invalid input, 402 for a budget, 502, 503 or 504 for the service.</summary>
    /// <param name="services">The services. <c>AddProblemDetails</c> is called too, which the handler needs.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddFalProblemDetails(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddProblemDetails().AddExceptionHandler<FalExceptionHandler>();
    }

    /// <summary>Checks the inputs among the arguments of a handler before it runs: an invalid one is answered with 400 and never reaches it.</summary>
    /// <param name="builder">A route handler or a group of them.</param>
    /// <typeparam name="TBuilder">Its type.</typeparam>
    /// <returns>The same builder.</returns>
    public static TBuilder WithFalValidation<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddEndpointFilter(new FalValidationFilter());
    }
}
