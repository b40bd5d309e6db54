namespace KlingGen;

/// <summary>One finding about a request: the same form whether found before the call or sent back by the service.</summary>
public sealed record FalValidationError
{
    /// <summary>Creates one.</summary>
    /// <param name="pointer">The JSON pointer (RFC 6901) into the request, <c>/elements/0/frontal_image_url</c>; empty for the request itself.</param>
    /// <param name="member">The C# member, <c>Elements[0].FrontalImageUrl</c>.</param>
    /// <param name="rule">The name of the rule, the service's own where it has one: <c>string_too_long</c>, <c>missing</c>. See <see cref="FalRules"/>.</param>
    /// <param name="message">What is wrong and, where there is one, the remedy, in one sentence that starts with the member.</param>
    /// <param name="limit">The limit in words, <c>2500</c>; null where the rule has none.</param>
    /// <param name="actual">What was found, shortened to 80 characters; null where there is nothing to show.</param>
    /// <param name="location">The place as the service writes it, comparable with its <c>loc</c>.</param>
    public FalValidationError(string pointer, string member, string rule, string message, string? limit, string? actual, FalErrorLocation location) =>
        (Pointer, Member, Rule, Message, Limit, Actual, Location) = (pointer, member, rule, message, limit, actual, location);

    /// <summary>The JSON pointer (RFC 6901) into the request, <c>/elements/0/frontal_image_url</c>; empty for the request itself.</summary>
    public string Pointer { get; init; }

    /// <summary>The C# member, <c>Elements[0].FrontalImageUrl</c>.</summary>
    public string Member { get; init; }

    /// <summary>The name of the rule, the service's own where it has one: <c>string_too_long</c>, <c>missing</c>. See <see cref="FalRules"/>.</summary>
    public string Rule { get; init; }

    /// <summary>What is wrong and, where there is one, the remedy, in one sentence that starts with the member.</summary>
    public string Message { get; init; }

    /// <summary>The limit in words, <c>2500</c>; null where the rule has none.</summary>
    public string? Limit { get; init; }

    /// <summary>What was found, shortened to 80 characters; null where there is nothing to show.</summary>
    public string? Actual { get; init; }

    /// <summary>The place as the service writes it, comparable with its <c>loc</c>.</summary>
    public FalErrorLocation Location { get; init; }

    /// <summary>The message.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Message;
}
