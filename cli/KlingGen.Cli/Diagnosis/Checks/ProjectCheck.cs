using KlingGen.Cli.Projects;

namespace KlingGen.Cli.Diagnosis.Checks;

/// <summary>Whether there is a project, and the generator in it.</summary>
internal static class ProjectCheck
{
    private const string Name = "project";

    public static IEnumerable<Finding> Run(ProjectView? project)
    {
        if (project is null)
        {
            yield return Finding.Warning(Name, "There is no project here.", "Run the command in a project's folder, or name the project with --project.");
            yield break;
        }

        string file = Path.GetFileName(project.Project.FullPath);
        yield return project.Packages.Any(static package => package.Id == "KlingGen" && !package.IsCentral)
            ? Finding.Good(Name, $"{file} refers to the package KlingGen.")
            : Finding.Error(Name, $"{file} does not refer to the package KlingGen, so nothing is generated.", $"dotnet add \"{project.Project.FullPath}\" package KlingGen");
    }
}
