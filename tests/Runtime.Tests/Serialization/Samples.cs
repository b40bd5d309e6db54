using System.Text.Json.Serialization;
using KlingGen;
using KlingGen.CompilerServices;

namespace Runtime.Tests.Serialization;

/// <summary>Types by hand in the form the generator gives them, so that the runtime is tested without it.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<Size, SizeCodec>))]
#if NETSTANDARD2_0
[FalEnum(typeof(SizeCodec))]
#else
[FalEnum<Size, SizeCodec>]
#endif
public enum Size
{
    Small,
    Large,
}

public readonly partial struct SizeCodec : IFalEnumCodec<Size>
{
    public static string Allowed => "\"1K\", \"2K\"";

    public static bool TryParse(ref FalJsonReader reader, out Size value)
    {
        bool known = true;
        value = default;
        if (reader.TextIs("1K"u8)) value = Size.Small;
        else if (reader.TextIs("2K"u8)) value = Size.Large;
        else known = false;
        return known;
    }

    public static bool IsDefined(Size value) => value is Size.Small or Size.Large;

    public static Size Read(ref FalJsonReader reader) => TryParse(ref reader, out Size value) ? value : throw reader.Unexpected($"one of {Allowed}");

    public static void Write(FalJsonWriter writer, Size value) => writer.WriteValue(value == Size.Small ? "1K"u8 : "2K"u8);
}

[JsonConverter(typeof(FalJsonConverter<Picture>))]
public sealed partial record Picture : IFalJson<Picture>
{
    private readonly FalMap<FalJson>? _additional;

    public required string Url { get; init; }

    public long? FileSize { get; init; }

    public int? Width { get; init; }

    public double? Ratio { get; init; }

    public bool? Safe { get; init; }

    public FalOpenEnum<Size>? Size { get; init; }

    public IReadOnlyDictionary<string, FalJson>? AdditionalProperties
    {
        get => _additional;
        init => _additional = FalMap.From(value);
    }

    public void WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Write("url"u8, Url);
        writer.WriteOptional("file_size"u8, FileSize);
        writer.WriteOptional("width"u8, Width);
        writer.WriteOptional("ratio"u8, Ratio);
        writer.WriteOptional("safe"u8, Safe);
        writer.WriteOptionalValue<FalOpenEnum<Size>, OpenEnumCodec<Size, SizeCodec>>("size"u8, Size);
        writer.WriteAdditional(_additional);
        writer.WriteEndObject();
    }

    public static Picture ReadFrom(ref FalJsonReader reader)
    {
        string? url = null;
        long? fileSize = null;
        int? width = null;
        double? ratio = null;
        bool? safe = null;
        FalOpenEnum<Size>? size = null;
        Dictionary<string, FalJson>? additional = null;

        reader.BeginObject();
        while (reader.NextMember())
        {
            if (reader.Is("url"u8)) url = reader.ReadString();
            else if (reader.Is("file_size"u8)) fileSize = reader.ReadInt64OrNull(ref additional);
            else if (reader.Is("width"u8)) width = reader.ReadInt32OrNull(ref additional);
            else if (reader.Is("ratio"u8)) ratio = reader.ReadDoubleOrNull(ref additional);
            else if (reader.Is("safe"u8)) safe = reader.ReadBooleanOrNull(ref additional);
            else if (reader.Is("size"u8)) size = reader.ReadValueOrNull<FalOpenEnum<Size>, OpenEnumCodec<Size, SizeCodec>>(ref additional);
            else reader.Keep(ref additional);
        }

        return new Picture
        {
            Url = url ?? throw reader.Missing("url"),
            FileSize = fileSize,
            Width = width,
            Ratio = ratio,
            Safe = safe,
            Size = size,
            AdditionalProperties = additional,
        };
    }
}

[JsonConverter(typeof(FalJsonConverter<Gallery>))]
public sealed partial record Gallery : IFalJson<Gallery>
{
    private readonly int? _seed;
    private readonly bool _seedIsJsonNull;
    private readonly FalList<Picture> _images = FalList.From<Picture>([]);
    private readonly FalMap<double>? _timings;
    private readonly FalList<IReadOnlyList<int>>? _boxes;

