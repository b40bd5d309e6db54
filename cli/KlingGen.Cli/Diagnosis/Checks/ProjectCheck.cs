using KlingGen.Cli.Projects;

namespace KlingGen.Cli.Diagnosis.Checks;

/// <summary>Whether there is a project, and the generator in it.</summary>
internal static class ProjectCheck
{
    private const string Name = "project";

    public static IEnumerable<Finding> Run(Consumer? project)
    {
        if (project is null)
        {
            yield return Finding.Warning(Name, "There is no project here.", "Run the command in the folder of a project or of a program of one file, or name it with --project.");
            yield break;
        }

        string file = Path.GetFileName(project.FullPath);
        yield return project.HasGenerator
            ? Finding.Good(Name, $"{file} refers to the package KlingGen.")
            : Finding.Error(Name, $"{file} does not refer to the package KlingGen, so nothing is generated.", project.PackageRemedy);
    }
}
