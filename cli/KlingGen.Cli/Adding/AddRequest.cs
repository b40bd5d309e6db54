namespace KlingGen.Cli.Adding;

/// <summary>What the user asked <c>klinggen add</c> for.</summary>
/// <param name="Sources">Endpoint ids, files, <c>-</c>.</param>
/// <param name="Project">The project named, or null.</param>
/// <param name="Schemas">The folder named, or null.</param>
/// <param name="Service">The service's address, or null.</param>
/// <param name="IsDryRun">Whether nothing shall be written.</param>
internal sealed record AddRequest(IReadOnlyList<string> Sources, string? Project, string? Schemas, string? Service, bool IsDryRun);
