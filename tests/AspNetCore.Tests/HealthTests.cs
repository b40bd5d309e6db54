using KlingGen;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspNetCoreTests;

/// <summary>Whether the service answers and takes the key.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task It_is_healthy_while_the_service_answers_and_says_why_when_not()
    {
        await using Site site = await Site.StartAsync(static app => app.MapHealthChecks("/healthz"), static (services, _) => services.AddHealthChecks().AddFal());
        Assert.Equal("Healthy", await site.Http.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
        Assert.Empty(site.Emulator.Billing.Events);
        await site.Emulator.DisposeAsync();
        HealthReport report = await site.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HealthStatus.Unhealthy, "The service cannot be reached."), (report.Status, report.Entries["fal"].Description));
    }

    [Fact]
    public async Task A_refused_key_and_a_missing_client_are_named()
    {
        await using Site site = await Site.StartAsync(
            static app => app.MapHealthChecks("/healthz"),
            static (services, emulator) =>
            {
                services.AddKeyedFal("wrong", options =>
                {
                    options.ApiKey = "wrong:key";
                    options.PlatformBaseAddress = new Uri(emulator.Address, "platform/");
                });
                services.AddHealthChecks().AddFal("wrong", "wrong", HealthStatus.Degraded).AddFal("none", "none");
            });
        site.App.Services.GetRequiredService<FalClient>();
        HealthReport report = await site.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Contains("AddKeyedFal(\"none\")", report.Entries["none"].Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["none"].Status);
        Assert.Equal(HealthStatus.Degraded, report.Entries["wrong"].Status);
    }
}
