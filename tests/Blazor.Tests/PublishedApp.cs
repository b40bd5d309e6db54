using KlingGen.TestKit;
using Page.Tests;

namespace Blazor.Tests;

/// <summary>Blazor.App as it is deployed: published once, trimmed. A warning of the trimmer is an error.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen-blazor-").FullName;

    public string Root => Path.Combine(_folder, "wwwroot");

    public async ValueTask InitializeAsync()
    {
        if (Browser.Executable is null)
            return;
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        CommandResult publish = await CommandLine.RunAsync(Repository.File("tests/Blazor.App"), "dotnet", "publish", "--no-restore", "-c", configuration, "-o", _folder, "-warnaserror");
        publish.ShouldSucceed();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
