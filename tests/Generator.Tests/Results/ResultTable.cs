namespace Generator.Tests.Results;

/// <summary>The table of docs/results.md.</summary>
internal static class ResultTable
{
    /// <summary>Type, JSON found, what it is read as, and a cell for each place.</summary>
    public static IEnumerable<string[]> Rows()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "results.md"));
        return page[page.IndexOf("<!-- cases -->", StringComparison.Ordinal)..].Split('\n')
            .SkipWhile(static line => !line.StartsWith('|')).TakeWhile(static line => line.StartsWith('|')).Skip(2)
            .Select(static line => line.Split('|')[1..^1].Select(static cell => cell.Trim().Trim('`')).ToArray());
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "KlingGen.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The repository is not above the tests.");
    }
}
