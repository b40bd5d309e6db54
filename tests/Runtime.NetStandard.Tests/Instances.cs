using KlingGen.CompilerServices;

// What the type itself does elsewhere, an instance of it does here; the generator emits such members too.
namespace Runtime.Tests.Serialization
{
    public readonly partial struct SizeCodec : IEnumTextsSource
    {
        IEnumTexts IEnumTextsSource.Texts => new EnumTexts<Size, SizeCodec>();

        string IFalEnumCodec<Size>.Allowed => Allowed;

        bool IFalEnumCodec<Size>.TryParse(ref FalJsonReader reader, out Size value) => TryParse(ref reader, out value);

        bool IFalEnumCodec<Size>.IsDefined(Size value) => IsDefined(value);

        Size IFalCodec<Size>.Read(ref FalJsonReader reader) => Read(ref reader);

        void IFalCodec<Size>.Write(FalJsonWriter writer, Size value) => Write(writer, value);
    }

    public sealed partial record Picture
    {
        FalShape? IFalJson<Picture>.Shape => null;

        Picture IFalJson<Picture>.ReadFrom(ref FalJsonReader reader) => ReadFrom(ref reader);
    }

    public sealed partial record Gallery
    {
        FalShape? IFalJson<Gallery>.Shape => null;

        Gallery IFalJson<Gallery>.ReadFrom(ref FalJsonReader reader) => ReadFrom(ref reader);
    }

    public sealed partial record Element
    {
        FalShape? IFalJson<Element>.Shape => null;

        Element IFalJson<Element>.ReadFrom(ref FalJsonReader reader) => ReadFrom(ref reader);
    }

    public sealed partial record Request
    {
        FalShape? IFalJson<Request>.Shape => null;

        Request IFalJson<Request>.ReadFrom(ref FalJsonReader reader) => ReadFrom(ref reader);
    }
}

namespace Runtime.Tests.Storage
{
    internal sealed partial record LimitedInput
    {
        FalShape? IFalJson<LimitedInput>.Shape => null;
    }
}
