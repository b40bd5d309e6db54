namespace KlingGen.Compiler;

/// <summary>How much a problem takes away.</summary>
public enum ProblemSeverity
{
    /// <summary>Something was left out; the rest is generated.</summary>
    Warning,

    /// <summary>Nothing can be generated from this file.</summary>
    Error,
}

/// <summary>Something about a schema file that its reader should know, with its place in the file.</summary>
/// <param name="Id">The diagnostic's id, <c>KLG0002</c> and on.</param>
/// <param name="Severity">How much is lost.</param>
/// <param name="Message">One sentence: where in the schema, what was found, what was done instead, and the remedy.</param>
/// <param name="Path">The schema file.</param>
/// <param name="Start">Offset in UTF-16 units.</param>
/// <param name="Length">Length in UTF-16 units.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="EndLine">Line of the end, from 1.</param>
/// <param name="EndColumn">Column behind the end, from 1.</param>
public sealed record Problem(string Id, ProblemSeverity Severity, string Message, string Path, int Start, int Length, int Line, int Column, int EndLine, int EndColumn);
