using System.Text.Json;

namespace Cli.Tests.Support;

/// <summary>What the SARIF 2.1.0 schema demands of the parts that we write: required members, types, allowed words, indices that lead somewhere.</summary>
internal static class SarifShape
{
    private static readonly string[] s_levels = ["none", "note", "warning", "error"];
    private static readonly string[] s_kinds = ["function", "member", "module", "namespace", "parameter", "resource", "returnType", "type", "variable", "object", "array", "property", "value"];

    /// <summary>Checks a log with one run, and gives its results.</summary>
    public static JsonElement[] Check(string text)
    {
        JsonElement log = JsonDocument.Parse(text).RootElement;
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        Assert.True(Uri.TryCreate(log.GetProperty("$schema").GetString(), UriKind.Absolute, out _));
        JsonElement run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
        foreach (JsonProperty root in run.GetProperty("originalUriBaseIds").EnumerateObject())
            Assert.EndsWith("/", new Uri(root.Value.GetProperty("uri").GetString()!, UriKind.Absolute).AbsoluteUri, StringComparison.Ordinal);

        JsonElement driver = run.GetProperty("tool").GetProperty("driver");
        Assert.NotEmpty(driver.GetProperty("name").GetString()!);
        JsonElement[] rules = [.. driver.GetProperty("rules").EnumerateArray()];
        Assert.Equal(rules.Length, rules.Select(static rule => rule.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(rules, static rule =>
        {
            Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString()!);
            Assert.NotEmpty(rule.GetProperty("help").GetProperty("text").GetString()!);
        });

        JsonElement[] results = [.. run.GetProperty("results").EnumerateArray()];
        Assert.All(results, result => Result(result, rules, run));
        return results;
    }

    private static void Result(JsonElement result, JsonElement[] rules, JsonElement run)
    {
        Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
        Assert.Contains(result.GetProperty("level").GetString(), s_levels);
        Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        foreach (JsonElement location in result.GetProperty("locations").EnumerateArray())
        {
            if (location.TryGetProperty("physicalLocation", out JsonElement physical))
            {
                JsonElement artifact = physical.GetProperty("artifactLocation");
                string uri = artifact.GetProperty("uri").GetString()!;
                Assert.True(Uri.IsWellFormedUriString(uri, UriKind.RelativeOrAbsolute), uri);
                if (artifact.TryGetProperty("uriBaseId", out JsonElement root))
                    Assert.True(run.GetProperty("originalUriBaseIds").TryGetProperty(root.GetString()!, out _));
                if (physical.TryGetProperty("region", out JsonElement region))
                    Assert.True(region.GetProperty("startLine").GetInt32() >= 1 && region.GetProperty("startColumn").GetInt32() >= 1);
            }
            if (location.TryGetProperty("logicalLocations", out JsonElement logical))
                Assert.All(logical.EnumerateArray(), static place => Assert.Contains(place.GetProperty("kind").GetString(), s_kinds));
        }
        if (result.TryGetProperty("suppressions", out JsonElement suppressions))
            Assert.All(suppressions.EnumerateArray(), static suppression => Assert.Contains(suppression.GetProperty("kind").GetString(), (string[])["inSource", "external"]));
        if (result.TryGetProperty("properties", out JsonElement properties))
            Assert.Equal(JsonValueKind.Object, properties.ValueKind);
    }
}
