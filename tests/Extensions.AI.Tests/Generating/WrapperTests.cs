using System.Diagnostics;
using Extensions.AI.Tests.Fal.Studio.Listen;
using Extensions.AI.Tests.Fal.Studio.Paint;
using Extensions.AI.Tests.Fal.Studio.Speak;
using KlingGen;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Extensions.AI.Tests.Generating;

/// <summary>The adapters below what applications put above them: the stock wrappers, dependency injection, accounts under keys.</summary>
public sealed class WrapperTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logging_and_telemetry_wrap_all_three_and_our_spans_have_the_common_tags()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is FalTelemetry.Name or "stock",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var logs = new LogLines();
        using var factory = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        using var root = new Activity("root");
        root.Start();

        using IImageGenerator images = studio.Fal.Paint().AsImageGenerator().AsBuilder().UseLogging(factory).UseOpenTelemetry(factory, "stock").Build();
        using ITextToSpeechClient speech = studio.Fal.Speak().AsTextToSpeechClient().AsBuilder().UseLogging(factory).UseOpenTelemetry(factory, "stock").Build();
        using ISpeechToTextClient text = studio.Fal.Listen().AsSpeechToTextClient().AsBuilder().UseLogging(factory).UseOpenTelemetry(factory, "stock").Build();
        ImageGenerationResponse picture = await images.GenerateImagesAsync("a hill", new() { Count = 2 }, Cancellation);
        await speech.GetAudioAsync("hello", cancellationToken: Cancellation);
        using var stream = new MemoryStream([1, 2]);
        await text.GetTextAsync(stream, cancellationToken: Cancellation);
        root.Stop();

        Activity[] own = [.. spans.Where(span => span.TraceId == root.TraceId)];
        Activity submit = Assert.Single(own, static span => span.DisplayName == "fal submit" && Equals(span.GetTagItem("fal.endpoint"), PaintClient.Id));
        Assert.Equal(("fal", PaintClient.Id), (submit.GetTagItem("gen_ai.provider.name"), submit.GetTagItem("gen_ai.request.model")));
        Assert.Equal(((FalResult<PaintOutput>)picture.RawRepresentation!).RequestId, submit.GetTagItem("gen_ai.response.id"));
        Assert.Equal(3, own.Count(static span => span.Source.Name == "stock" && Equals(span.GetTagItem("gen_ai.provider.name"), "fal")));
        Assert.Contains(logs.Lines, static line => line.Contains("GenerateAsync", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, static line => line.Contains("GetAudioAsync", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, static line => line.Contains("GetTextAsync", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_of_a_wrapper_reach_the_endpoint()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        using IImageGenerator images = studio.Fal.Paint().AsImageGenerator().AsBuilder().ConfigureOptions(static options => options.MediaType ??= "image/png").Build();
        await images.GenerateImagesAsync("a hill", cancellationToken: Cancellation);
        Assert.Equal("png", studio.Sent(PaintClient.Id).GetProperty("output_format").GetString());
    }

    [Fact]
    public async Task Two_accounts_have_a_generator_and_a_budget_each()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync(emulate: static options =>
        {
            options.ApiKeys.Add("one:secret");
            options.ApiKeys.Add("two:secret");
        });
        var services = new ServiceCollection();
        services.AddLogging();
        foreach ((string name, decimal limit) in new[] { ("one", 0.05m), ("two", 0.10m) })
        {
            services.AddKeyedFal(name, options =>
            {
                FalClientOptions emulated = FalClientOptions.ForEmulator(studio.Emulator.Address);
                (options.RunBaseAddress, options.QueueBaseAddress) = (emulated.RunBaseAddress, emulated.QueueBaseAddress);
                options.ApiKey = name + ":secret";
            });
            services.AddKeyedSingleton(name, new FalBudget(limit));
            services.AddKeyedImageGenerator(name, provider => provider.GetRequiredKeyedService<FalClient>(name).Paint().AsImageGenerator(provider.GetRequiredKeyedService<FalBudget>(name))).UseLogging().UseOpenTelemetry();
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        IImageGenerator one = provider.GetRequiredKeyedService<IImageGenerator>("one"), two = provider.GetRequiredKeyedService<IImageGenerator>("two");
        Assert.NotSame(one.GetService<FalClient>(), two.GetService<FalClient>());
        await one.GenerateImagesAsync("a", cancellationToken: Cancellation);
        await Assert.ThrowsAsync<FalBudgetException>(() => one.GenerateImagesAsync("b", cancellationToken: Cancellation));
        await two.GenerateImagesAsync("c", new() { Count = 2 }, Cancellation);
        // A tool of an account spends of the same budget.
        AIFunction tool = provider.GetRequiredKeyedService<FalClient>("two").Paint().AsAIFunction(provider.GetRequiredKeyedService<FalBudget>("two"));
        Assert.Contains("\"refused\"", ((System.Text.Json.JsonElement)(await tool.InvokeAsync(new() { ["prompt"] = "d" }, Cancellation))!).GetRawText(), StringComparison.Ordinal);
        Assert.Equal((0.05m, 0.10m, 0.15m), (provider.GetRequiredKeyedService<FalBudget>("one").Spent, provider.GetRequiredKeyedService<FalBudget>("two").Spent, studio.Emulator.Billing.Total));
    }
}

/// <summary>What is logged, as texts.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
            _lines.Add(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
