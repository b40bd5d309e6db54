using System.IO.Compression;
using System.Net;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Blazor.Tests;

/// <summary>An emulator, and the site of the application with a proxy that has the key, each an origin of its own.</summary>
internal sealed class Place : IAsyncDisposable
{
    /// <summary>The bytes of a file that is sent compressed.</summary>
    public const int Plain = 100_000;

    private readonly WebApplication _site;

    private Place(FalEmulator emulator, WebApplication site) => (Emulator, _site) = (emulator, site);

    public FalEmulator Emulator { get; }

    /// <summary>Not the emulator's host name, so that nothing is of the same site either.</summary>
    public Uri Site => new($"http://app.localhost:{new Uri(_site.Urls.First()).Port}/");

    public static async Task<Place> StartAsync(string root, bool throughProxy, FalEmulatorOptions? options = null)
    {
        options ??= new FalEmulatorOptions { Timing = FalEmulatorTiming.Instant };
        options.Schemas.Add(Repository.File("schemas"));
        FalEmulator emulator = await FalEmulator.StartAsync(options, TestContext.Current.CancellationToken);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.AddInMemoryCollection([new("Fal:EmulatorAddress", emulator.Address.AbsoluteUri)]);
        builder.Services.AddFal(builder.Configuration.GetSection("Fal"));
        WebApplication site = builder.Build();
        site.MapFalProxy(static proxy =>
        {
            proxy.Allow("fal-ai/kling-image/v3/text-to-image").Allow("fal-ai/kling-video/v2.5-turbo/pro/image-to-video");
            proxy.AllowUploads = true;
        });
        site.MapGet("/appsettings.json", (HttpContext context) => Results.Text(Settings(emulator, $"http://{context.Request.Host}/compressed", throughProxy ? $"http://{context.Request.Host}/api/fal/proxy" : null), "application/json"));
        site.MapGet("/compressed", Compressed);
        var files = new PhysicalFileProvider(root);
        site.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        site.UseStaticFiles(new StaticFileOptions { FileProvider = files, ServeUnknownFileTypes = true });
        await site.StartAsync(TestContext.Current.CancellationToken);
        return new Place(emulator, site);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    private static string Settings(FalEmulator emulator, string compressed, string? proxy) => $$"""
        {
          "Emulator": "{{emulator.Address}}",
          "Compressed": "{{compressed}}",
          "Fal": { {{(proxy is null ? $"\"EmulatorAddress\": \"{emulator.Address}\"" : $"\"ProxyAddress\": \"{proxy}\", \"AllowPrivateDownloads\": true")}} }
        }
        """;

    private static async Task Compressed(HttpContext context)
    {
        var body = new MemoryStream();
        await using (var gzip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(new byte[Plain]);
        context.Response.Headers.ContentEncoding = "gzip";
        context.Response.ContentType = "model/gltf+json";
        context.Response.ContentLength = body.Length;
        body.Position = 0;
        await body.CopyToAsync(context.Response.Body);
    }
}
