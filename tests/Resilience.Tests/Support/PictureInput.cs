using KlingGen;
using KlingGen.CompilerServices;

namespace Resilience.Tests.Support;

/// <summary>An input with a picture of this machine, as the generator would emit it.</summary>
internal sealed record PictureInput(string Prompt, FalMedia Picture) : IFalInput, IFalJson<PictureInput>
{
    /// <summary>Above this, an upload goes in parts; see <see cref="Rig"/>.</summary>
    public const int Threshold = 3000;
    public const int PartSize = 1000;

    /// <summary>Content that is another for each prompt: in one piece, or of four parts where the call is about parts.</summary>
    public static byte[] Content(Call call, string prompt)
    {
        byte[] bytes = new byte[call is Call.StorageToken or Call.Upload ? 2000 : 3500];
        new Random(prompt.Aggregate(17, static (hash, c) => unchecked((hash * 31) + c))).NextBytes(bytes);
        return bytes;
    }

    public static PictureInput Of(Call call, string prompt) => new(prompt, FalMedia.FromBytes(Content(call, prompt), "image/png", "face.png"));

    static PictureInput IFalJson<PictureInput>.ReadFrom(ref FalJsonReader reader) => throw new NotSupportedException();

    void IFalJson<PictureInput>.WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Write("prompt"u8, Prompt);
        writer.WriteList("elements"u8, FalList.From<PictureElement>([new(Picture)])!);
        writer.WriteEndObject();
    }

    void IFalValidatable.Validate(ref FalValidator check) => check.Member("elements", "Elements").Each<PictureElement>([new(Picture)]);

    private sealed record PictureElement(FalMedia FrontalImageUrl) : IFalValidatable, IFalJson<PictureElement>
    {
        static PictureElement IFalJson<PictureElement>.ReadFrom(ref FalJsonReader reader) => throw new NotSupportedException();

        void IFalJson<PictureElement>.WriteTo(FalJsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteOptional("frontal_image_url"u8, FrontalImageUrl);
            writer.WriteEndObject();
        }

        void IFalValidatable.Validate(ref FalValidator check) => check.Member("frontal_image_url", nameof(FrontalImageUrl)).Media(FrontalImageUrl);
    }
}
