using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>A fresh project outside the repository that knows the packages only from a folder feed.</summary>
internal sealed class Consumer : IDisposable
{
    public const string SchemaName = "kling-image-v3-text-to-image.json";

    private Consumer(string folder) => Folder = folder;

    public string Folder { get; }

    public static Consumer Create(PackageFeed feed, string projectXml, string program, string schema, string project = "MyApp.csproj")
    {
        var consumer = new Consumer(Directory.CreateTempSubdirectory("klinggen-consumer-").FullName);
        consumer.Write("Directory.Build.props", "<Project />");
        consumer.Write("Directory.Packages.props", "<Project />");
        consumer.Write("nuget.config", $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <fallbackPackageFolders>
                <add key="shared" value="{feed.SharedPackages}" />
              </fallbackPackageFolders>
              <packageSources>
                <add key="klinggen-local" value="{feed.Folder}" />
              </packageSources>
            </configuration>
            """);
        consumer.Write(project, projectXml);
        consumer.Write("Program.cs", program);
        consumer.Write(Path.Combine("schemas", SchemaName), schema);
        return consumer;
    }

    public void Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public Task<CommandResult> DotnetAsync(params string[] arguments) => CommandLine.RunAsync(Folder, "dotnet", arguments);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
