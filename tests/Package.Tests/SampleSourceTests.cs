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

    /// <summary>The lines that this repository's file has in the place of packages are those that its comment names.</summary>
    [Fact]
    public async Task The_program_of_one_file_builds_from_the_packages_without_a_warning()
    {
        string text = await File.ReadAllTextAsync(Repository.File("samples/FileBased/lighthouse.cs"), TestContext.Current.CancellationToken);
        Assert.Contains("#:package KlingGen@0.1.0 and #:package KlingGen.Emulator@0.1.0", text, StringComparison.Ordinal);
        string project = text.Split('\n').Single(static line => line.StartsWith("#:project ", StringComparison.Ordinal));
        text = text.Replace(project, $"#:package KlingGen@{feed.Version}\n#:package KlingGen.Emulator@{feed.Version}\n#:property NuGetAudit=false", StringComparison.Ordinal)
            .Replace("../../schemas/", "schemas/", StringComparison.Ordinal);

        using Consumer consumer = Consumer.Create(feed, "<Project />", "", await File.ReadAllTextAsync(Repository.File("schemas/" + Consumer.SchemaName), TestContext.Current.CancellationToken), "unused.xml");
        File.Delete(Path.Combine(consumer.Folder, "Program.cs"));
        consumer.Write("lighthouse.cs", text);
        consumer.Write("schemas/klinggen.lock.json", await File.ReadAllTextAsync(Repository.File("schemas/klinggen.lock.json"), TestContext.Current.CancellationToken));

        CommandResult run = await consumer.DotnetAsync("run", "lighthouse.cs", "--", "a tower by the sea");
        run.ShouldSucceed();
        Assert.EndsWith("cost 0.028 USD", run.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("warning", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    private XElement Package(string id) => new("PackageReference", new XAttribute("Include", id), new XAttribute("Version", feed.Version));
}
