using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cli.Tests.Support;
using KlingGen.TestKit;

namespace Cli.Tests.Diff;

/// <summary>Many changes of one kind at one type are one row for people, and all of them for scripts.</summary>
public sealed class ReportRowTests : IDisposable
{
    private readonly CliRun _cli = new() { Width = 400 };

    public void Dispose() => _cli.Dispose();

    public static TheoryData<string, string, string, string> Kinds() => new()
    {
        { Voices(2), Voices(33), "KLD036", "31 values are new: \"v10\", \"v11\"" },
        { Voices(33), Voices(2), "KLD035", "31 values are gone: \"v10\", \"v11\"" },
        { Members(1), Members(9), "KLD012", "8 members are new: M1 (int?), M2 (int?)" },
        { Members(9), Members(1), "KLD011", "8 members are gone: M1, M2" },
        { Members(9), Members(9).Replace("{\"type\":\"integer\"}", "{\"type\":\"integer\",\"deprecated\":true}", StringComparison.Ordinal), "KLD022", "9 members are now deprecated: M0, M1" },
        { Members(9), Members(9).Replace("{\"type\":\"integer\"}", "{\"type\":\"integer\",\"maximum\":7}", StringComparison.Ordinal), "KLD025", "9 members: M0 (at most 7, before unlimited)" },
        { Members(9), Members(9).Replace("{\"type\":\"integer\"}", "{\"type\":\"integer\",\"default\":7}", StringComparison.Ordinal), "KLD023", "9 defaults differ: M0 (none → 7)" },
        { Members(9), Members(9).Replace("{\"type\":\"integer\"}", "{\"type\":[\"integer\",\"null\"]}", StringComparison.Ordinal), "KLD017", "9 members can now be null: M0, M1" },
        { Members(9, true), Members(9), "KLD016", "9 members are no longer required: M0, M1" },
        { Members(9), Members(9, true), "KLD015", "9 members are now required: M0, M1" },
        { Members(9), Members(9).Replace("{\"type\":\"integer\"}", "{\"type\":\"integer\",\"format\":\"day\"}", StringComparison.Ordinal), "KLD045", "9 formats differ: M0 (none → day)" },
        { Branches("boolean"), Branches("boolean", "integer", "array"), "KLD041", "2 cases are new" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task They_share_a_row(string old, string @new, string rule, string words)
    {
        _cli.Write("old.json", SmallSchema.Endpoint("studio/x", old));
        _cli.Write("new.json", SmallSchema.Endpoint("studio/x", @new));

        foreach (string format in (string[])["terminal", "markdown", "sarif"])
        {
            string text = (await _cli.RunAsync("diff", "old.json", "new.json", "--fail-on", "none", "--format", format)).ShouldSucceed().Output;
            string[] rows = format == "sarif"
                ? [.. JsonDocument.Parse(text).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Where(result => result.GetProperty("ruleId").GetString() == rule).Select(static result => result.GetProperty("message").GetProperty("text").GetString()!)]
                : [.. text.Split('\n').Where(line => line.Contains(rule, StringComparison.Ordinal))];
            string row = Assert.Single(rows);
            if (format == "terminal")
                Assert.Contains(words, row, StringComparison.Ordinal);
        }

        string json = (await _cli.RunAsync("diff", "old.json", "new.json", "--fail-on", "none", "--json")).ShouldSucceed().Output;
        JsonElement[] changes = [.. JsonDocument.Parse(json).RootElement.GetProperty("comparisons")[0].GetProperty("changes").EnumerateArray().Where(change => change.GetProperty("rule").GetString() == rule)];
        Assert.True(changes.Length > 1);
        Assert.Equal(changes.Length, changes.Select(static change => change.GetProperty("member").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task What_means_something_else_has_its_own_row()
    {
        // The price goes by one of them; one is suppressed; the others share a row.
        _cli.Write("old.json", SmallSchema.Endpoint("studio/x", Members(4)));
        _cli.Write("new.json", SmallSchema.Endpoint("studio/x", Members(4)
            .Replace("\"m0\":{\"type\":\"integer\"}", "\"m0\":{\"type\":\"integer\",\"description\":\"Each one costs 2 credits.\"}", StringComparison.Ordinal)
            .Replace("{\"type\":\"integer\"", "{\"maximum\":7,\"type\":\"integer\"", StringComparison.Ordinal)));
        _cli.Write("klinggen.suppressions.json", """{"suppressions":[{"rule":"KLD025","member":"XInput.M3","reason":"never set"}]}""");
        string text = (await _cli.RunAsync("diff", "old.json", "new.json", "--fail-on", "none")).ShouldSucceed().Output;
        string[] rows = [.. text.Split('\n').Where(static line => line.Contains("KLD025", StringComparison.Ordinal))];
        Assert.Equal(3, rows.Length);
        Assert.Single(rows, static row => row.Contains("Price: its description says \"Each one costs 2 credits.\".", StringComparison.Ordinal));
        Assert.Single(rows, static row => row.Contains("suppressed: never set", StringComparison.Ordinal));
        Assert.Single(rows, static row => row.Contains("2 members: M1 (at most 7, before unlimited), M2 (at most 7, before unlimited)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_reason_is_in_every_form_of_the_report()
    {
        const string Input = """{"type":"object","properties":{"addons":{"type":"string","description":"Triples the bill."},"generate_audio":{"type":"boolean","description":"The cost is the same with and without sound."},"resolution":{"type":"string","enum":["a","b"]}}}""";
        _cli.Write("old.json", SmallSchema.Endpoint("studio/x", Input));
        _cli.Write("new.json", SmallSchema.Endpoint("studio/x", Input.Replace("\"description\"", "\"default\":true,\"description\"", StringComparison.Ordinal).Replace("\"b\"]", "\"b\",\"4k\"]", StringComparison.Ordinal)));
        foreach (string format in (string[])["terminal", "markdown", "json", "sarif"])
        {
            string text = (await _cli.RunAsync("diff", "old.json", "new.json", "--fail-on", "none", "--format", format)).ShouldSucceed().Output;
            Assert.Contains("Triples the bill.", text, StringComparison.Ordinal);
            Assert.Contains("it is named", text, StringComparison.Ordinal);
            Assert.DoesNotContain("the same with", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Inspect_says_by_what_the_price_goes()
    {
        JsonNode document = JsonNode.Parse(KlingSchema.Text)!;
        JsonNode members = document["components"]!["schemas"]!["KlingImageV3TextToImageInput"]!["properties"]!;
        members["prompt"]!["description"] = "Long prompts cost 2 credits more.";
        members["num_images"]!["description"] = "The price is the same for all.";
        _cli.Write("kling.json", document.ToJsonString());

        string table = (await _cli.RunAsync("inspect", "kling.json")).ShouldSucceed().Output;
        Assert.Contains("Price: its description says \"Long prompts cost 2 credits more.\".", table, StringComparison.Ordinal);
        Assert.Contains("Price: it is named 'resolution'.", table, StringComparison.Ordinal);
        Assert.DoesNotContain("'num_images'", table, StringComparison.Ordinal);
        JsonElement[] types = [.. JsonDocument.Parse((await _cli.RunAsync("inspect", "kling.json", "--json")).ShouldSucceed().Output).RootElement.GetProperty("types").EnumerateArray()];
        JsonElement[] input = [.. types.First(static type => type.GetProperty("name").GetString() == "KlingImageV3TextToImageInput").GetProperty("members").EnumerateArray()];
        Assert.Equal(["prompt", "resolution"], input.Where(static member => member.GetProperty("priceReason").ValueKind == JsonValueKind.String).Select(static member => member.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    private static string Voices(int count) =>
        "{\"type\":\"object\",\"properties\":{\"voice\":{\"type\":\"string\",\"enum\":[" + string.Join(',', Enumerable.Range(0, count).Select(static i => string.Create(CultureInfo.InvariantCulture, $"\"v{i}\""))) + "]}}}";

    private static string Members(int count, bool required = false)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(static i => string.Create(CultureInfo.InvariantCulture, $"\"m{i}\""))];
        return $"{{\"type\":\"object\",\"properties\":{{{string.Join(',', names.Select(static name => name + ":{\"type\":\"integer\"}"))}}},\"required\":[{(required ? string.Join(',', names) : "")}]}}";
    }

    private static string Branches(params string[] types) =>
        "{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"string\"}," + string.Join(',', types.Select(static type => "{\"items\":{\"type\":\"number\"},\"type\":\"" + type + "\"}")) + "]}}}";
}
