using System.Globalization;

namespace KlingGen.TestKit;

/// <summary>
/// The seeds of the random tests. Each test has one of its own, so that every push tries the same; <c>KLINGGEN_SEED=fresh</c> tries others,
/// for a nightly run, and <c>KLINGGEN_SEED=4711</c> those of the run that printed this number.
/// </summary>
public static class Seeds
{
    public const string Variable = "KLINGGEN_SEED";

    private static readonly int? s_run = RunOf(Environment.GetEnvironmentVariable(Variable));

    /// <summary>How to run the test again with the same seeds, for its messages; what holds for every run where the seeds are fixed.</summary>
    public static string Reproduce => Describe(s_run);

    /// <summary>Whether the seeds are others than on every push.</summary>
    public static bool IsChosen => s_run is not null;

    /// <summary>The seed of a test.</summary>
    /// <param name="own">The seed of the test when none is asked for; tests that use different ones differ in a fresh run too.</param>
    public static int Of(int own) => Of(own, s_run);

    internal static int Of(int own, int? run) => run is { } number ? (int)Mix((uint)own, (uint)number) & int.MaxValue : own;

    internal static string Describe(int? run) => run is { } number ? string.Create(CultureInfo.InvariantCulture, $"{Variable}={number}") : $"{Variable} unset";

    /// <exception cref="FormatException">The text is neither empty nor 'fresh' nor a number.</exception>
    internal static int? RunOf(string? text) => text switch
    {
        null or "" => null,
        "fresh" => Random.Shared.Next(),
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => number,
        _ => throw new FormatException($"{Variable} must be 'fresh' or a number from 0 to {int.MaxValue}, and is '{text}'."),
    };

    private static uint Mix(uint own, uint run)
    {
        uint mixed = (own * 2654435761) ^ run;
        mixed = (mixed ^ (mixed >> 16)) * 2246822519;
        return mixed ^ (mixed >> 13);
    }
}
