using KlingGen;

namespace WebApp;

/// <summary>Keeps the handle of each job in a file, so that a restart loses none.</summary>
internal sealed class JobFolder(string folder)
{
    /// <returns>The id under which the job is found again.</returns>
    public string Add(FalJobHandle handle)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(handle.RequestId), handle.ToJson());
        return handle.RequestId;
    }

    /// <summary>Null where there is no such job. The id comes from a browser: only what looks like one becomes the name of a file.</summary>
    public FalJobHandle? Find(string id) => Guid.TryParse(id, out _) && File.Exists(PathOf(id)) ? FalJobHandle.Parse(File.ReadAllText(PathOf(id))) : null;

    private string PathOf(string id) => Path.Combine(folder, id + ".json");
}