    public required IReadOnlyList<Picture> Images
    {
        get => _images;
        init => _images = FalList.From(value);
    }

    public IReadOnlyDictionary<string, double>? Timings
    {
        get => _timings;
        init => _timings = FalMap.From(value);
    }

    public IReadOnlyList<IReadOnlyList<int>>? Boxes
    {
        get => _boxes;
        init => _boxes = FalList.From(value);
    }

    public int? Seed { get => _seed; init { _seed = value; _seedIsJsonNull &= value is null; } }

    public bool SeedIsJsonNull { get => _seedIsJsonNull; init { _seedIsJsonNull = value; if (value) _seed = null; } }

    public FalJson? Extra { get; init; }

    public Picture? Cover { get; init; }

    public void WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteList("images"u8, Images);
        writer.WriteOptionalMap<double, DoubleCodec>("timings"u8, Timings);
        writer.WriteOptionalList<IReadOnlyList<int>, ListCodec<int, Int32Codec>>("boxes"u8, Boxes);
        writer.WriteOptional("seed"u8, Seed);
        if (_seedIsJsonNull) writer.WriteNull("seed"u8);
        writer.WriteOptional("extra"u8, Extra);
        writer.WriteOptional("cover"u8, Cover);
        writer.WriteEndObject();
    }

    public static Gallery ReadFrom(ref FalJsonReader reader)
    {
        FalList<Picture>? images = null;
        FalMap<double>? timings = null;
        FalList<IReadOnlyList<int>>? boxes = null;
        int? seed = null;
        bool seedIsJsonNull = false;
        FalJson? extra = null;
        Picture? cover = null;

        Dictionary<string, FalJson>? additional = null;
        reader.BeginObject();
        while (reader.NextMember())
        {
            if (reader.Is("images"u8)) images = reader.ReadList<Picture>();
            else if (reader.Is("timings"u8)) timings = reader.ReadMapOrNull<double, DoubleCodec>(ref additional);
            else if (reader.Is("boxes"u8)) boxes = reader.ReadListOrNull<IReadOnlyList<int>, ListCodec<int, Int32Codec>>(ref additional);
            else if (reader.Is("seed"u8)) seedIsJsonNull = reader.IsNull & (seed = reader.ReadInt32OrNull(ref additional)) is null;
            else if (reader.Is("extra"u8)) extra = reader.ReadJsonOrNull(ref additional);
            else if (reader.Is("cover"u8)) cover = reader.ReadOrNull<Picture>(ref additional);
            else reader.Skip();
        }

        return new Gallery
        {
            Images = images ?? throw reader.Missing("images"),
            Timings = timings,
            Boxes = boxes,
            Seed = seed,
            SeedIsJsonNull = seedIsJsonNull,
            Extra = extra,
            Cover = cover,
        };
    }
}

public sealed partial record Element : IFalJson<Element>, IFalValidatable
{
    private readonly FalList<FalMedia>? _references;

    public FalMedia? Front { get; init; }

    public IReadOnlyList<FalMedia>? References
    {
        get => _references;
        init => _references = FalList.From(value);
    }

    public void Validate(ref FalValidator check)
    {
        check.Member("front_url", nameof(Front)).Media(Front, new FalMediaLimits { MaxFileSize = 1000, MinWidth = 300, MinAspectRatio = 0.4, MaxAspectRatio = 2.5 });
        check.Member("reference_urls", nameof(References)).MaxItems(References, 3).EachMedia(References);
    }

