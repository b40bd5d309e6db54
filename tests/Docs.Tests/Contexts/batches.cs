// An application with KlingGen.Batches.
// includes: web
global using KlingGen.Batches;

public abstract partial class Ambient
{
    protected static FalBatches batches = null!;
    protected static IAsyncEnumerable<KlingImageV3TextToImageInput> inputs = null!;
}
