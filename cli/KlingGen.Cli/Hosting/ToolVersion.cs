using System.Reflection;

namespace KlingGen.Cli.Hosting;

/// <summary>The version of this tool.</summary>
internal static class ToolVersion
{
    /// <summary>As packed, without the commit behind the plus sign.</summary>
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
