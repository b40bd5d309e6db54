using System.Text.Json;
using KlingGen.Cli.Output.Sarif;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests;

/// <summary>Links to the pages of rules, with the project's address and without.</summary>
public sealed class HelpPagesTests
{
    private static readonly HelpPages s_with = new("https://example.org/klinggen/blob/main/");
    private static readonly HelpPages s_without = new("");

    [Theory]
    [InlineData("KLG0005", "docs/diagnostics/KLG0005.md")]
    [InlineData("KLD023", "docs/cli/rules/KLD023.md")]
    [InlineData("KLC001", "docs/cli/check.md#klc001")]
    public void An_address_gives_links_and_none_gives_the_command(string id, string page)
    {
        Assert.Equal("https://example.org/klinggen/blob/main/" + page, s_with.UriOf(id));
        Assert.Equal($"[{id}](https://example.org/klinggen/blob/main/{page})", s_with.MarkdownOf(id));
        Assert.Null(s_without.UriOf(id));
        Assert.Null(new HelpPages(null).UriOf(id));
        Assert.Equal("klinggen explain " + id, s_without.Of(id));
        Assert.Equal(id, s_without.MarkdownOf(id));
        Assert.True(File.Exists(Repository.File(page.Split('#')[0])) || id == "KLC001");
    }

    /// <summary>Until the project has an address, nothing that is built may link: an IDE cannot open a relative one.</summary>
    [Fact]
    public void This_build_links_only_to_absolute_addresses() =>
        Assert.True(HelpPages.Current.UriOf("KLG0005") is not { } uri || Uri.IsWellFormedUriString(uri, UriKind.Absolute));

    [Fact]
    public void Sarif_has_a_help_address_or_names_the_command()
    {
        Assert.Equal("https://example.org/klinggen/blob/main/docs/cli/rules/KLD023.md", Rule(s_with).GetProperty("helpUri").GetString());
        Assert.EndsWith("See https://example.org/klinggen/blob/main/docs/cli/rules/KLD023.md.", Rule(s_with).GetProperty("help").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.False(Rule(s_without).TryGetProperty("helpUri", out _));
        Assert.EndsWith("Run 'klinggen explain KLD023' to read more.", Rule(s_without).GetProperty("help").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private static JsonElement Rule(HelpPages pages)
    {
        using JsonDocument log = JsonDocument.Parse(SarifLog.Write(Path.GetTempPath(), [new SarifRule("KLD023", "default", "The service uses another default.")], [], pages));
        return log.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules")[0].Clone();
    }
}
