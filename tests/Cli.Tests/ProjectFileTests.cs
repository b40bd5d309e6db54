using System.Text;
using Cli.Tests.Support;
using KlingGen.Cli.Projects;

namespace Cli.Tests;

/// <summary>Adding an item changes nothing else of a project file, byte for byte.</summary>
public sealed class ProjectFileTests
{
    private const string Item = "<KlingGenSchema Include=\"schemas/a.json\" />";

    [Theory]
    [InlineData("<Project Sdk=\"x\">\n  <PropertyGroup />\n</Project>", "<Project Sdk=\"x\">\n  <PropertyGroup />\n\n  <ItemGroup>\n    ITEM\n  </ItemGroup>\n</Project>")]
    [InlineData("<Project>\r\n\t<PropertyGroup/>\r\n\r\n</Project>\r\n", "<Project>\r\n\t<PropertyGroup/>\r\n\r\n\t<ItemGroup>\r\n\t\tITEM\r\n\t</ItemGroup>\r\n\r\n</Project>\r\n")]
    [InlineData("<Project Sdk=\"x\" />", "<Project Sdk=\"x\" >\n\n  <ItemGroup>\n    ITEM\n  </ItemGroup>\n\n</Project>")]
    [InlineData("<Project><PropertyGroup /></Project>", "<Project><PropertyGroup />\n  <ItemGroup>\n    ITEM\n  </ItemGroup>\n</Project>")]
    [InlineData("<Project>\n    <ItemGroup>\n        <KlingGenSchema Include='b>c.json' Namespace=\"X\"/> <!-- kept -->\n    </ItemGroup>\n</Project>", "<Project>\n    <ItemGroup>\n        <KlingGenSchema Include='b>c.json' Namespace=\"X\"/>\n        ITEM <!-- kept -->\n    </ItemGroup>\n</Project>")]
    [InlineData("<Project>\n  <ItemGroup>\n    <KlingGenSchema Include=\"b.json\">\n      <Namespace>Ä.B</Namespace>\n    </KlingGenSchema>\n  </ItemGroup>\n</Project>", "<Project>\n  <ItemGroup>\n    <KlingGenSchema Include=\"b.json\">\n      <Namespace>Ä.B</Namespace>\n    </KlingGenSchema>\n    ITEM\n  </ItemGroup>\n</Project>")]
    public void An_item_is_put_where_a_person_would_put_it(string before, string after)
    {
        foreach (Encoding encoding in new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            using var run = new CliRun();
            string path = run.PathOf("A.csproj");
            File.WriteAllText(path, before, encoding);

            byte[] bytes = ProjectFile.Load(path).WithItems(["schemas/a.json"]);

            Assert.Equal([.. encoding.GetPreamble(), .. encoding.GetBytes(after.Replace("ITEM", Item, StringComparison.Ordinal))], bytes);
        }
    }

    [Fact]
    public void Several_items_stand_in_the_order_of_the_command_line()
    {
        using var run = new CliRun();

        string text = Encoding.UTF8.GetString(ProjectFile.Load(run.Write("A.csproj", KlingSchema.Project)).WithItems(["schemas/b.json", "schemas/a;$(x)&.json"]));

        Assert.Contains("<ItemGroup>\n    <KlingGenSchema Include=\"schemas/b.json\" />\n    <KlingGenSchema Include=\"schemas/a%3B%24(x)&amp;.json\" />\n  </ItemGroup>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Include=\"schemas/a.json\"", true)]
    [InlineData("Include=\"schemas\\a.json\"", true)]
    [InlineData("Include=\"schemas/*.json\"", true)]
    [InlineData("Include=\"**/*.json\"", true)]
    [InlineData("Include=\"x.json;./schemas/?.json\"", true)]
    [InlineData("Include=\"$(MSBuildProjectDirectory)/schemas/a.json\"", true)]
    [InlineData("Include=\"schemas/*.json\" Exclude=\"schemas/a.*\"", false)]
    [InlineData("Include=\"schemas/b.json\"", false)]
    [InlineData("Include=\"*.json\"", false)]
    [InlineData("Include=\"schemas/*.json\" /><KlingGenSchema Remove=\"schemas/a.json\"", false)]
    public void A_pattern_may_include_the_file_already(string attributes, bool expected)
    {
        using var run = new CliRun();
        string path = run.Write("A.csproj", $"<Project><ItemGroup><KlingGenSchema {attributes} /></ItemGroup></Project>");

        Assert.Equal(expected, ProjectView.Open(path).ItemFor(run.PathOf("schemas/a.json")) is not null);
    }

    [Fact]
    public void An_item_of_a_file_that_is_imported_by_convention_counts()
    {
        using var run = new CliRun();
        run.Write("Directory.Build.props", "<Project><PropertyGroup><RootNamespace>Studio</RootNamespace></PropertyGroup><ItemGroup><KlingGenSchema Include=\"$(MSBuildThisFileDirectory)schemas/*.json\" Namespace=\"My.Own\" /></ItemGroup></Project>");
        string path = run.Write("src/A/A.csproj", KlingSchema.Project);

        ProjectView project = ProjectView.Open(path);

        Assert.Equal("My.Own", project.ItemFor(run.PathOf("schemas/a.json"))?.Metadata["Namespace"]);
        Assert.Equal("Studio", project.RootNamespace);
    }

    [Theory]
    [InlineData("<Project>")]
    [InlineData("nothing")]
    [InlineData("<Other />")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><Project>&a;</Project>")]
    public void What_is_no_project_is_reported(string text)
    {
        using var run = new CliRun();

        CliException error = Assert.Throws<CliException>(() => ProjectFile.Load(run.Write("A.csproj", text)));

        Assert.Equal(ExitCodes.Unusable, error.ExitCode);
    }
}
