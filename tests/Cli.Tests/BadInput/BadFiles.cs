using System.Text;
using Cli.Tests.Support;
using KlingGen.Cli.Hosting;
using KlingGen.Compiler;
using KlingGen.TestKit;
using static Cli.Tests.BadInput.BadCase;

namespace Cli.Tests.BadInput;

/// <summary>Files that are not what they should be, and places that cannot be written.</summary>
internal static class BadFiles
{
    public static IEnumerable<BadCase> All => [.. Schemas(), .. Locks(), .. Projects(), .. Places()];

    private static IEnumerable<BadCase> Schemas()
    {
        yield return Unusable("a file that does not exist", static _ => { }, "add", "gone.json") with { Names = "gone.json" };
        yield return Unusable("a rooted path that does not exist", static _ => { }, "add", "/no/such/file");
        yield return Unusable("a path upwards that does not exist", static _ => { }, "inspect", "../../no/such/file");
        yield return Unusable("a folder as file", static run => Directory.CreateDirectory(run.PathOf("a.json")), "add", "a.json") with { Names = "folder" };
        yield return Unusable("a file as folder", static run => run.Write("a.json", "{}"), "add", "a.json/b.json");
        yield return Unusable("a link to itself", static run => File.CreateSymbolicLink(run.PathOf("a.json"), run.PathOf("a.json")), "inspect", "a.json");
        yield return Unusable("a file of the system that cannot be read", static _ => { }, "add", "/proc/self/mem");
        yield return Unusable("an empty device", static _ => { }, "add", "/dev/null");
        yield return Unusable("empty standard input", static _ => { }, "add", "-") with { Names = "standard input" };
        yield return Unusable("binary standard input", static run => run.Input = [0x7F, (byte)'E', (byte)'L', (byte)'F', 0xFF, 0xFE, 0], "inspect", "-");
        yield return Unusable("oversized standard input", static run => run.Input = new byte[TextSource.MaxBytes + 1], "add", "-") with { Names = "16 MiB" };
        yield return Unusable("an oversized file", static run => { using FileStream file = File.Create(run.PathOf("a.json")); file.SetLength(TextSource.MaxBytes + 1); }, "inspect", "a.json") with { Names = "16 MiB" };
        // What is kept must be an OpenAPI document to another reader too; what is only looked at need not.
        yield return Unusable("add no version", static run => run.Write("a.json", SmallSchema.Endpoint("acme/x", """{"type":"object"}""")), "add", "a.json") with { Names = "a.json" };
        foreach ((string name, byte[] content) in Contents())
        {
            yield return Unusable($"add {name}", run => File.WriteAllBytes(run.PathOf("a.json"), content), "add", "a.json") with { Names = "a.json" };
            yield return Unusable($"inspect {name}", run => File.WriteAllBytes(run.PathOf("a.json"), content), "inspect", "a.json", "--out", "code") with { Names = "a.json" };
        }
    }

    private static IEnumerable<(string Name, byte[] Content)> Contents()
    {
        static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
        string small = SmallSchema.Endpoint("acme/x", """{"type":"object"}""");
        return
        [
            ("an empty file", []),
            ("blanks", Utf8(" \r\n\t")),
            ("a byte order mark alone", [0xEF, 0xBB, 0xBF]),
            ("binary", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 1, 2, 0xFF]),
            ("UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(KlingSchema.Text)).ToArray()),
            ("half a letter", [.. Utf8("{\"a\":\""), 0xC3, .. Utf8("\"}")]),
            ("half a document", Utf8(KlingSchema.Text[..(KlingSchema.Text.Length / 2)])),
            ("a page", Utf8("<!doctype html><html><body>Not found</body></html>")),
            ("a page within JSON", Utf8("\"<html></html>\"")),
            ("null", Utf8("null")),
            ("an array", Utf8("[]")),
            ("an empty object", Utf8("{}")),
            ("an error of the service", Utf8("""{"detail":"Not found"}""")),
            ("a comment", Utf8("// x\n" + KlingSchema.Text)),
            ("single quotes", Utf8("{'a':1}")),
            ("two documents", Utf8(KlingSchema.Text + KlingSchema.Text)),
            ("600 levels", Utf8(new string('[', 600) + new string(']', 600))),
            ("a million levels", Utf8(new string('[', 1_000_000))),
            ("paths without a call", Utf8("""{"openapi":"3.0.4","paths":{"/acme/x":{}}}""")),
            ("a hostile id", Utf8(small.Replace("/acme/x", "/../../etc/cron.d/x", StringComparison.Ordinal))),
            ("an id with a line break", Utf8(small.Replace("/acme/x", "/acme/x\\nklinggen: forged", StringComparison.Ordinal))),
        ];
    }

