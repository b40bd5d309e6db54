using System.Globalization;
using System.Text.Json.Nodes;
using KlingGen.CompilerServices;

namespace KlingGen.Extensions.AI;

/// <summary>A request while it is put together, in JSON. Media that are no text stand in it as marks.</summary>
internal sealed class InputDraft
{
    // No address and no file name begins with a control character.
    private const char Mark = '\u0001';

    private readonly List<FalMedia> _media = [];

    public JsonObject Root { get; private set; } = [];

    /// <summary>Begins with a request that a program has made.</summary>
    public static InputDraft From<TInput>(TInput input)
        where TInput : IFalJson<TInput>
    {
        var draft = new InputDraft();
        FalValidator.Prepare(input, checkRules: false, out IReadOnlyList<FalCollectedMedia>? local);
        FalJsonWriter writer = FalJsonWriter.Rent();
        try
        {
            if (local is not null)
            {
                writer.ResolvedMedia = FalJsonWriter.NewMediaMap();
                foreach (FalCollectedMedia found in local)
                    writer.ResolvedMedia[found.Media] = draft.MarkOf(found.Media);
            }
            input.WriteTo(writer);
            draft.Root = JsonNode.Parse(writer.WrittenSpan) as JsonObject ?? throw new InvalidOperationException("The input is no JSON object, so that nothing can be set in it. Call the endpoint itself.");
            return draft;
        }
        finally
        {
            writer.Return();
        }
    }

    /// <summary>Whether a member has a value.</summary>
    public bool Has(string pointer) => Find(pointer) is not null;

    /// <summary>The value at a pointer; null for none.</summary>
    public JsonNode? Find(string pointer)
    {
        JsonNode? at = Root;
        foreach (string part in pointer.Split('/'))
            at = (at as JsonObject)?[part];
        return at;
    }

    public void Set(string pointer, JsonNode? value)
    {
        string[] parts = pointer.Split('/');
        JsonObject at = Root;
        foreach (string part in parts[..^1])
        {
            if (at[part] is not JsonObject inner)
                at[part] = inner = [];
            at = inner;
        }
        at[parts[^1]] = value;
    }

    /// <summary>A text that stands for media.</summary>
    public JsonNode Media(FalMedia media) => JsonValue.Create(media.Url is { } url ? url : MarkOf(media));

    /// <summary>The request.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is not what the endpoint takes.</exception>
    public TInput Read<TInput>()
        where TInput : IFalJson<TInput> => FalJsonText.ReadRequest<TInput>(System.Text.Encoding.UTF8.GetBytes(Root.ToJsonString()), MediaOf);

    private FalMedia MediaOf(string text) =>
        text.Length > 1 && text[0] == Mark && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < _media.Count ? _media[index] : FalMedia.FromText(text);

    private string MarkOf(FalMedia media)
    {
        _media.Add(media);
        return string.Create(CultureInfo.InvariantCulture, $"{Mark}{_media.Count - 1}");
    }
}
