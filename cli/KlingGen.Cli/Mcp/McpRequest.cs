namespace KlingGen.Cli.Mcp;

/// <summary>What a <c>klinggen mcp</c> line asks for, read and checked.</summary>
internal sealed record McpRequest
{
    /// <summary>The endpoints; empty for all locked ones.</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    /// <summary>The folder of the schemas; null for the nearest one.</summary>
    public string? Schemas { get; init; }

    /// <summary>The emulator's address; null for the service.</summary>
    public Uri? Emulator { get; init; }

    /// <summary>Whether an emulator shall live as long as the command.</summary>
    public bool OwnEmulator { get; init; }

    /// <summary>What may be spent under <see cref="Session"/>, in all.</summary>
    public required decimal Budget { get; init; }

    /// <summary>Whose spending counts: the name under which jobs stand in the journal.</summary>
    public required string Session { get; init; }

    /// <summary>What one call may cost at most.</summary>
    public decimal? MaxCost { get; init; }

    /// <summary>Above what a person is asked.</summary>
    public decimal? AskAbove { get; init; }

    /// <summary>What a call costs at most where the price list does not say it.</summary>
    public decimal? AssumeCost { get; init; }

    /// <summary>The folder whose files may be named; null for none.</summary>
    public string? Files { get; init; }

    /// <summary>How long a call waits for its result.</summary>
    public required TimeSpan Wait { get; init; }

    /// <summary>The port of the HTTP transport; null for standard input and output.</summary>
    public int? Port { get; init; }

    public required string DataFolder { get; init; }
}
