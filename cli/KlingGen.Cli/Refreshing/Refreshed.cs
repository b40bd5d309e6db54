using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Refreshing;

/// <summary>What refreshing one endpoint gave.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="File">The schema file, absolute.</param>
/// <param name="State">How it stands.</param>
internal sealed record Refreshed(string EndpointId, string File, RefreshState State)
{
    /// <summary>The entry to write; the former one where nothing is to be written.</summary>
    public LockEntry? Entry { get; init; }

    /// <summary>The text to write, or null.</summary>
    public string? Text { get; init; }

    /// <summary>What differs.</summary>
    public IReadOnlyList<ModelChange> Changes { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether code that uses the former schema no longer compiles, or its calls no longer work.</summary>
    public bool IsBreaking => Changes.Any(static change => change.Source == ChangeSeverity.Error || change.Wire == ChangeSeverity.Error);

    /// <summary>Whether there is something to write.</summary>
    public bool IsStale => State is RefreshState.Changed or RefreshState.Relocked or RefreshState.Restored;
}
