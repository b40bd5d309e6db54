namespace KlingGen.Cli.Comparing;

/// <summary>What was asked of <c>klinggen diff</c>.</summary>
/// <param name="Old">A file, <c>git:revision:path</c>, <c>-</c>, or the id of a locked endpoint; null for every locked endpoint.</param>
/// <param name="New">A file, <c>git:revision:path</c> or <c>-</c>; null for the service, or for the working tree beside a revision.</param>
/// <param name="Revision">The git revision that the files of the working tree are compared with; null for none.</param>
/// <param name="Schemas">The folder of the schema files; null for the nearest.</param>
/// <param name="Service">The service's address; null for the service itself.</param>
/// <param name="FailOn">When to fail.</param>
/// <param name="Suppressions">The suppressions file; null for the usual one.</param>
/// <param name="UsedBy">The code whose use decides what is listed; null for everything.</param>
/// <param name="WithTexts">Whether changes of words are listed.</param>
internal sealed record DiffRequest(string? Old, string? New, string? Revision, string? Schemas, string? Service, FailOn FailOn, string? Suppressions, string? UsedBy, bool WithTexts);
