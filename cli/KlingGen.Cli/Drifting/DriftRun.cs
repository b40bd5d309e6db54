using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Serving;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Recording;
using Op = KlingGen.Emulator.FalOperation;

namespace KlingGen.Cli.Drifting;

/// <summary>One run of <c>klinggen drift</c>: holds schema files, recordings and emulator against each other, two by two.</summary>
internal sealed class DriftRun(CliHost host, string folder, IReadOnlyList<string> schemas)
{
    private readonly Dictionary<(DriftLeg, string, string, string, string), DriftFinding> _findings = [];

    /// <exception cref="CliException">The recordings or the schemas cannot be used.</exception>
    public async Task<DriftReport> RunAsync(CancellationToken cancellationToken)
    {
        Recordings recordings = Open();
        using ServedSchemas served = ServedSchemas.Find(host, schemas);
        EndpointCatalog catalog;
        try
        {
            catalog = EndpointCatalog.Load(served.Paths);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw CliException.Unusable($"{Sentences.Of(error)} Check the schema files with 'klinggen check'.", error);
        }

        await using EmulatedCall emulator = await EmulatedCall.StartAsync(served.Paths, cancellationToken);
        foreach (RecordedCall call in recordings.Calls)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (catalog.Find(call.Endpoint) is not { } endpoint)
                Add(DriftLeg.SchemaAndRecording, DriftKinds.NoSchema, call, "$", $"the endpoint is recorded, but {served.From} has no schema of it; fetch it with 'klinggen add {call.Endpoint}'");
            else
                await CompareAsync(call, new SchemaOpinion(endpoint), emulator, cancellationToken);
        }
        return new DriftReport(host, recordings.Calls.Count, [.. _findings.Values]);
    }

    private Recordings Open()
    {
        try
        {
            return Recordings.Open(host.PathOf(folder));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw CliException.Unusable(Sentences.Of(error), error);
        }
    }

    private async Task CompareAsync(RecordedCall call, SchemaOpinion schema, EmulatedCall emulator, CancellationToken cancellationToken)
    {
        JsonNode? input = SchemaOpinion.Sendable(call.Input);
        if (call.Outcome is { } outcome)
            Schema(call, outcome, input, schema);
        else
            Add(DriftLeg.SchemaAndRecording, DriftKinds.NoResult, call, "$", "nobody asked for the result while this was recorded; record it again");

        IReadOnlyList<RecordedExchange> emulated = await emulator.RunAsync(call.Endpoint, input, cancellationToken);
        foreach ((string kind, string path, string what) in EmulatorOpinion.Of(call, emulated))
            Add(DriftLeg.RecordingAndEmulator, kind, call, path, what);
        if (emulated[^1] is { Operation: Op.Result, Status: 200 } result)
        {
            foreach ((string path, string message) in schema.Output(result.Body))
                Add(DriftLeg.SchemaAndEmulator, DriftKinds.EmulatedOutput, call, path, $"the emulator's output breaks the schema: {message}", isOfFile: false);
            foreach (string path in schema.UnknownOutput(result.Body))
                Add(DriftLeg.SchemaAndEmulator, DriftKinds.EmulatedOutput, call, path, "the emulator's output has a member that the schema does not know", isOfFile: false);
        }
    }

    private void Schema(RecordedCall call, RecordedOutcome outcome, JsonNode? input, SchemaOpinion schema)
    {
        if (!outcome.IsSuccess)
            return;
        foreach ((string path, string message) in schema.Input(input))
            Add(DriftLeg.SchemaAndRecording, DriftKinds.InputRefusedBySchema, call, path, $"the service takes this input, the schema refuses it: {message}");
        foreach (string path in schema.UnknownInput(input))
            Add(DriftLeg.SchemaAndRecording, DriftKinds.UnknownInput, call, path, "the service takes this member of the input, which the schema does not know");
        foreach ((string path, string message) in schema.Output(outcome.Body))
            Add(DriftLeg.SchemaAndRecording, DriftKinds.OutputRefusedBySchema, call, path, $"the service's output breaks the schema: {message}");
        foreach (string path in schema.UnknownOutput(outcome.Body))
            Add(DriftLeg.SchemaAndRecording, DriftKinds.UnknownMember, call, path, "the service's output has this member, which the schema does not know");
    }

    private void Add(DriftLeg leg, string kind, RecordedCall call, string path, string message, bool isOfFile = true)
    {
        var name = (leg, kind, call.Endpoint, path, message);
        _findings[name] = _findings.TryGetValue(name, out DriftFinding? known)
            ? known with { Times = known.Times + 1 }
            : new DriftFinding(leg, kind, call.Endpoint, path, message, isOfFile ? call.File : null);
    }
}
