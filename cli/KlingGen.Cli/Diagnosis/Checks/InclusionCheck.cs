using KlingGen.Cli.Projects;
using KlingGen.Cli.Schemas;

namespace KlingGen.Cli.Diagnosis.Checks;

/// <summary>Whether the schema files are items of the project, and the items files.</summary>
internal static class InclusionCheck
{
    private const string Name = "schemas";

    public static IEnumerable<Finding> Run(ProjectView? project, SchemaFiles files)
    {
        if (project is null)
            yield break;
        foreach (SchemaOnDisk file in files.All.Values.Where(static file => file.EndpointId is not null))
        {
            string shown = Path.GetRelativePath(project.Project.Folder, file.Path).Replace('\\', '/');
            yield return project.ItemFor(file.Path) is not null
                ? Finding.Good(Name, $"{shown} ({file.EndpointId}) is part of the project.")
                : Finding.Error(Name, $"{shown} ({file.EndpointId}) is not part of the project, so nothing is generated from it.", $"Put <KlingGenSchema Include=\"{shown}\" /> into {Path.GetFileName(project.Project.FullPath)}, or delete the file.");
        }

        foreach (SchemaItem item in project.Project.Items.Where(static item => item.Include is not null))
        {
            foreach (string include in item.Include!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (include.IndexOfAny(['*', '?', '$', '@']) < 0 && !File.Exists(Path.Combine(project.Project.Folder, Uri.UnescapeDataString(include.Replace('\\', '/')))))
                    yield return Finding.Error(Name, $"The item '{include}' names a file that does not exist.", "Correct its path, fetch the document with 'klinggen add', or remove the item.");
            }
        }

        if (files.All.Count == 0 && project.Project.Items.Count == 0)
            yield return Finding.Error(Name, "There is no schema file.", "klinggen add fal-ai/kling-image/v3/text-to-image");
    }
}
