using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.CSharp;

/// <summary>
/// Makes a file of a block: its usings on top, then statements in a method, members and types in a class, a namespace as it is. What begins with
/// <c>catch</c> follows a <c>try</c>, and <c>…</c> on a line of its own stands for code of the reader's.
/// </summary>
internal static class Wrapping
{
    private const string Omitted = "…";

    public static string Wrap(string page, int line, string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() == Omitted)
                lines[i] = lines[i].Replace(Omitted, "{ }", StringComparison.Ordinal);
            else if (lines[i].StartsWith("#:", StringComparison.Ordinal))
                lines[i] = "";          // a line for `dotnet run app.cs`
        }

        string code = string.Join('\n', lines);
        SyntaxList<UsingDirectiveSyntax> directives = Parse(code).Usings;
        int body = directives.Count == 0 ? 0 : directives.Last().FullSpan.End;
        string usings = code[..body];
        int bodyLine = line + usings.Count(static c => c == '\n');
        string rest = code[body..];

        var file = new StringBuilder().Append("#line ").Append(line).Append(" \"").Append(page).Append("\"\n").Append(usings).Append('\n');
        string place = $"#line {bodyLine} \"{page}\"\n";
        return KindOf(rest) switch
        {
            Kind.File => file.Append(place).Append(rest).ToString(),
            Kind.Members => file.Append("public sealed class Snippet : Ambient {\n").Append(place).Append(rest).Append("\n}").ToString(),
            Kind.Handler => file.Append("public sealed class Snippet : Ambient { public static async Task Run() { try { await Call(); }\n").Append(place).Append(rest).Append("\n} }").ToString(),
            _ => file.Append("public sealed class Snippet : Ambient { public static async Task Run() {\n").Append(place).Append(rest).Append("\n} }").ToString(),
        };
    }

    private enum Kind
    {
        Statements,
        Members,
        Handler,
        File,
    }

    private static Kind KindOf(string code)
    {
        if (code.TrimStart().StartsWith("catch", StringComparison.Ordinal))
            return Kind.Handler;
        SyntaxList<MemberDeclarationSyntax> members = Parse(code).Members;
        if (members.Any(static member => member is BaseNamespaceDeclarationSyntax))
            return Kind.File;
        bool isMember = members.Any(static member => member is BaseTypeDeclarationSyntax or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax
            || member is GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } && (function.AttributeLists.Count > 0 || function.Modifiers.Any(SyntaxKind.PublicKeyword)));
        return isMember ? Kind.Members : Kind.Statements;
    }

    private static CompilationUnitSyntax Parse(string code) => SyntaxFactory.ParseCompilationUnit(code, options: SnippetCompiler.ParseOptions);
}
