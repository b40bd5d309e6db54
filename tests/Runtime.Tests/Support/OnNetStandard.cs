namespace Runtime.Tests.Support;

/// <summary>What the build of the runtime for netstandard2.0 has not; Runtime.NetStandard.Tests runs the same tests on it.</summary>
internal static class OnNetStandard
{
#if NETSTANDARD2_0
    public const bool IsHere = true;
#else
    public const bool IsHere = false;
#endif

    public static void Skip(string reason) => Assert.SkipWhen(IsHere, "The build for netstandard2.0: " + reason);
}
