using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using AspireTests.Fal.KlingImageV3TextToImage;
using KlingGen;
using KlingGen.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AspireTests;

/// <summary>A real application host with the emulator in it, offline.</summary>
public sealed class FalEmulatorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_was_asked_for_stands_behind_serve()
    {
        IResourceBuilder<FalEmulatorResource> fal = DistributedApplication.CreateBuilder([]).AddFalEmulator("fal", port: 5077);
        Assert.Equal("dotnet", fal.Resource.Command);
        string version = typeof(FalEmulatorResource).Assembly.GetName().Version!.ToString(3);
        Assert.Equal(["tool", "exec", $"KlingGen.Cli@{version}", "--yes", "--", "serve", "--port", "<port>", "--timing", "demo"], Words(fal));
        fal.WithSchemas("a", "b").WithFaults("Slow; delay=1").WithInstantTiming().WithReplay("recordings", strict: true).WithTool("klinggen");
        Assert.Equal("klinggen", fal.Resource.Command);
        Assert.Equal(["serve", "a", "b", "--port", "<port>", "--timing", "instant", "--fault", "Slow; delay=1", "--replay", "recordings", "--strict"], Words(fal));
        Assert.Equal(5077, Assert.Single(fal.Resource.Annotations.OfType<EndpointAnnotation>()).Port);

        static IEnumerable<string> Words(IResourceBuilder<FalEmulatorResource> fal) => fal.Resource.Settings.Arguments(fal.Resource.PrimaryEndpoint).Select(static word => word as string ?? "<port>");
    }

    [Fact]
    public void What_cannot_be_is_refused_where_it_is_written()
    {
        IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder([]);
        string none = "";
        Assert.Throws<ArgumentException>(() => builder.AddFalEmulator(none));
        IResourceBuilder<FalEmulatorResource> fal = builder.AddFalEmulator("fal");
        Assert.Throws<ArgumentException>(() => fal.WithReplay(""));
        Assert.Throws<ArgumentException>(() => fal.WithTool(""));
        Assert.Throws<ArgumentNullException>(() => fal.WithSchemas(null!));
        Assert.Throws<ArgumentNullException>(() => fal.WithFaults(null!));
    }

    [Fact]
    public async Task An_application_starts_it_calls_it_by_its_connection_string_and_stops_it()
    {
        IDistributedApplicationTestingBuilder builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Aspire_AppHost>(Cancellation);
        Uri address;
        await using (DistributedApplication application = await builder.BuildAsync(Cancellation))
        {
            await application.StartAsync(Cancellation).WaitAsync(HangGuard.Limit, Cancellation);
            await application.ResourceNotifications.WaitForResourceHealthyAsync("fal", Cancellation).WaitAsync(HangGuard.Limit, Cancellation);
            string? connection = await application.GetConnectionStringAsync("fal", Cancellation);
            address = application.GetEndpoint("fal", "http");
            Assert.Equal($"EmulatorAddress={address.AbsoluteUri.TrimEnd('/')}", connection);

            // What a project that refers to it gets, and does.
            IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:fal", connection)]).Build();
            await using ServiceProvider services = new ServiceCollection().AddFal(configuration.GetSection("ConnectionStrings:fal")).Services.BuildServiceProvider();
            FalResult<KlingImageV3TextToImageOutput> result = await services.GetRequiredService<FalClient>().KlingImageV3TextToImage().SubscribeAsync(new() { Prompt = "a lighthouse" }, cancellationToken: Cancellation);
            await using Stream picture = await result.Value.Images[0].OpenReadAsync(services.GetRequiredService<FalClient>(), Cancellation);
            Assert.NotEqual(-1, picture.ReadByte());

            using var http = new HttpClient();
            Assert.Contains("<title>", await http.GetStringAsync(address, Cancellation), StringComparison.Ordinal);
            Assert.Contains("503", await http.GetStringAsync(new Uri(address, "emulator/faults"), Cancellation), StringComparison.Ordinal);
            UrlSnapshot page = Assert.Single(application.ResourceNotifications.TryGetCurrentState("fal", out ResourceEvent? state) ? state.Snapshot.Urls : [], static url => !url.IsInactive);
            Assert.Equal("Page", page.DisplayProperties.DisplayName);
        }

        using var later = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => later.GetStringAsync(address, Cancellation));
    }
}
