namespace KlingGen.Cli.Drifting;

/// <summary>Something that two of the three say differently.</summary>
/// <param name="Leg">Which two.</param>
/// <param name="Kind">What kind of difference; one of <see cref="DriftKinds"/>.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Path">The place as a JSON path; <c>$</c> for the whole.</param>
/// <param name="Message">One sentence. Contains text of the service, which is foreign.</param>
/// <param name="File">The recording, absolute; null where it is not of one.</param>
internal sealed record DriftFinding(DriftLeg Leg, string Kind, string Endpoint, string Path, string Message, string? File)
{
    /// <summary>In how many recordings it is.</summary>
    public int Times { get; init; } = 1;
}

/// <summary>Kinds of findings, as scripts see them.</summary>
internal static class DriftKinds
{
    public const string NoSchema = "no-schema";
    public const string NoResult = "no-result";
    public const string UnknownInput = "unknown-input-member";
    public const string InputRefusedBySchema = "input-refused-by-schema";
    public const string InputRefusedByService = "input-refused-by-service";
    public const string UnknownMember = "unknown-member";
    public const string OutputRefusedBySchema = "output-refused-by-schema";
    public const string Status = "status";
    public const string MemberNotEmulated = "member-not-emulated";
    public const string MemberNotRecorded = "member-not-recorded";
    public const string TypeOfMember = "member-type";
    public const string HeaderNotEmulated = "header-not-emulated";
    public const string ErrorNotEmulated = "error-not-emulated";
    public const string EmulatedOutput = "emulated-output";
}
