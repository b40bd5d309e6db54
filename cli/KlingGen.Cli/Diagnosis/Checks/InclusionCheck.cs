using KlingGen.Cli.Projects;
using KlingGen.Cli.Schemas;

namespace KlingGen.Cli.Diagnosis.Checks;

/// <summary>Whether the schema files are items of the project, and the items files.</summary>
internal static class InclusionCheck
{
    private const string Name = "schemas";

    public static IEnumerable<Finding> Run(Consumer? project, SchemaFiles files)
    {
        if (project is null)
            yield break;
        foreach (SchemaOnDisk file in files.All.Values.Where(static file => file.EndpointId is not null))
        {
            string shown = Path.GetRelativePath(project.Folder, file.Path).Replace('\\', '/');
            yield return project.ItemFor(file.Path) is not null
                ? Finding.Good(Name, $"{shown} ({file.EndpointId}) is part of the {project.Kind}.")
                : Finding.Error(Name, $"{shown} ({file.EndpointId}) is not part of the {project.Kind}, so nothing is generated from it.", project.ItemRemedy(file.Path));
        }

        foreach (SchemaItem item in project.Items.Where(static item => item.Include is not null))
        {
            foreach (string include in item.Include!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (include.IndexOfAny(['*', '?', '$', '@']) < 0 && !File.Exists(Path.Combine(project.Folder, Uri.UnescapeDataString(include.Replace('\\', '/')))))
                    yield return Finding.Error(Name, $"The item '{include}' names a file that does not exist.", "Correct its path, fetch the document with 'klinggen add', or remove the item.");
            }
        }

        if (files.All.Count == 0 && project.Items.Count == 0)
            yield return Finding.Error(Name, "There is no schema file.", "klinggen add fal-ai/kling-image/v3/text-to-image");
    }
}
