// What a finished call has given.
// includes: default

public abstract partial class Ambient
{
    protected static FalImage image = null!;
    protected static IEnumerable<KlingImageV3TextToImageInput> inputs = [];
    protected static string path = "face.png";
}
