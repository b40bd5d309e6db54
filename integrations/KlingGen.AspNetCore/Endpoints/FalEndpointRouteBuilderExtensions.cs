using System.Text.Json;
using KlingGen;
using KlingGen.AspNetCore;
using KlingGen.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

// Where every MapXyz lives, so that it is found without a using.
namespace Microsoft.AspNetCore.Builder;

/// <summary>Offers fal endpoints as endpoints of your own.</summary>
public static class FalEndpointRouteBuilderExtensions
{
    /// <summary>Adds a POST that takes the endpoint's input as JSON, waits for the job, and answers with its output as JSON.</summary>
    /// <remarks>
    /// An invalid input is answered with 400 and names of members, a failed call with problem details; neither needs an exception handler. Works in programs
    /// published with NativeAOT, also where the schema file is in the same project. A caller who goes away leaves the job to its end. Put an authorization on it: each call costs money.
    /// </remarks>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the output.</typeparam>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="endpoint">The client of the endpoint: <c>static fal => fal.KlingImageV3TextToImage()</c>.</param>
    /// <param name="options">What a call is made with; null for the defaults of the client.</param>
    /// <param name="serviceKey">The key of the client among the services; null for the one that <c>AddFal</c> has added.</param>
    /// <returns>The builder of the route.</returns>
    public static IEndpointConventionBuilder MapFal<TInput, TOutput>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<FalClient, IFalEndpoint<TInput, TOutput>> endpoint,
        FalCallOptions? options = null,
        string? serviceKey = null)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(endpoint);
        RequestDelegate handler = async context =>
        {
            IResult answer = await AnswerAsync(context, endpoint(FalClients.Of(context, serviceKey)), options);
            await answer.ExecuteAsync(context);
        };
        // The document of an API has only routes that name a method.
        return endpoints.MapPost(pattern, handler).WithMetadata(handler.Method, new AcceptsMetadata(typeof(TInput)), new ProducesMetadata(StatusCodes.Status200OK, typeof(TOutput)));
    }

    private static async Task<IResult> AnswerAsync<TInput, TOutput>(HttpContext context, IFalEndpoint<TInput, TOutput> endpoint, FalCallOptions? options)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        if (!context.Request.HasJsonContentType())
            return FalProblems.Problem(StatusCodes.Status415UnsupportedMediaType, "The body must be JSON; set Content-Type to application/json.");
        TInput? input;
        try
        {
            input = await JsonSerializer.DeserializeAsync(context.Request.Body, FalJsonResolver<TInput>.TypeInfo, context.RequestAborted);
        }
        catch (JsonException error)
        {
            return FalProblems.Unreadable(error);
        }

        if (input is null)
            return FalProblems.Unreadable(new JsonException("The body is null, but an input is required."));
        try
        {
            // Not with the caller's token: who goes away has paid, and a cancelled job is paid all the same.
            FalResult<TOutput> result = await endpoint.SubscribeAsync(input, options);
            return Results.Json(result.Value, FalJsonResolver<TOutput>.TypeInfo);
        }
        catch (FalException error) when (FalProblems.Of(error) is { } problem)
        {
            if (error is not FalValidationException)
                RouteLog.CallFailed(context, error);
            return problem;
        }
    }
}
