using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>An image that an endpoint made: a file that knows its size.</summary>
/// <remarks>Most text-to-image endpoints give a list of them. See <see cref="FalFile"/> for what can be done with one.</remarks>
[JsonConverter(typeof(FalJsonConverter<FalImage>))]
public sealed record FalImage : FalFile, IFalJson<FalImage>
{
    /// <summary>Makes an image, in a test for one.</summary>
    public FalImage()
    {
    }

    [SetsRequiredMembers]
    private FalImage(in FileMembers members, Dictionary<string, FalJson>? additional)
        : base(members, additional)
    {
    }

    /// <summary>Width in pixels; null when the service did not say.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels; null when the service did not say.</summary>
    public int? Height { get; init; }

#if !NETSTANDARD2_0
    static
#endif
    FalShape IFalJson<FalImage>.Shape => FileMembers.Describe().Add("width", nameof(Width)).Add("height", nameof(Height));

    void IFalJson<FalImage>.WriteTo(FalJsonWriter writer) => WriteTo(writer);

#if !NETSTANDARD2_0
    static
#endif
    FalImage IFalJson<FalImage>.ReadFrom(ref FalJsonReader reader)
    {
        FileMembers members = default;
        int? width = null;
        int? height = null;
        Dictionary<string, FalJson>? additional = null;

        reader.BeginObject();
        while (reader.NextMember())
        {
            if (members.Read(ref reader, ref additional)) continue;
            if (reader.Is("width"u8)) width = reader.ReadInt32OrNull(ref additional);
            else if (reader.Is("height"u8)) height = reader.ReadInt32OrNull(ref additional);
            else reader.Keep(ref additional);
        }
        return new FalImage(members.Complete(reader), additional) { Width = width, Height = height };
    }

    private protected override void WriteMembers(FalJsonWriter writer)
    {
        writer.WriteOptional("width"u8, Width);
        writer.WriteOptional("height"u8, Height);
    }
}
