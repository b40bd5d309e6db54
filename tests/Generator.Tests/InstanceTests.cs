using KlingGen.Generator.Inputs;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests;

/// <summary>The code for target frameworks without static members of interfaces. Runtime.NetStandard.Tests runs it; SupportTests of the packages compile it for them.</summary>
public sealed class InstanceTests
{
    private static readonly string s_document = SmallSchema.Endpoint(
        "studio/x",
        """{"type":"object","properties":{"size":{"enum":["1K","2K"]},"strength":{"anyOf":[{"type":"number"},{"type":"string"}]}}}""");

    [Fact]
    public void Nothing_of_a_type_is_static_there()
    {
        string code = Code(usesInstances: true);
        Assert.Contains("    XInput IFalJson<XInput>.ReadFrom(ref FalJsonReader reader)\n", code, StringComparison.Ordinal);
        Assert.Contains("    FalShape IFalJson<XInput>.Shape => ", code, StringComparison.Ordinal);
        Assert.Contains("    FalShape? IFalJson<Strength>.Shape => null;\n", code, StringComparison.Ordinal);
        Assert.Contains("internal sealed class SizeCodec : FalEnumValues<SizeCodec, Size>\n", code, StringComparison.Ordinal);
        Assert.Contains("public SizeCodec() : base(new(\"\"\"[\"1K\", \"2K\"]\"\"\"u8)) { }\n", code, StringComparison.Ordinal);
        Assert.Contains("[FalEnumAttribute(typeof(SizeCodec))]\n", code, StringComparison.Ordinal);
        Assert.DoesNotContain("ThrowIfNull", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_it_is_as_ever()
    {
        string code = Code(usesInstances: false);
        Assert.Contains("    static XInput IFalJson<XInput>.ReadFrom(ref FalJsonReader reader)\n", code, StringComparison.Ordinal);
        Assert.DoesNotContain("FalEnumValues", code.Replace("IFalEnumValues", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(".Shape => null", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Schemas_for_OpenAPI_documents_are_not_written_there()
    {
        Assert.Contains("FalSchema? IFalJson<XInput>.Schema => ", Code(usesInstances: false, openApi: "true"), StringComparison.Ordinal);
        Assert.DoesNotContain("FalSchema", Code(usesInstances: true, openApi: "true"), StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_of_the_language_are_written_where_they_are_missing()
    {
        int all = LanguageTypes.Find(CSharpCompilation.Create("Bare"));
        string text = LanguageTypes.Write(all)!;
        CSharpCompilation filled = CSharpCompilation.Create("Filled", [CSharpSyntaxTree.ParseText(text, Compile.Parse(LanguageVersion.CSharp11))], options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Equal(31, all);
        Assert.Equal(0, LanguageTypes.Find(filled));
        Assert.DoesNotContain(filled.SyntaxTrees[0].GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Null(LanguageTypes.Write(LanguageTypes.Find(CSharpCompilation.Create("Modern", references: Compile.References))));

        CSharpCompilation own = CSharpCompilation.Create("Own", [CSharpSyntaxTree.ParseText("namespace System.Runtime.CompilerServices { internal static class IsExternalInit { } }")]);
        Assert.DoesNotContain("IsExternalInit", LanguageTypes.Write(LanguageTypes.Find(own)), StringComparison.Ordinal);
    }

    private static string Code(bool usesInstances, string openApi = "") =>
        string.Concat(GeneratorRun.Start(new TestSchema("x.json", s_document) { UsesInstances = usesInstances, OpenApi = openApi }).Sources.Values);
}
