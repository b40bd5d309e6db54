namespace KlingGen.Comparison;

/// <summary>Where a change is noted: its C# name, its direction, and the keys of its places in the two documents.</summary>
internal sealed record ChangePlace(string Label, ChangeDirection Direction)
{
    /// <summary>Type and wire name before; null where it did not exist.</summary>
    public (string Type, string? Wire)? Before { get; init; }

    /// <summary>Type and wire name after; null where it does not exist any more.</summary>
    public (string Type, string? Wire)? After { get; init; }

    /// <summary>Whether C# code meets it under this name; the severity for code is given elsewhere otherwise.</summary>
    public bool IsSource { get; init; } = true;

    public bool IsRequest => (Direction & ChangeDirection.Request) != 0;

    public bool IsResponse => (Direction & ChangeDirection.Response) != 0;

    /// <summary>The severity of the direction that suffers more.</summary>
    public ChangeSeverity Wire(ChangeSeverity request, ChangeSeverity response)
    {
        if (IsKept && response == ChangeSeverity.Error)
            response = ChangeSeverity.Warning;
        return Conversions.Worst(IsRequest ? request : ChangeSeverity.None, IsResponse ? response : ChangeSeverity.None);
    }

    /// <summary>Whether a result keeps aside what its old type cannot hold, as it does for a member that may be absent.</summary>
    public bool IsKept { get; init; }

    /// <summary>Why prices go by this place; null where nothing says so.</summary>
    public string? CostReason => Driver?.Value;

    /// <summary>Finds the reason when somebody asks: most places do not change.</summary>
    public Lazy<string?>? Driver { get; init; }

    /// <summary>A severity that counts for members of a request by which calls are priced.</summary>
    public ChangeSeverity Cost(ChangeSeverity severity) => IsRequest && CostReason is not null ? severity : ChangeSeverity.None;

    /// <summary>Words for the way the value travels: who sends requests reads about requests, who reads results of results.</summary>
    public string Says(string request, string response) => (IsRequest, IsResponse) switch
    {
        (true, true) => $"{request}; {response}",
        (false, true) => response,
        _ => request,
    };

    /// <summary>The last part of the label: the member within its type.</summary>
    public string Name => Label.Substring(Label.LastIndexOf('.') + 1);
}
