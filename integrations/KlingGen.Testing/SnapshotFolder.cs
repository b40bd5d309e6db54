using System.Text;

namespace KlingGen.Testing;

/// <summary>A folder of reviewed files.</summary>
internal sealed class SnapshotFolder(string folder, bool accepts)
{
    public const string Variable = "KLINGGEN_ACCEPT";
    private const string Verified = ".verified";
    private const string Received = ".received";

    public static bool Accepts => Environment.GetEnvironmentVariable(Variable) is "1" or "true";

    /// <exception cref="FalSnapshotException">Something differs.</exception>
    public void Compare(IReadOnlyDictionary<string, string> files)
    {
        Directory.CreateDirectory(folder);
        var differences = new List<string>();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, string text) in files)
        {
            string verified = PathOf(name, Verified), received = PathOf(name, Received);
            expected.Add(verified);
            File.Delete(received);
            string? reviewed = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
            if (reviewed == text.ReplaceLineEndings("\n"))
                continue;
            if (accepts)
            {
                Write(verified, text);
                continue;
            }
            Ignore();
            Write(received, text);
            differences.Add($"{Path.GetFileName(verified)}{(reviewed is null ? " is new." : ":\n" + LineDifference.Of(reviewed, text))}");
        }

        foreach (string stale in Directory.EnumerateFiles(folder, "*" + Verified + ".*").Order(StringComparer.Ordinal).Where(path => !expected.Contains(path)))
        {
            if (accepts)
                File.Delete(stale);
            else
                differences.Add($"{Path.GetFileName(stale)} is no longer generated.");
        }

        if (differences.Count > 0)
            throw new FalSnapshotException($"The generated code is not what was reviewed in '{folder}'. Look at the lines; to accept them run the test with {Variable}=1, and review the files in version control.\n\n{string.Join("\n\n", differences)}\n");
    }

    private string PathOf(string name, string mark) => Path.Combine(folder, Path.GetFileNameWithoutExtension(name) + mark + Path.GetExtension(name));

    private void Ignore()
    {
        string file = Path.Combine(folder, ".gitignore");
        if (!File.Exists(file))
            Write(file, "*" + Received + ".*\n");
    }

    private static void Write(string path, string text) => File.WriteAllText(path, text, new UTF8Encoding(false));
}
