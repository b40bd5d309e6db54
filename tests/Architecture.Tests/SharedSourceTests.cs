using System.Xml.Linq;
using KlingGen.TestKit;

namespace ArchitectureTests;

/// <summary>A project compiles what lies in its folder, and sources that several need lie in <c>shared</c>, where each says who needs them and why.</summary>
public sealed class SharedSourceTests
{
    public static TheoryData<string> Projects => [.. ProjectSources.Shipped];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_project_takes_sources_out_of_another(string folder)
    {
        XDocument project = XDocument.Load(Directory.EnumerateFiles(Repository.File(folder), "*.csproj").Single());
        Assert.DoesNotContain(project.Descendants("Compile"), static item => ((string?)item.Attribute("Include"))?.Contains("..", StringComparison.Ordinal) == true);
        Assert.All(project.Descendants("Import"), static import => Assert.Matches("^../../(shared/[A-Za-z]+/[A-Za-z]+\\.projitems|eng/[A-Za-z]+\\.props)$", (string?)import.Attribute("Project")));
    }

    [Fact]
    public void What_is_shared_is_taken_by_two()
    {
        string[] imports = [.. ProjectSources.Shipped.SelectMany(static folder => XDocument.Load(Directory.EnumerateFiles(Repository.File(folder), "*.csproj").Single()).Descendants("Import")).Select(static import => Path.GetFileName((string)import.Attribute("Project")!))];
        Assert.All(Directory.EnumerateFiles(Repository.File("shared"), "*.projitems", SearchOption.AllDirectories), file => Assert.True(imports.Count(name => name == Path.GetFileName(file)) > 1, file));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_friend_is_named_once(string folder)
    {
        string[] friends = [.. XDocument.Load(Directory.EnumerateFiles(Repository.File(folder), "*.csproj").Single()).Descendants("InternalsVisibleTo").Select(static item => (string)item.Attribute("Include")!)];
        Assert.Equal(friends.Distinct(), friends);
    }
}
