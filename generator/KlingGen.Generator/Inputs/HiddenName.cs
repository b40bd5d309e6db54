using System.Text.RegularExpressions;
using KlingGen.Compiler;

namespace KlingGen.Generator.Inputs;

/// <summary>Finds the names of a consumer that stand where emitted code looks before its own usings: in its namespace, and in its types.</summary>
internal static class HiddenName
{
    public static EquatableArray<Problem> Find(EmittedSchema schema, EquatableArray<ConsumerName> names)
    {
        var problems = new List<Problem>();
        foreach (ConsumerName name in names)
            if (Reason(schema, name) is { } reason)
                problems.Add(new Problem(
                    ProblemIds.HiddenName, ProblemKind.Of(ProblemIds.HiddenName).Severity, reason, name.Path, name.Span.Start, name.Span.Length,
                    name.Lines.Start.Line + 1, name.Lines.Start.Character + 1, name.Lines.End.Line + 1, name.Lines.End.Character + 1));
        return problems.ToEquatableArray();
    }

    private static string? Reason(EmittedSchema schema, ConsumerName name)
    {
        string space = schema.Endpoint.Namespace;
        const string remedy = "Rename it, move it to another namespace, or give the KlingGenSchema item a Namespace of its own.";
        if (name.Kind == ConsumerNameKind.Namespace)
        {
            string? hidden = name.Space.StartsWith(space + ".", StringComparison.Ordinal) ? name.Space.Substring(space.Length + 1).Split('.')[0] : null;
            return hidden is not null && ForeignNames.Contains(hidden) && IsUsed(schema, hidden, 0) ? $"The namespace '{space}.{hidden}' hides the '{hidden}' that the code emitted into '{space}' means. {remedy}" : null;
        }
        if (name.Kind == ConsumerNameKind.Type && (space + ".").StartsWith((name.Space.Length == 0 ? "" : name.Space + ".") + name.Name + ".", StringComparison.Ordinal))
            return $"The type '{name.Name}' has the name of a namespace that code is emitted into, '{space}'. {remedy}";
        if (name.Kind == ConsumerNameKind.Type && name.Space.Length == 0 && name.Arity == 0 && name.Name is "System" or "KlingGen")
            return $"The type '{name.Name}' hides the namespace of this name, which emitted code needs. Put it into a namespace, or rename it.";
        return name.Space == space && IsUsed(schema, name.Name, name.Arity)
            ? $"'{name.Name}' hides the '{name.Name}' that the code emitted into the same namespace means. {remedy}"
            : null;
    }

    private static bool IsComment(string text, int index)
    {
        int start = index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;
        return text.Substring(start, index - start).TrimStart().StartsWith("//", StringComparison.Ordinal);
    }

    /// <summary>Whether emitted files speak of a type of this name and arity.</summary>
    private static bool IsUsed(EmittedSchema schema, string name, int arity)
    {
        var use = new Regex($@"(?<![\w.""]){Regex.Escape(name)}{(arity == 0 ? @"(?![\w<""])" : "<")}", RegexOptions.CultureInvariant);
        return schema.Files.Any(file => use.Matches(file.Text).Cast<Match>().Any(match => !IsComment(file.Text, match.Index)));
    }
}
