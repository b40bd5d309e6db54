using KlingGen.Compiler;

namespace Compiler.Tests;

public sealed class LockFileTests
{
    [Theory]
    [InlineData("", "KLG0013 1:1")]
    [InlineData("<html>", "KLG0013 1:1")]
    [InlineData("[]", "KLG0013 1:1")]
    [InlineData("{}", "KLG0013 1:1")]
    [InlineData("""{"version": 2, "endpoints": {}}""", "KLG0013 1:13")]
    [InlineData("""{"version": 1, "endpoints": []}""", "KLG0013 1:1")]
    [InlineData("""{"version": 1, "endpoints": {"a/b": 7}}""", "KLG0013 1:30")]
    [InlineData("""{"version": 1, "endpoints": {"a/b": {"file":"f","source":"s","fetched":"t","tool":"v","sha256":"12"}}}""", "KLG0013 1:30")]
    public void A_file_that_cannot_be_used_is_reported_of_with_its_place(string text, string expected)
    {
        LockReadResult read = LockFile.Read("klinggen.lock.json", text);
        Problem problem = Assert.Single(read.Problems);
        Assert.Equal(expected, $"{problem.Id} {problem.Line}:{problem.Column}");
        Assert.Contains("klinggen add", problem.Message, StringComparison.Ordinal);
        Assert.Empty(read.File.Entries);
    }

    [Theory]
    [InlineData("""{"amount": "0.1", "unit": "images", "currency": "USD", "date": "2026-11-22"}""")]
    [InlineData("""{"amount": -1, "unit": "images", "currency": "USD", "date": "2026-11-22"}""")]
    [InlineData("""{"amount": 1e99, "unit": "images", "currency": "USD", "date": "2026-11-22"}""")]
    [InlineData("""{"amount": 1, "unit": "images", "currency": "usd", "date": "2026-11-22"}""")]
    [InlineData("""{"amount": 1, "unit": "images", "currency": "USD", "date": "2026-02-30"}""")]
    [InlineData("""{"amount": 1, "currency": "USD", "date": "2026-11-22"}""")]
    [InlineData("7")]
    public void A_price_that_cannot_be_used_costs_no_entry(string price)
    {
        string hash = new('a', 64);
        LockReadResult read = LockFile.Read("klinggen.lock.json", $$$"""{"version": 1, "endpoints": {"a/b": {"file": "f", "source": "s", "fetched": "t", "tool": "v", "price": {{{price}}}, "sha256": "{{{hash}}}"} } }""");
        Assert.Single(read.Problems);
        Assert.Equal(new LockEntry { EndpointId = "a/b", File = "f", Source = "s", Fetched = "t", Tool = "v", Sha256 = hash }, Assert.Single(read.File.Entries));
    }
}
