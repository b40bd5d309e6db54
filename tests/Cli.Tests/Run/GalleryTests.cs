using System.Text.Json.Nodes;
using Cli.Tests.BadInput;
using Cli.Tests.Support;

namespace Cli.Tests.Run;

/// <summary>The page of what was made.</summary>
public sealed class GalleryTests
{
    [Fact]
    public async Task It_shows_files_inputs_and_costs_and_escapes_all_of_them()
    {
        using var run = new CliRun();
        string file = run.Write("out/a \"b\" <c>#.png", "x");
        run.Write("out/clip.mp4", "x");
        string prompt = "<script>alert('1')</script> & \"quotes\"";
        RunWorlds.WriteJournal(
            run,
            """{"journal":"klinggen jobs","version":1}""",
            Line("intent", new JsonObject { ["endpoint"] = "acme/<b>", ["input"] = new JsonObject { ["prompt"] = prompt } }),
            Line("completed", new JsonObject { ["cost"] = new JsonObject { ["amount"] = 0.25, ["currency"] = "USD" } }),
            Line("saved", new JsonObject { ["files"] = new JsonArray(file, run.PathOf("out/clip.mp4"), run.PathOf("elsewhere.png"), run.PathOf("out/../../x.png")) }));

        (await run.RunAsync("gallery", "out")).ShouldSucceed();

        string page = run.Read("out/index.html");
        Assert.Contains("2 files of 1 job, 0.25 USD.", page, StringComparison.Ordinal);
        Assert.Contains("src=\"a%20%22b%22%20%3Cc%3E%23.png\"", page, StringComparison.Ordinal);
        Assert.Contains("<video controls preload=\"metadata\" src=\"clip.mp4\">", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_takes_the_place_of_its_own_page_and_of_no_other()
    {
        using var run = new CliRun();
        string file = run.Write("out/a.png", "x");
        RunWorlds.WriteJournal(run, """{"journal":"klinggen jobs","version":1}""", Line("intent", new JsonObject { ["endpoint"] = "acme/x" }), Line("saved", new JsonObject { ["files"] = new JsonArray(file) }));

        (await run.RunAsync("gallery", "out")).ShouldSucceed();
        (await run.RunAsync("gallery", "out")).ShouldSucceed();
        run.Write("out/index.html", "<p>mine</p>");
        CliResult refused = await run.RunAsync("gallery", "out");

        Assert.Equal(ExitCodes.Unwritable, refused.ExitCode);
        Assert.Equal("<p>mine</p>", run.Read("out/index.html"));
    }

    private static string Line(string kind, JsonObject facts)
    {
        facts["at"] = "2026-01-01T00:00:00Z";
        facts["job"] = "kaaaaaaa";
        facts["event"] = kind;
        return facts.ToJsonString();
    }
}
