using KlingGen;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Runtime.Tests.Support;

namespace Runtime.Tests.Hosting;

public class AddFalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_client_is_made_with_options_from_configuration()
    {
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(200, """{"status":"COMPLETED"}""")));
        IConfiguration configuration = Configuration(
            ("Fal:EmulatorAddress", server.Address.AbsoluteUri), ("Fal:ApiKey", Studio.Key), ("Fal:Timeout", "00:01:00"), ("Fal:MaxRetries", "1"), ("Fal:LookUpPrices", "true"));
        var services = new ServiceCollection();
        services.AddFal(configuration.GetSection("Fal"));
        await using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);

        FalClient client = provider.GetRequiredService<FalClient>();
        Assert.Same(client, provider.GetRequiredService<FalClient>());
        Assert.Equal(TimeSpan.FromMinutes(1), client.Options.Timeout);
        Assert.Equal(1, client.Options.MaxRetries);
        Assert.True(client.Options.LookUpPrices);
        Assert.True(client.Options.AllowPrivateDownloads);
        FalJob<StudioOutput> job = new FalEndpoint<StudioInput, StudioOutput>(client, Studio.Id).Resume(Studio.Handle);
        Assert.Equal(FalQueueState.Completed, (await job.GetStatusAsync(cancellationToken: Cancellation)).State);
        Assert.Contains("Authorization: Key " + Studio.Key, server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Clients_can_stand_beside_each_other_under_keys()
    {
        var services = new ServiceCollection();
        services.AddFal(options => options.ApiKey = "a:1");
        services.AddKeyedFal("second", options =>
        {
            options.ApiKey = "b:2";
            options.RunBaseAddress = new Uri("https://run.example/");
        });
        services.AddKeyedFal("third", Configuration(("ApiKey", "c:3"), ("RunBaseAddress", "https://third.example/base")));
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal("https://fal.run/", provider.GetRequiredService<FalClient>().Options.RunBaseAddress.AbsoluteUri);
        Assert.Equal("https://run.example/", provider.GetRequiredKeyedService<FalClient>("second").Options.RunBaseAddress.AbsoluteUri);
        Assert.Equal("https://third.example/base/", provider.GetRequiredKeyedService<FalClient>("third").Options.RunBaseAddress.AbsoluteUri);
        Assert.Equal("Key b:2", provider.GetRequiredKeyedService<FalClient>("second").Transport.Key.Authorization);
    }

    [Theory]
    [InlineData("RunBaseAddress", "http://run.example/", "RunBaseAddress")]
    [InlineData("Timeout", "-00:00:05", "Timeout")]
    [InlineData("MaxRetries", "-1", "MaxRetries")]
    [InlineData("ApiKey", "canary with blanks", "API key")]
    public void Options_that_cannot_be_right_are_refused_before_the_first_call(string name, string value, string expected)
    {
        var services = new ServiceCollection();
        services.AddFal(Configuration(("ApiKey", "a:b"), (name, value)));
        using ServiceProvider provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<FalClient>());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);

        // The host asks for this at its start.
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
    }

    [Theory]
    [InlineData("Timeout", "soon")]
    [InlineData("QueueBaseAddress", "queue")]
    [InlineData("Validate", "maybe")]
    [InlineData("MaxRetries", "99999999999")]
    public void A_configured_value_that_cannot_be_read_is_named_by_its_path(string name, string value)
    {
        var services = new ServiceCollection();
        services.AddFal(Configuration(("Fal:ApiKey", "a:b"), ("Fal:" + name, value)).GetSection("Fal"));
        using ServiceProvider provider = services.BuildServiceProvider();
        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<FalClient>());
        Assert.Contains("Fal:" + name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_resilience_for_all_clients_does_not_reach_ours()
    {
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(503, """{"detail":"x"}""", "x-fal-request-id: r\r\n")));
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(Quick));
        services.AddFal(options => Use(options, server)).AddStandardResilienceHandler(Quick);
        services.AddHttpClient("other");
        await using ServiceProvider provider = services.BuildServiceProvider();

        FalEndpoint<StudioInput, StudioOutput> endpoint = new(provider.GetRequiredService<FalClient>(), Studio.Id);
        var error = await Assert.ThrowsAsync<FalApiException>(() => endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Equal(503, (int)error.StatusCode!);
        Assert.Equal(1, server.Posts);

        // The same handler, on a client that is not ours, does send its POST again: the test sees the difference.
        using HttpClient other = provider.GetRequiredService<IHttpClientFactory>().CreateClient("other");
        using HttpResponseMessage _ = await other.PostAsync(server.Address, new StringContent("{}"), Cancellation);
        Assert.True(server.Posts > 2, $"{server.Posts} posts");
    }

    [Fact]
    public async Task A_client_with_standard_resilience_given_by_hand_cannot_buy_twice()
    {
        await using var server = new RawServer((_, stream) => RawServer.Write(stream, RawServer.Response(503, """{"detail":"x"}""", "x-fal-request-id: r\r\n")));
        var services = new ServiceCollection();
        services.AddHttpClient("retrying").AddStandardResilienceHandler(Quick);
        await using ServiceProvider provider = services.BuildServiceProvider();
        var options = new FalClientOptions();
        Use(options, server);
        using HttpClient http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("retrying");
        using var client = new FalClient(options, http);

        FalEndpoint<StudioInput, StudioOutput> endpoint = new(client, Studio.Id);
        var error = await Assert.ThrowsAsync<FalSubmitUnknownException>(() => endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Contains("AddStandardResilienceHandler", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Posts);
    }

    [Fact]
    public void The_loggers_and_the_clock_come_from_the_services()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddFal(options => options.ApiKey = "a:b");
        using ServiceProvider provider = services.BuildServiceProvider();
        FalClient client = provider.GetRequiredService<FalClient>();
        Assert.Same(clock, client.Options.TimeProvider);
        Assert.Same(provider.GetRequiredService<ILoggerFactory>(), client.Options.LoggerFactory);
    }

    private static void Use(FalClientOptions options, RawServer server)
    {
        options.ApiKey = Studio.Key;
        options.QueueBaseAddress = server.Address;
        options.Pause = static (_, _) => Task.CompletedTask;
    }

    private static void Quick(Microsoft.Extensions.Http.Resilience.HttpStandardResilienceOptions options) => options.Retry.Delay = TimeSpan.FromMilliseconds(1);

    private static IConfiguration Configuration(params (string Name, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.GroupBy(value => value.Name).ToDictionary(group => group.Key, group => (string?)group.Last().Value)).Build();
}
