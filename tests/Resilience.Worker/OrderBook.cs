using System.Text;
using KlingGen;

namespace Resilience.Worker;

/// <summary>
/// The pattern of <c>docs/surviving-crashes.md</c>: what a program writes down, and when, so that a crash loses nothing and buys nothing twice.
/// Three files per order: the intent before the submit, the handle after it, the receipt at the end.
/// </summary>
public sealed class OrderBook(string folder)
{
    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    public bool IsDone(string order) => File.Exists(PathOf(order, "done"));

    /// <summary>The job of the order, if its submit was answered.</summary>
    public FalJobHandle? Handle(string order) => File.Exists(PathOf(order, "handle")) ? FalJobHandle.Parse(File.ReadAllText(PathOf(order, "handle"))) : null;

    /// <summary>A submit was begun, and its answer was not written down: the job may exist or not, and nobody here can know.</summary>
    public bool IsUnknown(string order) => !IsDone(order) && File.Exists(PathOf(order, "intent")) && !File.Exists(PathOf(order, "handle"));

    public void WriteIntent(string order) => Write(PathOf(order, "intent"), DateTimeOffset.UtcNow.ToString("O"));

    /// <summary>Only when it is certain that the submit of the order bought nothing.</summary>
    public void WithdrawIntent(string order) => File.Delete(PathOf(order, "intent"));

    public void WriteHandle(string order, FalJobHandle handle) => Write(PathOf(order, "handle"), handle.ToJson());

    public void WriteDone(string order, string file) => Write(PathOf(order, "done"), file);

    public string ReadDone(string order) => File.ReadAllText(PathOf(order, "done"));

    private string PathOf(string order, string kind) => Path.Combine(Folder, $"{order}.{kind}");

    // Whole or not at all: the bytes are on the disk before the name is there.
    private static void Write(string path, string text)
    {
        string part = $"{path}.{Guid.NewGuid():N}.tmp";
        using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }
}
