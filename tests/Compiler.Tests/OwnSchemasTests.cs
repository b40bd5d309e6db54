using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>The schema files of this repository: what the tool would write, and locked.</summary>
public sealed class OwnSchemasTests
{
    [Fact]
    public void Every_file_is_in_canonical_form_and_has_its_entry()
    {
        string folder = Repository.File("schemas");
        string lockPath = Path.Combine(folder, LockFile.FileName);
        string lockText = File.ReadAllText(lockPath);
        LockReadResult read = LockFile.Read(lockPath, lockText);
        Assert.Empty(read.Problems);
        Assert.Equal(lockText, CanonicalForm.Of(lockPath, lockText).Form!.Text);

        string[] files = [.. Directory.EnumerateFiles(folder, "*.json").Select(path => Path.GetFileName(path)).Where(static name => name != LockFile.FileName).Order(StringComparer.Ordinal)];
        Assert.Equal(files, read.File.Entries.Select(static entry => entry.File).Order(StringComparer.Ordinal));
        Assert.All(read.File.Entries, entry =>
        {
            string text = File.ReadAllText(Path.Combine(folder, entry.File));
            CanonicalForm form = CanonicalForm.Of(entry.File, text).Form!;
            Assert.Equal(form.Text, text);
            Assert.Equal(form.Sha256, entry.Sha256);
        });
    }
}
