using Generator.Tests;
using KlingGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cli.Tests.Support;

/// <summary>The C# compiler, asked about a call that the tool shows.</summary>
internal static class CallCompiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What the compiler says of a call beside what is generated for its document.</summary>
    public static List<string> Failures(string document, string program)
    {
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("a.json", document, RootNamespace: "MyApp")).Endpoint!;
        SyntaxTree call = CSharpSyntaxTree.ParseText(AsMethod(program), Compile.Parse(Compile.Floor));
        CSharpCompilation compilation = Compile.Create(CodeEmitter.Emit(endpoint), Compile.Floor, ImplicitUsings).AddSyntaxTrees(call);
        return
        [
            .. compilation.GetSemanticModel(call).GetDiagnostics()
                .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => $"{diagnostic}: {call.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}"),
        ];
    }

    // A library has no statements at its top.
    private static string AsMethod(string program)
    {
        int end = program.IndexOf("using var", StringComparison.Ordinal);
        return $"{program[..end]}\nnamespace Calls\n{{\n    internal static class Call\n    {{\n        public static async global::System.Threading.Tasks.Task Run()\n        {{\n{program[end..]}\n        }}\n    }}\n}}\n";
    }
}
