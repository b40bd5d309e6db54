namespace KlingGen.Comparison;

/// <summary>How much a change matters, on one level.</summary>
public enum ChangeSeverity
{
    /// <summary>Nothing happens.</summary>
    None,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>New compiler warnings; calls that work otherwise than before; a price that may differ.</summary>
    Warning,

    /// <summary>Code that no longer compiles; calls that are refused, or results that cannot be read.</summary>
    Error,
}

/// <summary>Which way the changed value travels.</summary>
[Flags]
public enum ChangeDirection
{
    /// <summary>Neither: it concerns the endpoint itself.</summary>
    None = 0,

    /// <summary>To the service.</summary>
    Request = 1,

    /// <summary>From the service.</summary>
    Response = 2,

    /// <summary>Both ways.</summary>
    Both = Request | Response,
}

/// <summary>One difference between two models of an endpoint, and what it means for those who use the first.</summary>
public sealed record ModelChange
{
    /// <summary>The rule that found it, such as <c>KLD012</c>. Each has a page in <c>docs/cli/rules</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>What changed, in C#: <c>Type.Member</c>, a type, or the endpoint's id. As before the change, where it existed then.</summary>
    public required string Member { get; init; }

    /// <summary>Where it stands in the document of before; null where it did not exist, or where the document is not at hand.</summary>
    public string? PointerBefore { get; init; }

    /// <summary>Where it stands in the document of after; null where it does not exist any more, or where the document is not at hand.</summary>
    public string? PointerAfter { get; init; }

    /// <summary>Where it stands: in the document of after, or in that of before where it is gone.</summary>
    public string? Pointer => PointerAfter ?? PointerBefore;

    /// <summary>Which way the value travels.</summary>
    public required ChangeDirection Direction { get; init; }

    /// <summary>Will my code compile? Error: no. Warning: with new warnings.</summary>
    public required ChangeSeverity Source { get; init; }

    /// <summary>Will a program that is already compiled still work? Error: calls are refused or results unreadable. Warning: they work otherwise.</summary>
    public required ChangeSeverity Wire { get; init; }

    /// <summary>Can the price of a call differ?</summary>
    public required ChangeSeverity Cost { get; init; }

    /// <summary>One sentence: what was, what is, and what follows. Contains text of the schema, which is foreign.</summary>
    public required string Message { get; init; }

    /// <summary>The value before, in a few words; null where there was none.</summary>
    public string? Before { get; init; }

    /// <summary>The value after, in a few words; null where there is none.</summary>
    public string? After { get; init; }

    /// <summary>Why the price goes by what changed; null where it does not, or where the change says nothing about the price. Contains text of the schema.</summary>
    public string? CostReason { get; init; }

    /// <summary>How several such changes of one type are said in one sentence, with <c>{0}</c> for their number; null for a change that always stands alone.</summary>
    public string? Several { get; init; }

    /// <summary>This change within such a sentence: a name or a value, in a few words.</summary>
    public string? Part { get; init; }

    /// <summary>What follows from each of them; null for nothing.</summary>
    public string? Consequence { get; init; }

    /// <summary>The highest of the three levels.</summary>
    public ChangeSeverity Severity => (ChangeSeverity)Math.Max((int)Source, Math.Max((int)Wire, (int)Cost));
}
