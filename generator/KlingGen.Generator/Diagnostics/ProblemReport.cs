using KlingGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KlingGen.Generator.Diagnostics;

/// <summary>Turns a problem, which is data, into a diagnostic.</summary>
internal static class ProblemReport
{
    public static Diagnostic ToDiagnostic(Problem problem)
    {
        var span = new TextSpan(problem.Start, problem.Length);
        var lines = new LinePositionSpan(new LinePosition(problem.Line - 1, problem.Column - 1), new LinePosition(problem.EndLine - 1, problem.EndColumn - 1));
        return Diagnostic.Create(DiagnosticDescriptors.ById[problem.Id], Location.Create(problem.Path, span, lines), problem.Message);
    }
}
