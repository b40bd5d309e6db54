using System.Collections;
using System.Globalization;
using System.Text;
using CorpusTests.Emitted;
using KlingGen;

namespace CorpusTests.Oracles;

/// <summary>The three ways in which a place in a request is written: JSON pointer, path of an exception, C# member.</summary>
internal static class Pointers
{
    /// <summary><c>$.elements[0]['odd name']</c> as a pointer.</summary>
    public static string OfPath(string? path)
    {
        var pointer = new StringBuilder();
        string rest = path?.TrimStart('$') ?? "";
        while (rest.Length > 0)
        {
            int end = rest[0] == '.' ? rest.IndexOfAny(['.', '['], 1) : rest.IndexOf(']', StringComparison.Ordinal) + 1;
            string part = end <= 0 ? rest : rest[..end];
            rest = rest[part.Length..];
            pointer.Append('/').Append(part.Trim('.', '[', ']', '\''));
        }
        return pointer.ToString();
    }

    /// <summary>Follows the C# member of a finding, <c>Elements[0].FrontalImageUrl</c>, and the pointer: both must lead to the same value.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(EmittedEndpoint endpoint, object request, FalValidationError finding)
    {
        object? at = request;
        foreach (string step in finding.Member.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = Graph.Held(endpoint, at);
            if (at is null)
                return $"{finding.Member} leads through null";
            if (step[0] == '[' && int.TryParse(step.AsSpan(1, step.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                at = ((IEnumerable)at).Cast<object?>().ElementAt(index);
            else if (step[0] == '[')
                return null;
            else if (at.GetType().GetProperty(step) is { } property)
                at = property.GetValue(at);
            else
                return $"{finding.Member}: {at.GetType().Name} has no property {step}";
        }
        object? byPointer = Graph.At(endpoint, request, finding.Pointer);
        if (!Equals(at, byPointer))
            return $"{finding.Member} is {at}, {finding.Pointer} is {byPointer}";
        return finding.Location.ToPointer() == finding.Pointer ? null : $"{finding.Location} is not {finding.Pointer}";
    }
}
