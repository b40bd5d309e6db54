using KlingGen.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Docs.Tests.Site;

/// <summary>The site as <c>eng/site.sh</c> builds it, from the assemblies of this folder, on a loopback address.</summary>
public sealed class BuiltSite : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen-site-").FullName;
    private WebApplication? _server;

    public Uri Address { get; private set; } = null!;

    /// <summary>How the build ended.</summary>
    public CommandResult Build { get; private set; } = null!;

    public string PathOf(string page) => Path.Combine(_folder, page);

    public async ValueTask InitializeAsync()
    {
        (await CommandLine.RunAsync(Repository.Root, "dotnet", "tool", "restore")).ShouldSucceed();
        Build = await CommandLine.RunAsync(Repository.Root, "dotnet", "docfx", "docfx.json", "--warningsAsErrors", "--output", _folder);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        // docfx writes more than one kind of file that ASP.NET Core has no type for.
        _server.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(_folder), StaticFileOptions = { ServeUnknownFileTypes = true } });
        await _server.StartAsync();
        Address = new Uri(_server.Urls.Single() + "/");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
