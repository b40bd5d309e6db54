using System.Xml.Linq;
using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>The code of every sample, as people copy it: in a project outside the repository, with packages in place of project references, and no warning.</summary>
public sealed class SampleSourceTests(PackageFeed feed)
{
    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Repository.File("samples"), "*.csproj", SearchOption.AllDirectories).Select(static path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_builds_from_the_packages_without_a_warning(string name)
    {
        XDocument sample = XDocument.Load(Repository.File($"samples/{name}/{name}.csproj"));
        var project = new XElement(sample.Root!);
        project.Element("PropertyGroup")!.Add(
            new XElement("RootNamespace", name), new XElement("ImplicitUsings", "enable"), new XElement("Nullable", "enable"), new XElement("AnalysisLevel", "latest-recommended"), new XElement("NuGetAudit", "false"));
        foreach (XElement reference in project.Descendants("ProjectReference").ToArray())
            reference.ReplaceWith(Package(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)));
        XDocument versions = XDocument.Load(Repository.File("Directory.Packages.props"));
        foreach (XElement reference in project.Descendants("PackageReference").Where(static reference => reference.Attribute("Version") is null))
            reference.SetAttributeValue("Version", versions.Descendants("PackageVersion").Single(version => version.Attribute("Include")!.Value == reference.Attribute("Include")!.Value).Attribute("Version")!.Value);
        XElement schema = project.Descendants("KlingGenSchema").Single();
        string source = Path.GetFileName(schema.Attribute("Include")!.Value);
        schema.SetAttributeValue("Include", "schemas/*.json");
        project.Add(new XElement("ItemGroup", Package("KlingGen")));

        using Consumer consumer = Consumer.Create(feed, project.ToString(), "", await File.ReadAllTextAsync(Repository.File("schemas/" + source), TestContext.Current.CancellationToken));
        foreach (string path in Directory.EnumerateFiles(Repository.File("samples/" + name)).Where(static path => Path.GetExtension(path) != ".csproj"))
            File.Copy(path, Path.Combine(consumer.Folder, Path.GetFileName(path)), overwrite: true);

        (await consumer.DotnetAsync("build", "-warnaserror")).ShouldSucceed();
    }

    private XElement Package(string id) => new("PackageReference", new XAttribute("Include", id), new XAttribute("Version", feed.Version));
}
