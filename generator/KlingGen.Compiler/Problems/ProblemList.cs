using KlingGen.Compiler.Json;

namespace KlingGen.Compiler;

/// <summary>Collects problems and gives each its line and column.</summary>
internal sealed class ProblemList(string path, LineMap lines)
{
    private readonly List<Problem> _problems = [];

    public void Add(string id, string message, JsonNode node) => Add(id, message, node.Start, node.End - node.Start);

    public void Add(string id, string message, JsonMember member) => Add(id, message, member.NameStart, member.NameEnd - member.NameStart);

    public void Add(string id, string message, int start, int length)
    {
        (int line, int column) = lines.Find(start);
        (int endLine, int endColumn) = lines.Find(start + length);
        _problems.Add(new Problem(id, ProblemKind.Of(id).Severity, message, path, start, length, line, column, endLine, endColumn));
    }

    /// <summary>Reports where a document is nested deeper than anybody here walks down.</summary>
    public bool IsTooDeep(JsonDocument document)
    {
        if (document.TooDeep is not { } start)
            return false;
        Add(ProblemIds.NestedTooDeep, $"The file is nested more than {JsonDocument.MaxDepth} levels deep here, which no endpoint's document is. Fetch the document again, or shorten this value.", start, 1);
        return true;
    }

    /// <summary>In document order, each once: a component that is reached by two roads is still one problem.</summary>
    public EquatableArray<Problem> ToArray() =>
        _problems.Distinct()
            .OrderBy(static problem => problem.Start)
            .ThenBy(static problem => problem.Id, StringComparer.Ordinal)
            .ThenBy(static problem => problem.Message, StringComparer.Ordinal)
            .ToEquatableArray();
}
