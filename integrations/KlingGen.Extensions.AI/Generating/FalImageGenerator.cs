using System.Globalization;
using System.Text.Json.Nodes;
using KlingGen.CompilerServices;
using Microsoft.Extensions.AI;

namespace KlingGen.Extensions.AI;

/// <summary>An endpoint that makes images, as everybody's image generator.</summary>
internal sealed class FalImageGenerator<TInput, TOutput>(PaidCall<TInput, TOutput> call, FalImageRole role) : IImageGenerator
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    private readonly ImageGeneratorMetadata _metadata = new(Telemetry.Provider, call.Client.Options.QueueBaseAddress, call.Endpoint.EndpointId);

    private string Id => call.Endpoint.EndpointId;

    public async Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        bool wantsBytes = options?.ResponseFormat switch
        {
            null or ImageGenerationResponseFormat.Uri => false,
            ImageGenerationResponseFormat.Data => true,
            _ => throw new NotSupportedException($"{Id} gives images by address or by content, not as {options.ResponseFormat}. Set ResponseFormat to Uri or Data."),
        };
        TInput input = Input(request, options);
        FalResult<TOutput> result = await call.RunAsync(input, cancellationToken).ConfigureAwait(false);

        var contents = new List<AIContent>();
        foreach (FalFile file in ResultFiles.Of(ResultFiles.Json(result), role.Output))
        {
            AIContent content = wantsBytes ? await ResultFiles.ByContentAsync(file, "image", call.Client, cancellationToken).ConfigureAwait(false) : ResultFiles.ByAddress(file, "image");
            content.AdditionalProperties = ResultFiles.Facts(result);
            content.RawRepresentation = file;
            contents.Add(content);
        }
        return new ImageGenerationResponse(contents) { RawRepresentation = result };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ImageGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(call.Endpoint) ? call.Endpoint
            : serviceType == typeof(FalClient) ? call.Client
            : null;
    }

    public void Dispose()
    {
        // The connection belongs to the FalClient.
    }

    private TInput Input(ImageGenerationRequest request, ImageGenerationOptions? options)
    {
        InputDraft draft = OptionValues.Begin<TInput>(options?.RawRepresentationFactory?.Invoke(this));
        var values = new OptionValues(Id, draft);
        SetPrompt(draft, request.Prompt);
        SetImages(draft, request.OriginalImages);
        if (options is not null)
        {
            values.CheckModel(options.ModelId);
            if (options.StreamingCount is > 0)
                throw new NotSupportedException($"{Id} gives no images before they are finished. Leave StreamingCount out.");
            SetCount(values, options.Count);
            SetSize(values, draft, options.ImageSize);
            if (options.MediaType is { } type)
                values.Choose("the media type", role.Format, role.Formats, type, format => IsType(format, type));
            values.SetAdditional(options.AdditionalProperties);
        }
        return values.Read<TInput>();
    }

    private void SetPrompt(InputDraft draft, string? prompt)
    {
        if (string.IsNullOrEmpty(prompt))
            return;
        if (role.Prompt is null)
            throw new NotSupportedException($"{Id} takes images and no prompt. Give the images in OriginalImages, and leave the prompt out.");
        draft.Set(role.Prompt, prompt);
    }

    private void SetImages(InputDraft draft, IEnumerable<AIContent>? originals)
    {
        FalMedia[] images = [.. (originals ?? []).Select(Media)];
        if (images.Length == 0)
        {
            if (role is { NeedsImage: true, Image: { } needed } && !draft.Has(needed))
                throw new NotSupportedException($"{Id} changes an image, and the request has none. Give it in OriginalImages.");
            return;
        }
        if (role.Image is not { } member)
            throw new NotSupportedException($"{Id} makes images from text alone and takes none. Leave OriginalImages out.");
        if (role.IsImageList)
            draft.Set(member, new JsonArray([.. images.Select(draft.Media)]));
        else if (images.Length == 1)
            draft.Set(member, draft.Media(images[0]));
        else
            throw new NotSupportedException($"{Id} takes one image, and OriginalImages has {images.Length}. Give one, or set further members with RawRepresentationFactory.");
    }

    private FalMedia Media(AIContent content) => content switch
    {
        UriContent address => FalMedia.FromUrl(address.Uri),
        DataContent data => FalMedia.FromBytes(data.Data, data.MediaType, data.Name),
        _ => throw new NotSupportedException($"{Id} takes images as DataContent or UriContent, not as {content?.GetType().Name ?? "null"}."),
    };

    private void SetCount(OptionValues values, int? count)
    {
        // Who has no number makes one.
        if (count is not null && (role.Count is not null || count != 1))
            values.Set("the number of images (Count)", role.Count, JsonValue.Create(count.Value));
    }

    private void SetSize(OptionValues values, InputDraft draft, System.Drawing.Size? wanted)
    {
        if (wanted is not { } size)
            return;
        switch (role.SizeKind)
        {
            case FalSizeKind.Nested:
                values.Set("ImageSize", role.Size, new JsonObject { ["width"] = size.Width, ["height"] = size.Height });
                break;
            case FalSizeKind.Members when !draft.Has("width") && !draft.Has("height"):
                draft.Set("width", size.Width);
                draft.Set("height", size.Height);
                break;
            case FalSizeKind.Members:
                break;
            case FalSizeKind.Text:
                string text = string.Create(CultureInfo.InvariantCulture, $"{size.Width}x{size.Height}");
                values.Choose("ImageSize", role.Size, role.Sizes, text, allowed => allowed.Replace('*', 'x') == text);
                break;
            default:
                values.Set("a size in pixels (ImageSize)", null, size.Width);
                break;
        }
    }

    // A schema says jpeg or jpg, a media type image/jpeg.
    private static bool IsType(string format, string mediaType)
    {
        string wanted = mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? mediaType["image/".Length..] : mediaType;
        return string.Equals(Plain(format), Plain(wanted), StringComparison.OrdinalIgnoreCase);

        static string Plain(string name) => name.Equals("jpg", StringComparison.OrdinalIgnoreCase) ? "jpeg" : name;
    }
}
