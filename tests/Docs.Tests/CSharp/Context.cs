using System.Text.RegularExpressions;
using KlingGen.TestKit;

namespace Docs.Tests.CSharp;

/// <summary>
/// What a reader of a page has already: <c>tests/Docs.Tests/Contexts/NAME.cs</c> with usings for all files and static members of the class <c>Ambient</c>,
/// in whose heir a block stands. Its first lines may say <c>// schema: FILE</c>, <c>// includes: CONTEXT</c> <c>// namespace: ROOT</c> and
/// <c>// nowarn: ID</c>, for what a page asks its readers to suppress.
/// </summary>
internal sealed partial record Context(string Name, string Namespace, IReadOnlyList<string> Schemas, IReadOnlyList<string> Suppressed, IReadOnlyList<(string Path, string Text)> Files)
{
    private const string Folder = "tests/Docs.Tests/Contexts";

    public static Context Read(string name)
    {
        string path = Repository.File($"{Folder}/{name}.cs");
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no context '{name}': write {Folder}/{name}.cs, or name one of {string.Join(", ", Names)}.");
        string text = File.ReadAllText(path);
        IEnumerable<Context> included = Values("includes").Select(Read).ToList();
        return new(
            name,
            Values("namespace").SingleOrDefault() ?? "MyApp",
            [.. included.SelectMany(static context => context.Schemas).Concat(Values("schema")).Distinct(StringComparer.Ordinal)],
            [.. included.SelectMany(static context => context.Suppressed), .. Values("nowarn")],
            [.. included.SelectMany(static context => context.Files), (path, text)]);

        IEnumerable<string> Values(string key) => Header().Matches(text).Where(match => match.Groups["key"].Value == key).Select(static match => match.Groups["value"].Value.Trim());
    }

    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(Repository.File(Folder), "*.cs").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^// (?<key>schema|includes|namespace|nowarn): (?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Header();
}
