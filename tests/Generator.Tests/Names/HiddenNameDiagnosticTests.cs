using Microsoft.CodeAnalysis;

namespace Generator.Tests.Names;

/// <summary>Where a consumer's name does hide one of ours, the diagnostic stands at that name; nowhere else does it.</summary>
public sealed class HiddenNameDiagnosticTests
{
    [Theory]
    [InlineData("namespace Studio.Fal.Kinds; class «FalClient»;")]
    [InlineData("namespace Studio.Fal.Kinds { struct «FalJson» { } }")]
    [InlineData("namespace Studio { namespace Fal.Kinds { enum «FalValidator» { A } } }")]
    [InlineData("namespace Studio.Fal.Kinds; delegate void «IReadOnlyList»<T>();")]
    [InlineData("namespace Studio.Fal.Kinds; interface «IFalInput»;")]
    [InlineData("namespace Studio.Fal.Kinds; class «FalList»<T>;")]
    [InlineData("namespace Studio.Fal.Kinds; class «ObsoleteAttribute»;")]
    [InlineData("namespace «Studio.Fal.Kinds.FalClient»; class Own;")]
    [InlineData("namespace «Studio.Fal.Kinds.FalMap.Inner» { class Own; }")]
    [InlineData("namespace Studio.Fal.Kinds; partial record XInput { public int «FalList» => 1; }")]
    [InlineData("namespace Studio.Fal.Kinds; partial record XInput { void «FalMap»() { } }")]
    [InlineData("namespace Studio.Fal.Kinds; partial record XInput { class «FalJson»; }")]
    [InlineData("namespace Studio; class «Fal»;")]
    [InlineData("class «KlingGen»;")]
    [InlineData("class «System»;")]
    public void A_name_that_hides_one_of_ours_is_said(string code)
    {
        string plain = code.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.StartBeside(plain, Schema());

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("KLG0019", "Consumer.cs"), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path));
        Assert.Equal(code[(code.IndexOf('«', StringComparison.Ordinal) + 1)..code.IndexOf('»', StringComparison.Ordinal)], plain.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(diagnostic.Location.SourceSpan.Start, diagnostic.Location.GetLineSpan().StartLinePosition.Character);
    }

    [Theory]
    [InlineData("class FalClient; class FalJson; class List<T>; class ObsoleteAttribute;")]
    [InlineData("namespace Studio; class FalClient; class System; class KlingGen;")]
    [InlineData("namespace Studio.Fal; class FalClient;")]
    [InlineData("namespace Studio.Fal.Other; class FalClient;")]
    [InlineData("namespace Studio.Fal.Kinds; class Own; class FalClient<T>; class FalApiException;")]
    [InlineData("namespace Studio.Fal.Kinds; partial record XInput { public int Own => 1; public int List => 1; }")]
    [InlineData("namespace Studio.FalClient.FalJson; class Own;")]
    [InlineData("namespace Other; class Fal;")]
    public void Any_other_name_is_not(string code) => Assert.Empty(GeneratorRun.StartBeside(code, Schema()).Diagnostics);

    private static TestSchema Schema() => new("schemas/every.json", EveryShape.Text) { Namespace = "Studio.Fal.Kinds" };
}
