using System.Runtime.CompilerServices;
using System.Text;

namespace KlingGen.CompilerServices;

/// <content>Findings. Everything here runs only when a rule is broken.</content>
public ref partial struct FalValidator
{
    private const int ShownText = 80;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fail(string rule, string what, string? limit, string? actual)
    {
        if (!_checkRules || Try(what)) return;
        _found = true;
        if (_path is null) return;
        (string member, string pointer, FalErrorLocation location) = Place();
        string subject = member.Length == 0 ? "The input" : member;
        _errors ??= [];
        _errors.Add(new FalValidationError { Pointer = pointer, Member = member, Rule = rule, Message = $"{subject} {what}.", Limit = limit, Actual = actual, Location = location });
    }

    private void FailTooDeep() => Fail(FalRules.TooDeep, $"is nested deeper than {Number(Deepest)} levels", Number(Deepest), null);

    private readonly (string Member, string Pointer, FalErrorLocation Location) Place()
    {
        var member = new StringBuilder();
        var parts = new List<object> { "body" };
        foreach (Step step in _path!) Append(step, member, parts);
        Append(_leaf, member, parts);
        var location = new FalErrorLocation(parts);
        return (member.ToString(), location.ToPointer(), location);
    }

    private static void Append(Step step, StringBuilder member, List<object> parts)
    {
        if (step.IsNone) return;
        parts.Add(step.Wire is { } wire ? wire : step.Index);
        step.AppendTo(member);
    }

    private static string Quote(string text) => $"\"{Shorten(text)}\"";

    internal static string Shorten(string text, int length = ShownText)
    {
        if (text.Length <= length) return text;
        int cut = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, cut), "…");
    }
}
