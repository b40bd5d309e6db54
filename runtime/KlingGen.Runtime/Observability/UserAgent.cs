namespace KlingGen;

/// <summary>How this library names itself.</summary>
internal static class UserAgent
{
    public static string Version { get; } = typeof(UserAgent).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static string Value { get; } = "klinggen-dotnet/" + Version;
}
