namespace KlingGen;

/// <summary>One finding about a request: the same form whether found before the call or sent back by the service.</summary>
public sealed record FalValidationError
{
    /// <summary>The JSON pointer (RFC 6901) into the request, <c>/elements/0/frontal_image_url</c>; empty, the default, for the request itself.</summary>
    public string Pointer { get; init; } = string.Empty;

    /// <summary>The C# member, <c>Elements[0].FrontalImageUrl</c>.</summary>
    public required string Member { get; init; }

    /// <summary>The name of the rule, the service's own where it has one: <c>string_too_long</c>, <c>missing</c>. See <see cref="FalRules"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>What is wrong and, where there is one, the remedy, in one sentence that starts with the member.</summary>
    public required string Message { get; init; }

    /// <summary>The limit in words, <c>2500</c>; null where the rule has none.</summary>
    public string? Limit { get; init; }

    /// <summary>What was found, shortened to 80 characters; null where there is nothing to show.</summary>
    public string? Actual { get; init; }

    /// <summary>The place as the service writes it, comparable with its <c>loc</c>; the request itself by default.</summary>
    public FalErrorLocation Location { get; init; } = new(["body"]);

    /// <summary>The message.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Message;
}
