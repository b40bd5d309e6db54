using KlingGen.Cli.Hosting;
using KlingGen.Cli.Projects;

namespace KlingGen.Cli.Diagnosis.Checks;

/// <summary>Whether the packages of a project, and this tool, are of one version: emitted code and runtime belong together.</summary>
internal static class PackageCheck
{
    private const string Name = "packages";

    public static IEnumerable<Finding> Run(Consumer? project)
    {
        if (project is null)
            yield break;
        PackageUse[] central = [.. project.Packages.Where(static package => package.IsCentral)];
        (string Id, string Version)[] used =
        [
            .. from package in project.Packages
               where !package.IsCentral && (package.Id == "KlingGen" || package.Id.StartsWith("KlingGen.", StringComparison.Ordinal))
               let version = package.Version ?? central.FirstOrDefault(entry => entry.Id == package.Id)?.Version
               where version is not null && !version.Contains("$(", StringComparison.Ordinal)
               orderby package.Id
               select (package.Id, version.Trim('[', ']', '(', ')')),
        ];
        if (used.Length == 0)
            yield break;

        string all = string.Join(", ", used.Select(static package => $"{package.Id} {package.Version}").Distinct());
        if (used.Select(static package => package.Version).Distinct().Count() > 1)
            yield return Finding.Error(Name, $"The packages are of different versions: {all}.", "Give all of them one version: emitted code fits the runtime of its own version.");
        else if (used[0].Version != ToolVersion.Text)
            yield return Finding.Warning(Name, $"The {project.Kind} has {all}, and this tool is {ToolVersion.Text}: what it shows may not be what the build generates.", $"Update the packages, or: dotnet tool update KlingGen.Cli --version {used[0].Version}");
        else
            yield return Finding.Good(Name, $"{all}, and this tool, are of one version.");
    }
}
