using System.Text.RegularExpressions;

namespace KlingGen.Cli.Projects;

/// <summary>A <c>KlingGenSchema</c> element of a project or of a file it imports by convention.</summary>
/// <param name="Include">What it takes in, or null.</param>
/// <param name="Exclude">What it leaves out again, or null.</param>
/// <param name="Remove">What it takes out, or null.</param>
internal sealed record SchemaItem(string? Include, string? Exclude, string? Remove)
{
    /// <summary>Metadata by name, such as <c>Namespace</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Metadata that says something by itself; null where it is empty or made from a property.</summary>
    public string? Text(string name) => Metadata.GetValueOrDefault(name) is { Length: > 0 } value && !value.Contains("$(", StringComparison.Ordinal) ? value : null;

    /// <summary>Whether the element takes the file in.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="projectFolder">Where relative patterns start.</param>
    /// <param name="thisFolder">The folder of the file that holds the element.</param>
    public bool Includes(string path, string projectFolder, string thisFolder) =>
        Matches(Include, path, projectFolder, thisFolder) && !Matches(Exclude, path, projectFolder, thisFolder);

    /// <summary>Whether the element takes the file out.</summary>
    public bool Removes(string path, string projectFolder, string thisFolder) => Matches(Remove, path, projectFolder, thisFolder);

    private static bool Matches(string? patterns, string path, string projectFolder, string thisFolder) =>
        patterns is not null && patterns.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(pattern => Match(pattern, path, projectFolder, thisFolder));

    private static bool Match(string pattern, string path, string projectFolder, string thisFolder)
    {
        pattern = pattern
            .Replace("$(MSBuildThisFileDirectory)", thisFolder + "/", StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectDirectory)", projectFolder, StringComparison.OrdinalIgnoreCase);
        // Another property could be anything; the build itself sees each file once, however often it is named.
        if (pattern.Contains("$(", StringComparison.Ordinal) || pattern.Contains("@(", StringComparison.Ordinal))
            return false;
        string full = Normal(Path.GetFullPath(Normal(pattern), projectFolder));
        string target = Normal(path);
        if (full.AsSpan().IndexOfAny('*', '?') < 0)
            return Uri.UnescapeDataString(full) == target || full == target;
        string expression = "^" + Regex.Escape(full).Replace(@"/\*\*/", "/(.*/)?", StringComparison.Ordinal).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal) + "$";
        return Regex.IsMatch(target, expression, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    private static string Normal(string path) => path.Replace('\\', '/');
}
