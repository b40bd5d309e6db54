using Docs.Tests.Blocks;
using KlingGen.TestKit;

namespace Docs.Tests;

/// <summary>Every table of numbers says in its section by which command, or in which tests, they are had again.</summary>
public sealed class NumberTests
{
    // Raise it with the pages; it keeps a broken search from checking nothing.
    private const int FewestTables = 15;

    [Fact]
    public void Tables_of_numbers_name_their_command()
    {
        List<Table> tables = [.. Pages.All.SelectMany(static page => Table.Read(page, File.ReadAllText(Repository.File(page)))).Where(static table => table.HasNumbers)];
        Assert.True(tables.Count >= FewestTables, $"Only {tables.Count} tables with numbers were found.");
        string[] without = [.. tables.Where(static table => !table.NamesCommand).Select(static table => table.ToString())];
        Assert.True(without.Length == 0, $"Name the command, or the tests, in the section of these tables:\n{string.Join('\n', without)}");
    }

    [Theory]
    [InlineData("| | ms |\n|---|---|\n| one | 12.3 ms |\n| two | **1,234** |", true)]
    [InlineData("| | MiB/s |\n|---|---|\n| one | 880 MiB/s |\n| two | much |", true)]
    [InlineData("| | Default |\n|---|---|\n| one | 24 h |", false)]
    [InlineData("| | What |\n|---|---|\n| one | 3 of them are read |\n| two | no |", false)]
    public void Words_and_defaults_are_no_numbers_of_a_measurement(string text, bool numbers) => Assert.Equal(numbers, Assert.Single(Table.Read("a.md", text)).HasNumbers);

    [Fact]
    public void The_command_stands_in_the_section_of_the_table()
    {
        const string Text = "# A\n\n`dotnet run --project x`\n\n## B\n\n| | ms |\n|---|---|\n| one | 1 |\n\n## C\n\n| | ms |\n|---|---|\n| one | 1 |\n\n### D\n\n`dotnet test`\n";
        Assert.Equal([false, true], Table.Read("a.md", Text).Select(static table => table.NamesCommand));
    }
}
