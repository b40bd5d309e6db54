using System.Reflection;

namespace KlingGen.Cli.Explaining;

/// <summary>The pages of all rules, carried in the tool: of the build (KLG), of <c>diff</c> (KLD) and of <c>check</c> (KLC).</summary>
internal static class RulePages
{
    private const string Prefix = "rules/";
    private const string Checks = "check";

    private static readonly Assembly s_assembly = typeof(RulePages).Assembly;

    /// <summary>Ids with their titles, in ordinal order.</summary>
    public static IReadOnlyList<(string Id, string Title)> All { get; } =
    [
        .. s_assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal) && name != Prefix + Checks)
            .Select(static name => (Id: name[Prefix.Length..], Title: Title(Text(name))))
            .Concat(Checking.CheckRules.All.Where(static rule => rule.Id.StartsWith("KLC", StringComparison.Ordinal)).Select(static rule => (rule.Id, Title: rule.Title)))
            .OrderBy(static page => page.Id, StringComparer.Ordinal),
    ];

    /// <summary>A rule's page as it was written; null where there is no such rule.</summary>
    public static string? Find(string id)
    {
        string name = id.Trim().ToUpperInvariant();
        if (s_assembly.GetManifestResourceNames().Contains(Prefix + name))
            return Text(Prefix + name);
        return Section(Text(Prefix + Checks), name);
    }

    // The rules of check share a page; each has a heading of its own there.
    private static string? Section(string page, string id)
    {
        string[] lines = page.Split('\n');
        int start = Array.FindIndex(lines, line => line.StartsWith("## " + id, StringComparison.Ordinal) || line.StartsWith("### " + id, StringComparison.Ordinal));
        if (start < 0 || id.Length != 6)
            return null;
        int end = Array.FindIndex(lines, start + 1, static line => line.StartsWith('#'));
        return string.Join('\n', lines[start..(end < 0 ? lines.Length : end)]).TrimEnd() + "\n";
    }

    private static string Title(string page)
    {
        string first = page.Split('\n')[0].TrimStart('#', ' ');
        int cut = first.IndexOf(' ', StringComparison.Ordinal);
        return cut < 0 ? first : first[(cut + 1)..].TrimStart(':', '—', '-', ' ');
    }

    private static string Text(string name)
    {
        using var reader = new StreamReader(s_assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
