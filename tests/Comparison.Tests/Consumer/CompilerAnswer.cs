using KlingGen.Comparison;
using KlingGen.Compiler;
using Microsoft.CodeAnalysis;

namespace ComparisonTests.Consumer;

/// <summary>What the compiler says about a program that was written for one model and meets another.</summary>
internal sealed record CompilerAnswer(ChangeSeverity Severity, string Reasons)
{
    /// <summary>Compiles a program that uses all of the first model against the second; against the first it must be clean.</summary>
    public static CompilerAnswer Of(EndpointSpec before, EndpointSpec after)
    {
        var library = new Library(before);
        SyntaxTree consumer = ConsumerCode.Write(library);
        IReadOnlyList<Diagnostic> own = library.Compile(consumer);
        Assert.True(own.Count == 0, "The program does not fit the library that it was written for:\n" + string.Join("\n", own.Take(5)) + "\n" + consumer);

        IReadOnlyList<Diagnostic> found = new Library(after).Compile(consumer);
        ChangeSeverity severity = found.Count == 0 ? ChangeSeverity.None : found.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? ChangeSeverity.Error : ChangeSeverity.Warning;
        return new CompilerAnswer(severity, string.Join("\n      ", found.Take(4).Select(static diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")));
    }
}
