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

    /// <summary>
    /// An endpoint as a tool of an agent. Its arguments are checked before money moves, its cost is set aside of the budget before the submit, and its answers are words that a model can act
    /// on: a call never throws but for a cancellation, and never spends what the budget does not have.
    /// </summary>
    /// <typeparam name="TInput">The type of the endpoint's input.</typeparam>
    /// <typeparam name="TOutput">The type of the endpoint's output.</typeparam>
    /// <param name="endpoint">The generated client.</param>
    /// <param name="budget">What may be spent: a hard limit, shared with whoever has the same one. An endpoint whose cost does not follow from its input needs <see cref="FalBudget.CostWhenUnknown"/>.</param>
    /// <param name="approveAbove">
    /// What one call may cost without approval, in the budget's currency. Where a call can cost more, or that is not known, the tool is an <see cref="ApprovalRequiredAIFunction"/>.
    /// <see langword="null"/>: no approval.
    /// </param>
    /// <param name="options">Further settings.</param>
    /// <returns>The tool. Name, description and schema come from the endpoint's document; the description names the price.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative.</exception>
    public static AIFunction AsAIFunction<TInput, TOutput>(this IFalModel<TInput, TOutput> endpoint, FalBudget budget, decimal? approveAbove = null, FalAIFunctionOptions? options = null)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        ArgumentNullException.ThrowIfNull(budget);
        FalEndpoint<TInput, TOutput> client = Endpoint(endpoint);
        ArgumentOutOfRangeException.ThrowIfNegative(approveAbove ?? 0, nameof(approveAbove));
        options ??= new FalAIFunctionOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxCostPerCall ?? 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Wait, TimeSpan.Zero, nameof(options));
        var terms = new ToolTerms
        {
            Name = options.Name ?? endpoint.Info.Name,
            Description = endpoint.Info.Description,
            Schema = ToolTerms.Parse(endpoint.InputSchema),
            MaxImages = endpoint.Info.MaxImages,
            Budget = budget,
            MaxCostPerCall = options.MaxCostPerCall,
            Wait = options.Wait,
            FilesFolder = options.FilesFolder,
            CallOptions = options.CallOptions,
        };
        bool asks = approveAbove is { } limit && (terms.WorstCost(client.Client.Prices.Known(client.EndpointId)) is not { } worst || worst > limit);
        // Who need not ask today must not pay tomorrow's price without asking.
        var function = new FalAIFunction<TInput, TOutput>(new GeneratedToolCall<TInput, TOutput>(client, options), asks ? terms : terms with { ApproveAbove = approveAbove });
        return asks ? new ApprovalRequiredAIFunction(function) : function;
    }

    /// <summary>Two more tools beside those of <see cref="AsAIFunction"/>: <c>check_job</c> says how far a job is, <c>job_result</c> fetches its result. They cost nothing.</summary>
    /// <param name="client">The client that the tools' endpoints belong to.</param>
    /// <param name="budget">The budget of the tools: it is settled when the end of a job is seen.</param>
    /// <returns>The two tools.</returns>
    public static IReadOnlyList<AIFunction> AsJobFunctions(this FalClient client, FalBudget? budget = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return [new JobFunctions(client, budget, fetches: false), new JobFunctions(client, budget, fetches: true)];
    }

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
