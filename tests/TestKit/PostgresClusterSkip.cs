namespace KlingGen.TestKit;

/// <content>What tests do without it.</content>
public sealed partial class PostgresCluster
{
    /// <summary>Skips a test where PostgreSQL is not installed.</summary>
    public static void SkipWithout() => Assert.SkipWhen(Programs is null, "There is no initdb of PostgreSQL; install postgresql, or name the folder of its programs in the variable KLINGGEN_POSTGRES.");
}
