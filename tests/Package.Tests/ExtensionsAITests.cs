using System.Runtime.InteropServices;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>KlingGen.Extensions.AI as a consumer gets it: from the feed, trimmed, and compiled ahead of time.</summary>
public sealed class ExtensionsAITests(PackageFeed feed)
{
    private const string Program = """
        using KlingGen;
        using Microsoft.Extensions.AI;
        using MyApp.Fal.KlingImageV3TextToImage;

        #pragma warning disable MEAI001 // The interface of image generators is experimental.
        using var fal = new FalClient(FalClientOptions.ForEmulator(new Uri(args[0])));
        var budget = new FalBudget(0.10m) { CostWhenUnknown = 0.03m };
        using IImageGenerator images = fal.KlingImageV3TextToImage().AsImageGenerator(budget);
        ImageGenerationResponse response = await images.GenerateImagesAsync("a lighthouse", new() { Count = 1, MediaType = "image/png" });
        Console.WriteLine(((FalResult<KlingImageV3TextToImageOutput>)response.RawRepresentation!).Value.Images.Count + " " + ((UriContent)response.Contents[0]).MediaType);

        AIFunction tool = fal.KlingImageV3TextToImage().AsAIFunction(budget, options: new() { Wait = TimeSpan.FromMinutes(1) });
        Console.WriteLine(tool.Name + " " + tool.JsonSchema.GetProperty("required")[0]);
        Console.WriteLine(Status(await tool.InvokeAsync(new() { ["prompt"] = "x", ["num_images"] = "1", ["aspect_ratio"] = "16:9", ["elements"] = new List<object?>() })));
        Console.WriteLine(Status(await tool.InvokeAsync(new() { ["promt"] = "x" })));
        while (Status(await tool.InvokeAsync(new() { ["prompt"] = "x" })) == "completed") { }
        Console.WriteLine(budget.Remaining < 0.03m);
        Console.WriteLine(Status(await fal.AsJobFunctions(budget)[0].InvokeAsync(new() { ["job"] = "nothing" })));

        static string Status(object? answer) => ((System.Text.Json.JsonElement)answer!).GetProperty("status").GetString()!;
        """;

    private static readonly string s_schema = File.ReadAllText(Repository.File("schemas/" + Consumer.SchemaName));

    private string Project => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <NuGetAudit>false</NuGetAudit>
            <PublishAot>true</PublishAot>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="KlingGen" Version="{feed.Version}" />
            <PackageReference Include="KlingGen.Extensions.AI" Version="{feed.Version}" />
            <KlingGenSchema Include="schemas/{Consumer.SchemaName}" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public async Task A_native_program_makes_images_and_calls_tools()
    {
        Assert.SkipUnless(CommandLine.Exists("clang") || CommandLine.Exists("gcc"), "NativeAOT needs clang or gcc on the PATH.");
        using Consumer consumer = Consumer.Create(feed, Project, Program, s_schema);
        await using FalEmulator emulator = await FalEmulator.StartAsync(new() { Schemas = { Path.Combine(consumer.Folder, "schemas") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false }, TestContext.Current.CancellationToken);

        (await consumer.DotnetAsync("publish", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "native", "-warnaserror")).ShouldSucceed();
        CommandResult run = await CommandLine.RunAsync(consumer.Folder, Path.Combine(consumer.Folder, "native", "MyApp"), emulator.Address.ToString());
        run.ShouldSucceed();

        Assert.Equal(["1 image/png", "fal-ai_kling-image_v3_text-to-image prompt", "completed", "refused", "True", "refused"], run.Output.TrimEnd().ReplaceLineEndings("\n").Split('\n'));
        Assert.InRange(emulator.Billing.Total, 0.028m, 0.10m);
    }

    [Fact]
    public void The_package_asks_for_the_abstractions_and_the_very_runtime_of_its_version()
    {
        Assert.Equal(["KlingGen.Runtime", "Microsoft.Extensions.AI.Abstractions"], feed.DependenciesOf("KlingGen.Extensions.AI").Distinct().Order(StringComparer.Ordinal));
        string nuspec = System.Text.Encoding.UTF8.GetString(feed.Read("KlingGen.Extensions.AI", "KlingGen.Extensions.AI.nuspec")!);
        Assert.Contains($"id=\"KlingGen.Runtime\" version=\"[{feed.Version}]\"", nuspec, StringComparison.Ordinal);
        foreach (string entry in new[] { "build/KlingGen.Extensions.AI.props", "buildTransitive/KlingGen.Extensions.AI.props", "lib/net8.0/KlingGen.Extensions.AI.dll", "lib/net10.0/KlingGen.Extensions.AI.xml", "README.md" })
            Assert.Contains(entry, feed.EntriesOf("KlingGen.Extensions.AI"));
    }
}
