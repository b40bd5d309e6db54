using KlingGen;
using KlingGen.CompilerServices;

namespace Runtime.Tests.Storage;

/// <summary>An input whose schema limits its media.</summary>
internal sealed partial record LimitedInput : IFalInput, IFalJson<LimitedInput>
{
    public FalMedia? Picture { get; init; }

    public FalMedia? Clip { get; init; }

    public FalMedia? Sound { get; init; }

#if !NETSTANDARD2_0
    static
#endif
    LimitedInput IFalJson<LimitedInput>.ReadFrom(ref FalJsonReader reader)
    {
        reader.Skip();
        return new LimitedInput();
    }

    void IFalJson<LimitedInput>.WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptional("picture"u8, Picture);
        writer.WriteOptional("clip"u8, Clip);
        writer.WriteOptional("sound"u8, Sound);
        writer.WriteEndObject();
    }

    void IFalValidatable.Validate(ref FalValidator check)
    {
        check.Member("picture", nameof(Picture)).Media(Picture, new FalMediaLimits { MaxWidth = 1000 });
        check.Member("clip", nameof(Clip)).Media(Clip, new FalMediaLimits { MaxFileSize = 4999 });
        check.Member("sound", nameof(Sound)).Media(Sound);
    }
}
