using KlingGen;
using KlingGen.Emulator;
using KlingGen.Testing;
using TestingTests.Fal.KlingImageV3TextToImage;

namespace TestingTests;

/// <summary>One line for xUnit v3.</summary>
public sealed class Studio : FalEmulatorFixture, IAsyncLifetime;

/// <summary>The emulator finds the schemas of the project by itself.</summary>
public sealed class FixtureTests(Studio emulated) : IClassFixture<Studio>
{
    [Fact]
    public async Task A_test_makes_a_picture()
    {
        using var fal = new FalClient(FalClientOptions.ForEmulator(emulated.Emulator.Address));
        FalResult<KlingImageV3TextToImageOutput> result = await fal.KlingImageV3TextToImage().SubscribeAsync(new() { Prompt = "a lighthouse" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Single(result.Value.Images);
    }

    [Fact]
    public async Task Before_its_start_it_says_what_to_do()
    {
        await using var fixture = new FalEmulatorFixture();
        Assert.Contains("InitializeAsync", Assert.Throws<InvalidOperationException>(() => fixture.Emulator).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Named_schemas_go_before_found_ones()
    {
        await using var fixture = new Named();
        await fixture.InitializeAsync();
        Assert.Single(fixture.Emulator.Endpoints);
    }

    private sealed class Named : FalEmulatorFixture
    {
        protected override void Configure(FalEmulatorOptions options) => options.Schemas.Add(KlingGen.TestKit.Repository.File("schemas/kling-image-v3-text-to-image.json"));
    }
}
