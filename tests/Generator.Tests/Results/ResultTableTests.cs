using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using KlingGen;
using KlingGen.Compiler;

namespace Generator.Tests.Results;

/// <summary>The table of docs/results.md: each kind of misfit in each place, read by emitted code.</summary>
public sealed class ResultTableTests
{
    private static readonly string[] s_places = ["Required", "Optional", "List item", "Dictionary value", "Tuple position", "Union case"];

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Lazy<MethodInfo> s_read = new(CompileReader);

    public static TheoryData<string, string, string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string, string, string>();
        foreach (string[] row in ResultTable.Rows())
        {
            for (int i = 0; i < s_places.Length; i++)
            {
                if (row[3 + i] != "–")
                    cells.Add(row[0], row[1], row[2], s_places[i], row[3 + i]);
            }
        }

        return cells;
    }

    [Fact]
    public void The_table_has_every_type_and_every_place()
    {
        string[][] rows = [.. ResultTable.Rows()];
        Assert.True(rows.Length > 50);
        Assert.Equal(ResultSchema.Types.Keys.Append("any").Order(), rows.Select(static row => row[0]).Distinct().Order());
        Assert.All(ResultSchema.Types.Keys, type => Assert.Contains(rows, row => row[0] == type && row[1] == "null"));
        Assert.Equal(["absent", "error", "kept", "left out", "other", "read"], rows.SelectMany(static row => row[3..]).Where(static cell => cell != "–").Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_cell_of_the_table(string type, string found, string readAs, string place, string outcome)
    {
        Check(type, found, readAs, place, outcome, isRequired: place == "Required");

        // In a list, dictionary or tuple that must be there nothing can be kept aside.
        if (place is "List item" or "Dictionary value" or "Tuple position")
            Check(type, found, readAs, place, outcome == "kept" ? "error" : outcome, isRequired: true);
    }

    private static void Check(string type, string found, string readAs, string place, string outcome, bool isRequired)
    {
        string member = ResultSchema.Member(type == "any" ? "text" : type, place, isRequired);
        string value = ResultSchema.InPlace(place, found);
        string json = ResultSchema.Document(member, found == "missing" ? null : value);
        object read;
        try
        {
            read = s_read.Value.Invoke(null, [json])!;
        }
        catch (TargetInvocationException error) when (error.InnerException is JsonException refused)
        {
            Assert.True(outcome == "error", $"{json}: {refused.Message}");
            Assert.StartsWith(found == "missing" ? "$" : "$." + member, refused.Path, StringComparison.Ordinal);
            return;
        }

        Assert.NotEqual("error", outcome);
        var bag = (IReadOnlyDictionary<string, FalJson>?)read.GetType().GetProperty("AdditionalProperties")!.GetValue(read);
        FalJson written = FalJson.Parse(Write(read));
        Assert.Equal(outcome == "kept", bag?.ContainsKey(member) == true);
        switch (outcome)
        {
            case "kept":
                Assert.Equal(value, bag![member].ToString());
                Assert.Null(ResultSchema.Property(read, member));
                Assert.Equal(FalJson.Parse(value), Of(written, member));
                break;
            case "absent":
                Assert.Null(ResultSchema.Property(read, member));
                Assert.False(written.TryGetProperty(member, out _));
                break;
            case "left out":
                Assert.Equal(FalJson.Parse("{}"), Of(written, member));
                break;
            case "other":
                object union = ResultSchema.Property(read, member)!;
                object?[] other = [null];
                Assert.True((bool)union.GetType().GetMethod("TryGetOther")!.Invoke(union, other)!);
                Assert.Equal(found, other[0]!.ToString());
                break;
            default:
                Assert.Equal(FalJson.Parse(ResultSchema.InPlace(place, readAs)), Of(written, member));
                if (place == "Union case")
                    Assert.False((bool)ResultSchema.Property(read, member)!.GetType().GetMethod("TryGetOther")!.Invoke(ResultSchema.Property(read, member), [null])!);
                break;
        }

        // A result that was stored is read again as the same.
        object again = s_read.Value.Invoke(null, [Write(read)])!;
        Assert.Equal(Write(read), Write(again));
    }

    private static FalJson Of(FalJson json, string member)
    {
        Assert.True(json.TryGetProperty(member, out FalJson? value), $"{member} in {json}");
        return value;
    }

    private static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), s_plain);

    private static MethodInfo CompileReader()
    {
        ReadResult model = SchemaReader.Read(new SchemaInput("results.json", ResultSchema.Text(), RootNamespace: "Studio"));
        Assert.Empty(model.Problems);
        SourceFile[] files = [.. CodeEmitter.Emit(model.Endpoint!)];
        Compile.AssertClean(files);
        using var image = new MemoryStream();
        const string program = """
            internal static class Program
            {
                public static object Read(string json) => KlingGen.CompilerServices.FalJsonText.Read<Studio.Fal.Results.Out>(json);
            }
            """;
        Microsoft.CodeAnalysis.Emit.EmitResult result = Compile.Create(files, Compile.Floor, program).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(image.ToArray())).GetType("Program")!.GetMethod("Read")!;
    }
}
