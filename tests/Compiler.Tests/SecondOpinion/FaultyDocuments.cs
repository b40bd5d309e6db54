namespace Compiler.Tests.SecondOpinion;

/// <summary>The documents in which Microsoft.OpenApi itself finds something wrong: it and the compiler must agree on each.</summary>
internal static class FaultyDocuments
{
    /// <summary>Document, the reference that leads nowhere, and what that means.</summary>
    public static IReadOnlyList<(string Document, string Reference, string Why)> All { get; } =
    [
        ("fal-ai__wan-ati", "#/components/schemas/TrackPoint", "The service leaves out the schema of a track's points, so a point is free JSON."),
        ("fal-ai__wan-move", "#/components/schemas/TrajectoryPoint", "The service leaves out the schema of a trajectory's points, so a point is free JSON."),
        ("openrouter__router__openai__v1__chat__completions", "#/components/schemas/RouterOpenaiV1ChatCompletionsInput", "A proxy of a foreign interface: the service describes no request at all, so the request is free JSON."),
        ("perceptron__isaac-01__openai__v1__chat__completions", "#/components/schemas/Isaac01OpenaiV1ChatCompletionsInput", "A proxy of a foreign interface: the service describes no request at all, so the request is free JSON."),
    ];
}
