using System.Text.RegularExpressions;
using KlingGen.TestKit;

namespace Generated.Tests;

/// <summary>Random tests have a seed that can be chosen, and no test measures time.</summary>
public sealed partial class SeedsTests
{
    [Fact]
    public void A_test_has_its_own_seed_until_others_are_asked_for()
    {
        Assert.Equal(7, Seeds.Of(7, Seeds.RunOf(null)));
        Assert.Equal(7, Seeds.Of(7, Seeds.RunOf("")));
        Assert.Equal("KLINGGEN_SEED unset", Seeds.Describe(null));
    }

    [Fact]
    public void A_number_gives_the_same_seeds_again_and_others_to_each_test()
    {
        int? run = Seeds.RunOf("4711");
        Assert.Equal("KLINGGEN_SEED=4711", Seeds.Describe(run));
        Assert.Equal(Seeds.Of(7, run), Seeds.Of(7, Seeds.RunOf("4711")));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(own => Seeds.Of(own, run)).Distinct().Count());
        Assert.All(Enumerable.Range(0, 1000), own => Assert.InRange(Seeds.Of(own, run), 0, int.MaxValue));
    }

    [Fact]
    public void A_fresh_run_can_be_repeated()
    {
        int? run = Seeds.RunOf("fresh");
        Assert.Equal(run, Seeds.RunOf(Seeds.Describe(run)["KLINGGEN_SEED=".Length..]));
    }

    [Theory]
    [InlineData("Fresh")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => Seeds.RunOf(text));

    [Fact]
    public void A_property_that_does_not_hold_names_the_value_and_the_seeds()
    {
        PropertyException error = Assert.Throws<PropertyException>(static () => CsCheck.Gen.Int[0, 9].Holds(static number => number < 5));
        Assert.StartsWith(Seeds.Reproduce + ": sample ", error.Message, StringComparison.Ordinal);
        Assert.Matches("does not hold: [5-9]", error.Message);
    }

    /// <summary>Whoever writes <c>new Random()</c> in a test writes one that fails once a month, and nobody sees it again.</summary>
    [Fact]
    public void No_test_takes_chance_or_time_from_elsewhere()
    {
        string[] found = [.. Directory.EnumerateFiles(Repository.File("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !Products().IsMatch(path.Replace('\\', '/')) && Path.GetFileName(path) is not ("Seeds.cs" or "SeedsTests.cs" or "IdleWatch.cs"))
            .SelectMany(static path => File.ReadLines(path).Select((line, i) => (Path: Path.GetRelativePath(Repository.Root, path), Number: i + 1, Line: line)))
            .Where(static line => Chance().IsMatch(line.Line) || Time().IsMatch(line.Line))
            .Select(static line => $"{line.Path}:{line.Number}: {line.Line.Trim()}")];
        Assert.True(found.Length == 0, "Use Seeds.Of(n) or gen.Holds(…) for chance, IdleTime or WatchedTime for time, HangGuard against hanging:\n" + string.Join('\n', found));
    }

    [Theory]
    [InlineData("var random = new Random();")]
    [InlineData("int seed = Environment.TickCount;")]
    [InlineData("Gen.Int.Sample(static n => n < 5);")]
    [InlineData("await call.WaitAsync(TimeSpan.FromSeconds(5));")]
    [InlineData("await call.WaitAsync(TimeSpan.FromSeconds(60), Token);")]
    [InlineData("source.CancelAfter(TimeSpan.FromSeconds(5));")]
    [InlineData("await Task.Delay(100);")]
    [InlineData("Thread.Sleep(100);")]
    public void Each_kind_is_found(string line) => Assert.True(Chance().IsMatch(line) || Time().IsMatch(line));

    [Theory]
    [InlineData("await call.WaitAsync(TimeSpan.FromSeconds(5), time, Token);")]
    [InlineData("source.CancelAfter(HangGuard.Limit);")]
    [InlineData("await Task.Delay(pause, time, token);")]
    [InlineData("var random = new Random(Seeds.Of(3));")]
    public void What_has_a_clock_or_a_seed_passes(string line) => Assert.False(Chance().IsMatch(line) || Time().IsMatch(line));

    [GeneratedRegex(@"/(bin|obj)/")]
    private static partial Regex Products();

    [GeneratedRegex(@"new Random\(\)|Random\.Shared|Environment\.TickCount|\.Sample\(")]
    private static partial Regex Chance();

    [GeneratedRegex(@"WaitAsync\(TimeSpan\.\w+\([^)]*\)(, \w*[tT]oken)?\)|CancelAfter\((?!HangGuard)|Task\.Delay\((TimeSpan|\d)[^)]*\)+;|Thread\.Sleep\(")]
    private static partial Regex Time();
}
