using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Files;
using KlingGen.Emulator.Pictures;
using KlingGen.Emulator.Recording;

namespace KlingGen.Emulator.Outputs;

/// <summary>Makes an endpoint's output from its schema, its examples and the input.</summary>
internal sealed class OutputMaker(EmulatorContext context, FileStore files, Recordings? recordings)
{
    private readonly PictureStudio _studio = new(context.Options.DrawPictures);

    /// <summary>The outputs of a recorded call, one by one.</summary>
    public IReadOnlyList<ModelOutput> Replay(RecordedCall call, RecordedOutcome outcome, ModelInput input, TimeSpan? filesLiveFor) =>
        new ReplayedOutput(recordings!, context, files, _studio).Of(call, outcome, input, filesLiveFor);

    public ModelOutput Make(EmulatedEndpoint endpoint, ModelInput input, TimeSpan? filesLiveFor)
    {
        ReadOnlyMemory<byte> json = default;
        foreach (bool examples in (bool[])[true, false])
        {
            // Some documents carry examples that break their own schema; the second attempt does without.
            var builder = new OutputBuilder(endpoint, input, new MediaMaker(context.Addresses, files, _studio, filesLiveFor), examples);
            json = JsonText.Bytes(builder.Build());
            if (endpoint.OutputChecker.Check(json.ToArray()).Count == 0)
                return new ModelOutput(json, builder.Files);
        }

        return new ModelOutput(json, 0);
    }
}
