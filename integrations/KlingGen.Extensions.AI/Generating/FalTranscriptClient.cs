using System.Runtime.CompilerServices;
using KlingGen.CompilerServices;
using Microsoft.Extensions.AI;

namespace KlingGen.Extensions.AI;

/// <summary>An endpoint that writes down what is said, as everybody's client for that.</summary>
internal sealed class FalTranscriptClient<TInput, TOutput>(PaidCall<TInput, TOutput> call, FalTranscriptRole role) : ISpeechToTextClient
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    private readonly SpeechToTextClientMetadata _metadata = new(Telemetry.Provider, call.Client.Options.QueueBaseAddress, call.Endpoint.EndpointId);

    private string Id => call.Endpoint.EndpointId;

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audioSpeechStream);
        TInput input = Input(audioSpeechStream, options);
        FalResult<TOutput> result = await call.RunAsync(input, cancellationToken).ConfigureAwait(false);
        string text = ResultFiles.Json(result).TryGetProperty(role.Output, out FalJson? found) && found.ValueKind == System.Text.Json.JsonValueKind.String ? found.GetString() ?? "" : "";
        return new SpeechToTextResponse(text)
        {
            ResponseId = result.RequestId,
            ModelId = result.EndpointId,
            RawRepresentation = result,
            AdditionalProperties = ResultFiles.Facts(result),
        };
    }

    // The service answers with the whole text.
    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        SpeechToTextResponse response = await GetTextAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false);
        foreach (SpeechToTextResponseUpdate update in response.ToSpeechToTextResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(SpeechToTextClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(call.Endpoint) ? call.Endpoint
            : serviceType == typeof(FalClient) ? call.Client
            : null;
    }

    public void Dispose()
    {
        // The connection belongs to the FalClient.
    }

    private TInput Input(Stream audio, SpeechToTextOptions? options)
    {
        InputDraft draft = OptionValues.Begin<TInput>(options?.RawRepresentationFactory?.Invoke(this));
        var values = new OptionValues(Id, draft);
        draft.Set(role.Audio, draft.Media(FalMedia.FromStream(audio)));
        if (options is not null)
        {
            values.CheckModel(options.ModelId);
            values.Set("a language (SpeechLanguage)", role.Language, options.SpeechLanguage);
            if (options.SpeechSampleRate is { } rate)
                values.Set("a sample rate (SpeechSampleRate)", null, rate);
            if (options.TextLanguage is { } language && language != options.SpeechLanguage)
                values.Set("a translation (TextLanguage)", null, language);
            values.SetAdditional(options.AdditionalProperties);
        }
        return values.Read<TInput>();
    }
}
