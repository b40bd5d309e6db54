using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Names;

/// <summary>
/// A consumer's own names hide none of ours: emitted code compiles whatever the project, its namespaces, its types and its aliases are
/// called, and means the same by each name.
/// </summary>
public sealed class HiddenNameTests
{
    private const string Space = "Acme.Fal.Kinds";
    private const string Undocumented = "CS1591";

    private static readonly string[] s_bodies = ["{ }", ": global::System.Attribute { public {0}(params object[] values) { } }"];

    [Fact]
    public void The_table_holds_every_name()
    {
        Assert.True(ForeignName.All.Count > 120, ForeignName.All.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        ForeignName[] missing = [.. Corpus.Documents.AsParallel().SelectMany(static document => ForeignName.Used(CodeEmitter.Emit(SchemaReader.Read(new SchemaInput(document.Path, document.Text, Namespace: "Probe")).Endpoint!)).Distinct()).Distinct().Where(static name => !ForeignName.All.Contains(name))];
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("namespace Acme;")]
    [InlineData("namespace Acme.Fal;")]
    public void Types_in_enclosing_namespaces_hide_nothing(string where)
    {
        foreach (bool isAttribute in new[] { false, true })
            AssertCompiles(EveryShape.Emit(Space), Declare(where, isAttribute, where.Length == 0 ? ["Acme", "System", "KlingGen"] : where == "namespace Acme;" ? ["Fal"] : []));
    }

    [Fact]
    public void Namespaces_hide_nothing()
    {
        // Each name once as the first, and all of them as segments of one long namespace.
        string[] names = [.. ForeignName.All.Select(static name => name.Name).Distinct()];
        string[] types = [.. names.Where(static name => name is not ("System" or "KlingGen"))];
        AssertCompiles(EveryShape.Emit("Acme." + string.Join(".", names) + ".Fal.Kinds"));
        AssertCompiles([.. types.Take(3).Concat(["System", "KlingGen"]).SelectMany(static name => EveryShape.Emit(name + ".Fal.Kinds"))], string.Concat(types.Select(static name => $"namespace {name} {{ public class Own; }}\nnamespace Acme.{name} {{ public class Own; }}\nnamespace Acme.Fal.{name} {{ public class Own; }}\n")));
        AssertCompiles(EveryShape.Emit(Space), string.Concat(types.Select(static name => $"namespace {name} {{ public class Own; }}\nnamespace Acme.{name} {{ public class Own; }}\nnamespace Acme.Fal.{name} {{ public class Own; }}\n")));
    }

    [Fact]
    public void Aliases_and_usings_of_the_whole_project_hide_nothing()
    {
        string aliases = string.Concat(ForeignName.All.Where(static name => name.Arity == 0).Select(static name => name.Name).Distinct().Select(static name => $"global using {name} = global::Other.Thing;\n"));
        AssertCompiles(EveryShape.Emit(Space), aliases + "namespace Other { public class Thing; }");
        AssertCompiles(EveryShape.Emit(Space), "global using Other;", Declare("namespace Other;", isAttribute: false, []));
        AssertCompiles(EveryShape.Emit(Space), "global using static Holder;", "public static class Holder {" + string.Concat(Bodies(false, []).Distinct()) + "}");
    }

    [Fact]
    public void Members_and_types_of_the_document_hide_nothing()
    {
        string[] names = [.. ForeignName.All.Select(static name => name.Name).Distinct()];
        string members = string.Join(",", names.Select(static (name, index) => $"\"{name}\":{{\"$ref\":\"#/components/schemas/{name}\"}},\"list_{index}\":{{\"type\":\"array\",\"items\":{{\"$ref\":\"#/components/schemas/{name}\"}},\"pattern\":\"a\"}},\"text_{index}\":{{\"type\":\"string\",\"pattern\":\"^a\"}}"));
        string plain = string.Join(",", names.Select(static name => $"\"{name}\":{{\"type\":\"string\"}}"));
        string lists = string.Join(",", names.Select(static name => $"\"{name}\":{{\"type\":\"array\",\"items\":{{\"type\":\"string\"}},\"nullable\":true,\"default\":[\"a\"]}}"));
        string enums = string.Join(",", names.Select(static name => $"\"{name}\":{{\"enum\":[\"{name}\",\"b\"]}}"));
        string values = $"{{\"type\":\"object\",\"properties\":{{\"any\":{{\"enum\":[{string.Join(",", names.Select(static name => $"\"{name}\""))}]}}}}}}";
        string components = string.Concat(names.Select(static name => $"\"{name}\":{{\"type\":\"object\",\"properties\":{{\"a\":{{\"type\":\"string\"}}}}}},"));
        string union = $"{{\"anyOf\":[{string.Join(",", names.Select(static name => $"{{\"$ref\":\"#/components/schemas/{name}\"}}"))}]}}";
        string[] inputs = [$"{{\"type\":\"object\",\"properties\":{{{members}}}}}", $"{{\"type\":\"object\",\"properties\":{{{plain}}}}}", $"{{\"type\":\"object\",\"properties\":{{{lists}}}}}", $"{{\"type\":\"object\",\"properties\":{{{enums}}}}}", values, union];
        AssertCompiles([.. inputs.SelectMany((input, number) => EveryShape.Emit(SmallSchema.Endpoint("o/x", input, input, components), $"Acme.In{number}"))]);
    }

    private static string Declare(string where, bool isAttribute, string[] except) => where + "\n" + string.Concat(Bodies(isAttribute, except).Distinct());

    private static IEnumerable<string> Bodies(bool isAttribute, string[] except) => ForeignName.All.Where(name => !except.Contains(name.Name) && (!isAttribute || name.IsAttribute))
        .SelectMany(name => name.Declarations(s_bodies[isAttribute ? 1 : 0])).Select(static line => line.Replace("{0}", line.Split(' ', '<')[2], StringComparison.Ordinal) + "\n");

    private static void AssertCompiles(IEnumerable<SourceFile> files, params string[] consumer)
    {
        CSharpCompilation compilation = Compile.Create(files, Compile.Floor, consumer);
        string[] found = [.. compilation.WithOptions(compilation.Options.WithConcurrentBuild(true)).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info && !(diagnostic.Id == Undocumented && diagnostic.Location.SourceTree!.FilePath.Length == 0))
            .Select(static diagnostic => diagnostic.ToString())];
        Assert.True(found.Length == 0, $"{found.Length}:\n" + string.Join("\n", found.Take(25)));
    }
}