    public void WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptional("front_url"u8, Front);
        writer.WriteOptionalList<FalMedia, MediaCodec>("reference_urls"u8, References);
        writer.WriteEndObject();
    }

    public static Element ReadFrom(ref FalJsonReader reader)
    {
        FalMedia? front = null;
        FalList<FalMedia>? references = null;
        Dictionary<string, FalJson>? additional = null;
        reader.BeginObject();
        while (reader.NextMember())
        {
            if (reader.Is("front_url"u8)) front = reader.ReadMediaOrNull(ref additional);
            else if (reader.Is("reference_urls"u8)) references = reader.ReadListOrNull<FalMedia, MediaCodec>(ref additional);
            else reader.Skip();
        }

        return new Element { Front = front, References = references };
    }
}

[JsonConverter(typeof(FalJsonConverter<Request>))]
public sealed partial record Request : IFalJson<Request>, IFalInput
{
    private readonly FalList<Element>? _elements;
    private readonly FalMap<double>? _scores;
    private readonly FalList<string>? _tags;

    public required string Prompt { get; init; }

    public IReadOnlyList<Element>? Elements
    {
        get => _elements;
        init => _elements = FalList.From(value);
    }

    public IReadOnlyDictionary<string, double>? Scores
    {
        get => _scores;
        init => _scores = FalMap.From(value);
    }

    public IReadOnlyList<string>? Tags
    {
        get => _tags;
        init => _tags = FalList.From(value);
    }

    public Size? Size { get; init; }

    public int? NumImages { get; init; }

    public IReadOnlyList<FalValidationError> Validate() => FalValidator.Validate(this);

    void IFalValidatable.Validate(ref FalValidator check)
    {
        check.Member("prompt", nameof(Prompt)).Required(Prompt).MaxLength(Prompt, 2500);
        check.Member("elements", nameof(Elements)).MaxItems(Elements, 4).Each(Elements);
        if (check.Member("scores", nameof(Scores)).EnterMap(Scores))
        {
            foreach (KeyValuePair<string, double> pair in _scores!) check.Key(pair.Key).Minimum(pair.Value, 0);
            check.Leave();
        }

        if (check.Member("tags", nameof(Tags)).UniqueItems(Tags).EnterItems(Tags))
        {
            for (int i = 0; i < Tags!.Count; i++) check.Item(i).MaxLength(Tags[i], 5);
            check.Leave();
        }

        check.Member("size", nameof(Size)).Defined<Size, SizeCodec>(Size);
        check.Member("num_images", nameof(NumImages)).Range(NumImages, 1, 9);
    }

    public void WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Write("prompt"u8, Prompt);
        writer.WriteOptionalList("elements"u8, Elements);
        writer.WriteOptionalMap<double, DoubleCodec>("scores"u8, Scores);
        writer.WriteOptionalList<string, StringCodec>("tags"u8, Tags);
        writer.WriteOptionalValue<Size, SizeCodec>("size"u8, Size);
        writer.WriteOptional("num_images"u8, NumImages);
        writer.WriteEndObject();
    }

    public static Request ReadFrom(ref FalJsonReader reader)
    {
        string? prompt = null;
        FalList<Element>? elements = null;
        FalMap<double>? scores = null;
        FalList<string>? tags = null;
        Size? size = null;
        int? numImages = null;
        Dictionary<string, FalJson>? additional = null;
        reader.BeginObject();
        while (reader.NextMember())
        {
            if (reader.Is("prompt"u8)) prompt = reader.ReadString();
            else if (reader.Is("elements"u8)) elements = reader.ReadListOrNull<Element>(ref additional);
            else if (reader.Is("scores"u8)) scores = reader.ReadMapOrNull<double, DoubleCodec>(ref additional);
            else if (reader.Is("tags"u8)) tags = reader.ReadListOrNull<string, StringCodec>(ref additional);
            else if (reader.Is("size"u8)) size = reader.ReadValueOrNull<Size, SizeCodec>(ref additional);
            else if (reader.Is("num_images"u8)) numImages = reader.ReadInt32OrNull(ref additional);
            else reader.Skip();
        }

        return new Request
        {
            Prompt = prompt ?? throw reader.Missing("prompt"),
            Elements = elements,
            Scores = scores,
            Tags = tags,
            Size = size,
            NumImages = numImages,
        };
    }
}
