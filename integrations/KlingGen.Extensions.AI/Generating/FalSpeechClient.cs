using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using KlingGen.CompilerServices;
using Microsoft.Extensions.AI;

namespace KlingGen.Extensions.AI;

/// <summary>An endpoint that speaks, as everybody's speech client.</summary>
internal sealed class FalSpeechClient<TInput, TOutput>(PaidCall<TInput, TOutput> call, FalSpeechRole role) : ITextToSpeechClient
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    private readonly TextToSpeechClientMetadata _metadata = new(Telemetry.Provider, call.Client.Options.QueueBaseAddress, call.Endpoint.EndpointId);

    private string Id => call.Endpoint.EndpointId;

    public async Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        TInput input = Input(text, options);
        FalResult<TOutput> result = await call.RunAsync(input, cancellationToken).ConfigureAwait(false);
        var contents = new List<AIContent>();
        foreach (FalFile file in ResultFiles.Of(ResultFiles.Json(result), role.Output))
        {
            AIContent content = await ResultFiles.ByContentAsync(file, "audio", call.Client, cancellationToken).ConfigureAwait(false);
            content.RawRepresentation = file;
            contents.Add(content);
        }
        return new TextToSpeechResponse(contents)
        {
            ResponseId = result.RequestId,
            ModelId = result.EndpointId,
            RawRepresentation = result,
            AdditionalProperties = ResultFiles.Facts(result),
        };
    }

    // The service speaks a text as a whole.
    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        TextToSpeechResponse response = await GetAudioAsync(text, options, cancellationToken).ConfigureAwait(false);
        foreach (TextToSpeechResponseUpdate update in response.ToTextToSpeechResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(TextToSpeechClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(call.Endpoint) ? call.Endpoint
            : serviceType == typeof(FalClient) ? call.Client
            : null;
    }

    public void Dispose()
    {
        // The connection belongs to the FalClient.
    }

    private TInput Input(string text, TextToSpeechOptions? options)
    {
        InputDraft draft = OptionValues.Begin<TInput>(options?.RawRepresentationFactory?.Invoke(this));
        var values = new OptionValues(Id, draft);
        draft.Set(role.Text, text);
        if (options is not null)
        {
            values.CheckModel(options.ModelId);
            values.Set("a voice (VoiceId)", role.Voice, options.VoiceId);
            values.Set("a language (Language)", role.Language, options.Language);
            values.Set("a speed (Speed)", role.Speed, Number(options.Speed));
            values.Set("a pitch (Pitch)", role.Pitch, Number(options.Pitch));
            values.Set("a volume (Volume)", role.Volume, Number(options.Volume));
            if (options.AudioFormat is { } format)
                values.Choose("the audio format", role.Format, role.Formats, format, allowed => IsFormat(allowed, format));
            values.SetAdditional(options.AdditionalProperties);
        }
        return values.Read<TInput>();
    }

    // By its shortest decimal form: 1.1f is not 1.10000002384185791015625.
    private static JsonValue? Number(float? value) =>
        value is null ? null : JsonValue.Create(decimal.Parse(value.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture));

    private static bool IsFormat(string allowed, string wanted) =>
        string.Equals(allowed, wanted, StringComparison.OrdinalIgnoreCase)
        || (wanted.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) && string.Equals(MediaTypes.Extension(wanted.ToLowerInvariant())?.TrimStart('.'), allowed, StringComparison.OrdinalIgnoreCase));
}
