namespace KlingGen;

/// <summary>One finding about a request: the same form whether found before the call or sent back by the service.</summary>
/// <param name="Pointer">The JSON pointer (RFC 6901) into the request, <c>/elements/0/frontal_image_url</c>; empty for the request itself.</param>
/// <param name="Member">The C# member, <c>Elements[0].FrontalImageUrl</c>.</param>
/// <param name="Rule">The name of the rule, the service's own where it has one: <c>string_too_long</c>, <c>missing</c>. See <see cref="Validation.FalRules"/>.</param>
/// <param name="Message">What is wrong and, where there is one, the remedy, in one sentence that starts with the member.</param>
/// <param name="Limit">The limit in words, <c>2500</c>; null where the rule has none.</param>
/// <param name="Actual">What was found, shortened to 80 characters; null where there is nothing to show.</param>
/// <param name="Location">The place as the service writes it, comparable with its <c>loc</c>.</param>
public sealed record FalValidationError(
    string Pointer,
    string Member,
    string Rule,
    string Message,
    string? Limit,
    string? Actual,
    FalErrorLocation Location)
{
    /// <summary>The message.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Message;
}
