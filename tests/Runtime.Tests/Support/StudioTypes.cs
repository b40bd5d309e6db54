using KlingGen;
using KlingGen.CompilerServices;

namespace Runtime.Tests.Support;

/// <summary>An input as the generator would emit it, with one member whose C# name does not follow from its wire name.</summary>
internal sealed record StudioInput : IFalInput, IFalJson<StudioInput>
{
    private readonly FalList<StudioElement>? _elements;

    public required string Prompt { get; init; }

    public int? Count { get; init; }

    public IReadOnlyList<StudioElement>? Elements { get => _elements; init => _elements = FalList.From(value); }

#if !NETSTANDARD2_0
    static
#endif
    FalShape IFalJson<StudioInput>.Shape => FalShape.Record()
        .Add("prompt", "Prompt").Add("num_images", "Count").Add("elements", "Elements", FalShape.List(FalShape.Of<StudioElement>()));

#if !NETSTANDARD2_0
    static
#endif
    StudioInput IFalJson<StudioInput>.ReadFrom(ref FalJsonReader reader)
    {
        string? prompt = null;
        reader.BeginObject();
        while (reader.NextMember())
        {
            if (reader.Is("prompt"u8)) prompt = reader.ReadString();
            else reader.Skip();
        }

        return new StudioInput { Prompt = prompt ?? throw reader.Missing("prompt") };
    }

    void IFalJson<StudioInput>.WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Write("prompt"u8, Prompt);
        writer.WriteOptional("num_images"u8, Count);
        writer.WriteOptionalList("elements"u8, Elements);
        writer.WriteEndObject();
    }

    void IFalValidatable.Validate(ref FalValidator check)
    {
        check.Member("prompt", nameof(Prompt)).Required(Prompt).MaxLength(Prompt, 2500);
        check.Member("num_images", nameof(Count)).Range(Count, 1, 9);
        check.Member("elements", nameof(Elements)).Each(Elements);
    }
}

internal sealed record StudioElement : IFalValidatable, IFalJson<StudioElement>
{
    public FalMedia? FrontalImageUrl { get; init; }

#if !NETSTANDARD2_0
    static
#endif
    FalShape IFalJson<StudioElement>.Shape => FalShape.Record().Add("frontal_image_url", "FrontalImageUrl");

#if !NETSTANDARD2_0
    static
#endif
    StudioElement IFalJson<StudioElement>.ReadFrom(ref FalJsonReader reader)
    {
        reader.Skip();
        return new StudioElement();
    }

    void IFalJson<StudioElement>.WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptional("frontal_image_url"u8, FrontalImageUrl);
        writer.WriteEndObject();
    }

    void IFalValidatable.Validate(ref FalValidator check) =>
        check.Member("frontal_image_url", nameof(FrontalImageUrl)).Media(FrontalImageUrl, new FalMediaLimits());
}

internal sealed record StudioOutput : IFalJson<StudioOutput>
{
    private readonly FalList<StudioImage> _images = FalList.From<StudioImage>([]);

    public required IReadOnlyList<StudioImage> Images { get => _images; init => _images = FalList.From(value); }

#if !NETSTANDARD2_0
    static
#endif
    FalShape IFalJson<StudioOutput>.Shape => FalShape.Record().Add("images", "Images", FalShape.List(FalShape.Of<StudioImage>()));

#if !NETSTANDARD2_0
    static
#endif
    StudioOutput IFalJson<StudioOutput>.ReadFrom(ref FalJsonReader reader)
    {
        FalList<StudioImage>? images = null;
        reader.BeginObject();
        while (reader.NextMember())
        {
            if (reader.Is("images"u8)) images = reader.ReadList<StudioImage>();
            else reader.Skip();
        }

        return new StudioOutput { Images = images ?? throw reader.Missing("images") };
    }

    void IFalJson<StudioOutput>.WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteList("images"u8, Images);
        writer.WriteEndObject();
    }
}

internal sealed record StudioImage : IFalFile, IFalJson<StudioImage>
{
    public required string Url { get; init; }

    public string? ContentType { get; init; }

    public string? FileName { get; init; }

    public long? FileSize { get; init; }

#if !NETSTANDARD2_0
    static
#endif
    FalShape IFalJson<StudioImage>.Shape => FalShape.Record()
        .Add("url", "Url").Add("content_type", "ContentType").Add("file_name", "FileName").Add("file_size", "FileSize");

#if !NETSTANDARD2_0
    static
#endif
    StudioImage IFalJson<StudioImage>.ReadFrom(ref FalJsonReader reader)
    {
        string? url = null, contentType = null, fileName = null;
        Dictionary<string, FalJson>? additional = null;
        reader.BeginObject();
        while (reader.NextMember())
        {
            if (reader.Is("url"u8)) url = reader.ReadString();
            else if (reader.Is("content_type"u8)) contentType = reader.ReadStringOrNull(ref additional);
            else if (reader.Is("file_name"u8)) fileName = reader.ReadStringOrNull(ref additional);
            else reader.Skip();
        }

        return new StudioImage { Url = url ?? throw reader.Missing("url"), ContentType = contentType, FileName = fileName };
    }

    void IFalJson<StudioImage>.WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Write("url"u8, Url);
        writer.WriteEndObject();
    }
}
