using System.Diagnostics.CodeAnalysis;
using KlingGen;
using KlingGen.CompilerServices;
using KlingGen.Extensions.AI;

// Where the other providers' extensions are, so that they are found beside them.
namespace Microsoft.Extensions.AI;

/// <summary>fal endpoints in the roles of Microsoft.Extensions.AI. A client has them where its schema item asks for it (<c>AI="true"</c>, which the package sets) and its document has the role.</summary>
public static class FalAIExtensions
{
    private const string Experimental = "MEAI001";

    /// <summary>An endpoint that makes images from a text, from images, or both.</summary>
    /// <typeparam name="TInput">The type of the endpoint's input.</typeparam>
    /// <typeparam name="TOutput">The type of the endpoint's output.</typeparam>
    /// <param name="endpoint">The generated client.</param>
    /// <param name="budget">What may be spent; shared with whoever has the same one. <see langword="null"/>: no limit.</param>
    /// <param name="options">The options of every call.</param>
    /// <returns>
    /// A generator. Size, count and media type are what was asked for, or <see cref="NotSupportedException"/>; a value out of range is a <see cref="FalValidationException"/>, and what the
    /// budget cannot cover a <see cref="FalBudgetException"/>, all before anything is sent. <c>RawRepresentation</c> of the response is the <see cref="FalResult{T}"/>.
    /// </returns>
    [Experimental(Experimental)]
    public static IImageGenerator AsImageGenerator<TInput, TOutput>(this IFalImageModel<TInput, TOutput> endpoint, FalBudget? budget = null, FalCallOptions? options = null)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput> => new FalImageGenerator<TInput, TOutput>(Call(endpoint, budget, options), endpoint.Role);

    /// <summary>An endpoint that speaks a text.</summary>
    /// <typeparam name="TInput">The type of the endpoint's input.</typeparam>
    /// <typeparam name="TOutput">The type of the endpoint's output.</typeparam>
    /// <param name="endpoint">The generated client.</param>
    /// <param name="budget">What may be spent; shared with whoever has the same one. <see langword="null"/>: no limit.</param>
    /// <param name="options">The options of every call.</param>
    /// <returns>A client. Errors are those of <see cref="AsImageGenerator"/>. The sound is fetched; streaming gives it in one piece.</returns>
    [Experimental(Experimental)]
    public static ITextToSpeechClient AsTextToSpeechClient<TInput, TOutput>(this IFalSpeechModel<TInput, TOutput> endpoint, FalBudget? budget = null, FalCallOptions? options = null)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput> => new FalSpeechClient<TInput, TOutput>(Call(endpoint, budget, options), endpoint.Role);

    /// <summary>An endpoint that writes down what is said.</summary>
    /// <typeparam name="TInput">The type of the endpoint's input.</typeparam>
    /// <typeparam name="TOutput">The type of the endpoint's output.</typeparam>
    /// <param name="endpoint">The generated client.</param>
    /// <param name="budget">What may be spent; shared with whoever has the same one. <see langword="null"/>: no limit.</param>
    /// <param name="options">The options of every call.</param>
    /// <returns>A client. Errors are those of <see cref="AsImageGenerator"/>. The sound is uploaded as the endpoint's media are; streaming gives the text in one piece.</returns>
    [Experimental(Experimental)]
    public static ISpeechToTextClient AsSpeechToTextClient<TInput, TOutput>(this IFalTranscriptModel<TInput, TOutput> endpoint, FalBudget? budget = null, FalCallOptions? options = null)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput> => new FalTranscriptClient<TInput, TOutput>(Call(endpoint, budget, options), endpoint.Role);

    private static PaidCall<TInput, TOutput> Call<TInput, TOutput>(IFalModel<TInput, TOutput> endpoint, FalBudget? budget, FalCallOptions? options)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput> => new(Endpoint(endpoint), budget, options);

    private static FalEndpoint<TInput, TOutput> Endpoint<TInput, TOutput>(IFalModel<TInput, TOutput> endpoint)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint as FalEndpoint<TInput, TOutput> ?? throw new ArgumentException("The endpoint is not a generated client.", nameof(endpoint));
    }
}