    private static IEnumerable<BadCase> Locks()
    {
        yield return Unusable("no lock file", static _ => { }, "refresh") with { Names = LockFile.FileName };
        yield return Unusable("a folder that is not there", static _ => { }, "refresh", "--schemas", "nowhere") with { Names = "nowhere" };
        yield return Unusable("a file as the folder", static run => run.Write("x", ""), "refresh", "--schemas", "x");
        foreach ((string name, string text) in new[]
        {
            ("is empty", ""), ("is a merge conflict", "<<<<<<< HEAD\n{}\n"), ("is an array", "[]"), ("has another version", """{"version":2,"endpoints":{}}"""),
            ("has an entry without a hash", """{"version":1,"endpoints":{"a/b":{"file":"b.json"}}}"""), ("names an entry twice", """{"version":1,"version":1,"endpoints":{}}"""),
        })
        {
            yield return Unusable($"refresh with a lock that {name}", run => run.Write($"schemas/{LockFile.FileName}", text), "refresh") with { Names = LockFile.FileName };
            yield return Unusable($"add to a lock that {name}", run => { run.Write($"schemas/{LockFile.FileName}", text); Worlds.Schema(run); }, "add", "a.json") with { Names = LockFile.FileName };
        }
        foreach (string file in new[] { "../../etc/passwd.json", "/etc/x.json", "a\\b.json", "con.json", "x.txt", LockFile.FileName, "a/b.json" })
            yield return Unusable($"a lock that leads to {file}", run => Worlds.LockedTo(run, file), "refresh");
        yield return Unusable("a lock that is a folder", static run => Directory.CreateDirectory(run.PathOf($"schemas/{LockFile.FileName}")), "refresh");
        yield return Unusable("a lock that is binary", static run => { Worlds.Locked(run); File.WriteAllBytes(run.PathOf($"schemas/{LockFile.FileName}"), [0xFF, 0xFE, 0]); }, "refresh");
    }

    private static IEnumerable<BadCase> Projects()
    {
        yield return Unusable("a project that does not exist", Worlds.Schema, "add", "a.json", "--project", "Gone.csproj") with { Names = "Gone.csproj" };
        yield return Unusable("a folder without a project", static run => { Worlds.Schema(run); Directory.CreateDirectory(run.PathOf("x")); }, "add", "a.json", "--project", "x");
        foreach ((string name, string text) in new[]
        {
            ("is empty", ""), ("is not XML", "no"), ("is half", "<Project><ItemGroup>"), ("is something else", "<Solution />"), ("has an entity", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><Project>&b;</Project>"),
        })
            yield return Unusable($"a project that {name}", run => { Worlds.Schema(run); run.Write("A.csproj", text); }, "add", "a.json") with { Names = "A.csproj" };
        yield return Unusable("a project that is binary", static run => { Worlds.Schema(run); File.WriteAllBytes(run.PathOf("A.csproj"), [0xC3, 0x28, 0xFF]); }, "add", "a.json");
    }

    private static IEnumerable<BadCase> Places()
    {
        yield return Unwritable("a folder in the schema's place", static run => { Worlds.Schema(run); Directory.CreateDirectory(run.PathOf($"schemas/{KlingSchema.FileName}")); }, "add", "a.json") with { Names = KlingSchema.FileName };
        yield return Unwritable("a folder that the system refuses", Worlds.Schema, "add", "a.json", "--schemas", "/proc/klinggen") with { Names = "/proc/klinggen" };
        yield return Unwritable("code into a file", static run => { Worlds.Schema(run); run.Write("code", ""); }, "inspect", "a.json", "--out", "code");
        yield return Unwritable("code below a file", static run => { Worlds.Schema(run); run.Write("code", ""); }, "inspect", "a.json", "--out", "code/x");
        yield return Unwritable("code below a device", Worlds.Schema, "inspect", "a.json", "--out", "/dev/null/x");
        yield return Unwritable("code into a folder of the system", Worlds.Schema, "inspect", "a.json", "--out", "/proc/self/klinggen");
        yield return Unwritable("a full disk behind standard output", static run => { Worlds.Schema(run); run.Output = new BrokenWriter(); }, "inspect", "a.json", "--code") with { Names = "Standard output" };
        yield return Unwritable("a closed standard output, as JSON", static run => { Worlds.Schema(run); run.Output = new BrokenWriter(); }, "inspect", "a.json", "--json");
        yield return Unwritable("a closed standard output for help", static run => run.Output = new BrokenWriter(), "add", "--help");
    }
}
