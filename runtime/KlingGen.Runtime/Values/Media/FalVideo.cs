using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>A video that an endpoint made: a file that knows its size and length.</summary>
/// <remarks>A video of which the schema says nothing but the file is a <see cref="FalFile"/>. See there for what can be done with one.</remarks>
[JsonConverter(typeof(FalJsonConverter<FalVideo>))]
public sealed record FalVideo : FalFile, IFalJson<FalVideo>
{
    /// <summary>Makes a video, in a test for one.</summary>
    public FalVideo()
    {
    }

    [SetsRequiredMembers]
    private FalVideo(in FileMembers members, Dictionary<string, FalJson>? additional)
        : base(members, additional)
    {
    }

    /// <summary>Width in pixels; null when the service did not say.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels; null when the service did not say.</summary>
    public int? Height { get; init; }

    /// <summary>Frames per second; null when the service did not say.</summary>
    public double? Fps { get; init; }

    /// <summary>Length in seconds; null when the service did not say.</summary>
    public double? Duration { get; init; }

    /// <summary>How many frames there are; null when the service did not say.</summary>
    public int? NumFrames { get; init; }

#if !NETSTANDARD2_0
    static
#endif
    FalShape IFalJson<FalVideo>.Shape => FileMembers.Describe()
        .Add("width", nameof(Width)).Add("height", nameof(Height)).Add("fps", nameof(Fps)).Add("duration", nameof(Duration)).Add("num_frames", nameof(NumFrames));

    void IFalJson<FalVideo>.WriteTo(FalJsonWriter writer) => WriteTo(writer);

#if !NETSTANDARD2_0
    static
#endif
    FalVideo IFalJson<FalVideo>.ReadFrom(ref FalJsonReader reader)
    {
        FileMembers members = default;
        int? width = null;
        int? height = null;
        double? fps = null;
        double? duration = null;
        int? numFrames = null;
        Dictionary<string, FalJson>? additional = null;

        reader.BeginObject();
        while (reader.NextMember())
        {
            if (members.Read(ref reader, ref additional)) continue;
            if (reader.Is("width"u8)) width = reader.ReadInt32OrNull(ref additional);
            else if (reader.Is("height"u8)) height = reader.ReadInt32OrNull(ref additional);
            else if (reader.Is("fps"u8)) fps = reader.ReadDoubleOrNull(ref additional);
            else if (reader.Is("duration"u8)) duration = reader.ReadDoubleOrNull(ref additional);
            else if (reader.Is("num_frames"u8)) numFrames = reader.ReadInt32OrNull(ref additional);
            else reader.Keep(ref additional);
        }
        return new FalVideo(members.Complete(reader), additional) { Width = width, Height = height, Fps = fps, Duration = duration, NumFrames = numFrames };
    }

    private protected override void WriteMembers(FalJsonWriter writer)
    {
        writer.WriteOptional("width"u8, Width);
        writer.WriteOptional("height"u8, Height);
        writer.WriteOptional("fps"u8, Fps);
        writer.WriteOptional("duration"u8, Duration);
        writer.WriteOptional("num_frames"u8, NumFrames);
    }
}
