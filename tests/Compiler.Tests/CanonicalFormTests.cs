using System.Collections.Concurrent;
using System.Text.Json;
using Compiler.Tests.Canonicals;
using CsCheck;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

public sealed class CanonicalFormTests
{
    private const int Iterations = 5_000;

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("1e0", "1")]
    [InlineData("10e-1", "1")]
    [InlineData("0.10", "0.1")]
    [InlineData("1E2", "100")]
    [InlineData("-0", "0")]
    [InlineData("-0.000e99", "0")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("18446744073709551617.0", "18446744073709551617")]
    [InlineData("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827")]
    [InlineData("-12.50e1", "-125")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("1e21", "1e21")]
    [InlineData("123e25", "1.23e27")]
    [InlineData("1e-21", "0.000000000000000000001")]
    [InlineData("1e-22", "1e-22")]
    [InlineData("1e999999999999999999999", "1e999999999999999999999")]
    [InlineData("1.5E-999999999999999999999", "1.5e-999999999999999999999")]
    [InlineData("15e999999999999999999", "1.5e1000000000000000000")]
    [InlineData("15e1999999999999999999", "1.5e2000000000000000000")]
    [InlineData("0.15e1000000000000000000", "1.5e999999999999999999")]
    [InlineData("0.15e2000000000000000000", "1.5e1999999999999999999")]
    [InlineData("15e-2000000000000000000", "1.5e-1999999999999999999")]
    [InlineData("0.15e-0009999999999999999999", "1.5e-10000000000000000000")]
    public void A_number_has_one_spelling(string literal, string expected) => Assert.Equal(expected + "\n", Form(literal));

    [Theory]
    [InlineData("\"\\u0041\\/\\u00e9\"", "\"A/é\"")]
    [InlineData("\"\\u000a\\u0009\\u0008\\u000C\\u000d\\u0001\"", "\"\\n\\t\\b\\f\\r\\u0001\"")]
    [InlineData("\"\\uD83D\\uDE00\"", "\"😀\"")]
    [InlineData("\"\\uD83D\"", "\"\\ud83d\"")]
    [InlineData("\"\\uDE00\\uD83D\"", "\"\\ude00\\ud83d\"")]
    public void A_string_has_the_fewest_escapes(string literal, string expected) => Assert.Equal(expected + "\n", Form(literal));

    [Fact]
    public void Members_stand_by_ordinal_name_and_the_last_of_one_name_counts()
    {
        Assert.Equal("{\n  \"B\": [],\n  \"a\": {\n    \"x\": 2\n  },\n  \"é\": {}\n}\n", Form("\uFEFF{\"é\":{},\"a\":1,\"B\":[],\"a\":{\"x\":1,\"x\":2}}"));
    }

    [Fact]
    public void A_text_that_is_nested_too_deeply_has_none()
    {
        CanonicalResult fine = CanonicalForm.Of("a.json", new string('[', CanonicalForm.MaxDepth) + new string(']', CanonicalForm.MaxDepth));
        CanonicalResult tooDeep = CanonicalForm.Of("a.json", new string('[', 1_000_000) + new string(']', 1_000_000));

        Assert.NotNull(fine.Form);
        Assert.Null(tooDeep.Form);
        Problem problem = Assert.Single(tooDeep.Problems);
        Assert.Equal((ProblemIds.NestedTooDeep, CanonicalForm.MaxDepth), (problem.Id, problem.Start));
    }

    [Fact]
    public void An_exponent_of_many_digits_costs_no_more_than_its_length()
    {
        string digits = new('9', 1 << 20);

        Assert.Equal($"1e{digits}\n", Form($"1E+{digits}"));
        Assert.Equal($"1.5e1{digits.Replace('9', '0')}\n", Form($"15e{digits}"));
    }

    [Fact]
    public void The_hash_is_that_of_the_text_in_UTF_8()
    {
        CanonicalForm form = CanonicalForm.Of("a.json", "{\"ü\": 1.0}").Form!;

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("{\n  \"ü\": 1\n}\n"u8)), form.Sha256);
    }

    [Fact]
    public void It_is_idempotent_lossless_and_blind_to_order_blanks_and_spelling() =>
        Gen.Select(JsonValues.Any, Gen.Int).Holds(
            static (value, seed) =>
            {
                string first = Form(value.Write(new Random(seed)));
                string second = Form(value.Write(new Random(seed + 1)));
                return first == second && Form(first) == first && value.IsSame(first);
            },
            iter: Iterations, print: static pair => pair.Item1.Write(new Random(pair.Item2)));

    [Fact]
    public void Of_every_document_it_is_idempotent_and_lossless_and_blind_to_order()
    {
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(Corpus.Documents, document =>
        {
            string form = Form(document.Text);
            using JsonDocument original = JsonDocument.Parse(document.Text);
            using JsonDocument written = JsonDocument.Parse(form);
            if (!JsonElement.DeepEquals(original.RootElement, written.RootElement))
                failures.Add($"{document}: another value");
            if (Form(form) != form)
                failures.Add($"{document}: not idempotent");
            if (Form(JsonShuffle.Shuffle(document.Text, 5)) != form)
                failures.Add($"{document}: order shows");
        });
        Assert.Empty(failures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_code_of_every_document_is_the_code_of_its_canonical_form()
    {
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(Corpus.Documents, document =>
        {
            if (Emit(document.Text) != Emit(Form(document.Text)))
                failures.Add(document.Name);
        });
        Assert.Empty(failures.Order(StringComparer.Ordinal));
    }

    private static string Form(string text) => CanonicalForm.Of("a.json", text).Form!.Text;

    private static string Emit(string text) =>
        string.Concat(CodeEmitter.Emit(SchemaReader.Read(new SchemaInput("a.json", text, RootNamespace: "Studio")).Endpoint!).Select(static file => file.HintName + "\n" + file.Text));
}
