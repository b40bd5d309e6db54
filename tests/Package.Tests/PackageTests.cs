using System.Runtime.InteropServices;
using KlingGen.Emulator;
using KlingGen.TestKit;

[assembly: AssemblyFixture(typeof(Package.Tests.PackageFeed))]

namespace Package.Tests;

public sealed class PackageTests(PackageFeed feed)
{
    private static readonly string Schema = File.ReadAllText(Repository.File("schemas/" + Consumer.SchemaName));

    private static string Project(string version, string items = $"""<KlingGenSchema Include="schemas/{Consumer.SchemaName}" />""") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <AnalysisLevel>latest</AnalysisLevel>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="KlingGen" Version="{version}" />
            {items}
          </ItemGroup>
        </Project>
        """;

    private const string Lock = """
        {
          "version": 1,
          "endpoints": {
            "fal-ai/kling-image/v3/text-to-image": {
              "file": "kling-image-v3-text-to-image.json", "source": "a test", "fetched": "2026-11-22T00:00:00Z", "tool": "0.1.0",
              "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
              "price": { "amount": 7.0, "unit": "images", "currency": "EUR", "date": "2026-11-22", "source": "https://api.fal.ai" }
            }
          }
        }
        """;

    private const string Program = """
        using KlingGen;
        using MyApp.Fal.KlingImageV3TextToImage;

        using var fal = new FalClient(FalClientOptions.ForEmulator(new Uri(args[0])));
        FalResult<KlingImageV3TextToImageOutput> result = await fal.KlingImageV3TextToImage().SubscribeAsync(
            new() { Prompt = "a lighthouse in fog", OutputFormat = OutputFormat.Png });
        Console.WriteLine(await result.Value.Images[0].SaveAsync(args[1], fal));
        if (!((FalOpenEnum<OutputFormat>)"png").IsKnown || ((FalOpenEnum<OutputFormat>)"png").Value != OutputFormat.Png) throw new InvalidOperationException("The texts of the enum are not known.");
        Console.WriteLine(result.Cost);
        """;

    /// <summary>What a native program does besides, each with its words: an upload, and errors found here, by the service, and on the way there.</summary>
    private const string UploadAndErrors = """
        var options = FalClientOptions.ForEmulator(new Uri(args[0]));
        FalUploadedFile uploaded = await fal.Storage.UploadAsync(FalMedia.FromBytes(new byte[300_000], "image/png", "a.png"));
        Console.WriteLine($"upload: {uploaded.FileSize} bytes of {uploaded.ContentType}");
        KlingImageV3TextToImageInput bad = new() { Prompt = new string('a', 2501) };
        await SayAsync(fal, bad, null);
        await SayAsync(fal, bad, new() { Validate = false });
        options.ApiKey = "nobody:secret";
        using (var stranger = new FalClient(options)) await SayAsync(stranger, new() { Prompt = "a" }, null);
        using (var away = new FalClient(FalClientOptions.ForEmulator(new Uri("http://127.0.0.1:1/")))) await SayAsync(away, new() { Prompt = "a" }, null);

        static async Task SayAsync(FalClient client, KlingImageV3TextToImageInput input, FalCallOptions? options)
        {
            try { await client.KlingImageV3TextToImage().SubscribeAsync(input, options); }
            catch (FalValidationException error) { Console.WriteLine($"here: {error.ValidationErrors[0].Member}"); }
            catch (FalApiValidationException error) { Console.WriteLine($"service: {error.ValidationErrors[0].Member}"); }
            catch (FalException error) { Console.WriteLine(error.GetType().Name); }
        }

        """;

    [Fact]
    public void The_generator_package_holds_two_assemblies_of_ours_and_nothing_foreign()
    {
        IReadOnlyList<string> entries = feed.EntriesOf("KlingGen");

        Assert.Equal(
            ["analyzers/dotnet/cs/KlingGen.Compiler.dll", "analyzers/dotnet/cs/KlingGen.Generator.dll"],
            entries.Where(static entry => entry.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("build/KlingGen.props", entries);
        Assert.Contains("build/KlingGen.targets", entries);
        Assert.Contains("buildTransitive/KlingGen.props", entries);
        Assert.Contains("buildTransitive/KlingGen.targets", entries);
    }

    [Fact]
    public void The_comparison_comes_with_the_tool_alone()
    {
        string[] packages = ["KlingGen", "KlingGen.Cli", "KlingGen.Compiler", "KlingGen.Emulator", "KlingGen.Extensions.AI", "KlingGen.Runtime", "KlingGen.Webhooks"];

        Assert.Equal(["KlingGen.Cli"], packages.Where(id => feed.EntriesOf(id).Any(static entry => entry.EndsWith("/KlingGen.Comparison.dll", StringComparison.Ordinal))));
        Assert.All(packages, id => Assert.DoesNotContain("KlingGen.Comparison", feed.DependenciesOf(id)));
    }

    [Fact]
    public void The_runtime_package_serves_both_frameworks_with_documentation()
    {
        IReadOnlyList<string> entries = feed.EntriesOf("KlingGen.Runtime");

        foreach (string framework in new[] { "net8.0", "net10.0" })
        {
            Assert.Contains($"lib/{framework}/KlingGen.Runtime.dll", entries);
            Assert.Contains($"lib/{framework}/KlingGen.Runtime.xml", entries);
        }
    }

    [Fact]
    public void Cryptography_comes_with_the_webhooks_package_alone()
    {
        Assert.Equal(["BouncyCastle.Cryptography", "KlingGen.Runtime"], feed.DependenciesOf("KlingGen.Webhooks").Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain("BouncyCastle.Cryptography", feed.DependenciesOf("KlingGen.Runtime"));
        Assert.DoesNotContain("BouncyCastle.Cryptography", feed.DependenciesOf("KlingGen"));
        foreach (string framework in new[] { "net8.0", "net10.0" })
        {
            Assert.Contains($"lib/{framework}/KlingGen.Webhooks.dll", feed.EntriesOf("KlingGen.Webhooks"));
            Assert.Contains($"lib/{framework}/KlingGen.Webhooks.xml", feed.EntriesOf("KlingGen.Webhooks"));
        }
    }

    [Fact]
    public void A_package_that_carries_the_table_of_media_types_carries_its_license()
    {
        string[] packages = ["KlingGen", "KlingGen.Cli", "KlingGen.Compiler", "KlingGen.Emulator", "KlingGen.Extensions.AI", "KlingGen.Runtime", "KlingGen.Webhooks"];
        string[] carriers = [.. packages.Where(id => feed.EntriesOf(id).Any(entry =>
            entry.EndsWith(".dll", StringComparison.Ordinal) && feed.Read(id, entry).AsSpan().IndexOf("application/epub+zip epub"u8) >= 0))];

        Assert.Equal(["KlingGen.Cli", "KlingGen.Emulator", "KlingGen.Runtime"], carriers);
        byte[] notices = File.ReadAllBytes(Repository.File("THIRD-PARTY-NOTICES.md"));
        Assert.True(notices.AsSpan().IndexOf("Douglas Christopher Wilson"u8) >= 0);
        Assert.All(carriers, id => Assert.Equal(notices, feed.Read(id, "THIRD-PARTY-NOTICES.md")));
    }

    [Fact]
    public async Task A_fresh_project_with_one_reference_and_one_item_makes_a_picture()
    {
        using Consumer consumer = Consumer.Create(feed, Project(feed.Version, """<KlingGenSchema Include="schemas/*.json" />"""), Program, Schema);
        await using FalEmulator emulator = await FalEmulator.StartAsync(
            new() { Schemas = { Path.Combine(consumer.Folder, "schemas") } }, TestContext.Current.CancellationToken);
        // The pattern finds the lock file too. It is no schema; its price is compiled in.
        consumer.Write("schemas/klinggen.lock.json", Lock);

        (await consumer.DotnetAsync("build", "-warnaserror")).ShouldSucceed();
        CommandResult run = await consumer.DotnetAsync("run", "--no-build", "--", emulator.Address.ToString(), Path.Combine(consumer.Folder, "pictures"));
        run.ShouldSucceed();

        Assert.True(IsPng(await PictureAsync(run)));
        Assert.Equal("7 EUR", run.Output.TrimEnd().Split('\n')[^1].Trim());
    }

    [Fact]
    public async Task A_native_program_is_published_without_a_trim_warning_and_does_all_that_another_does()
    {
        Assert.SkipUnless(CommandLine.Exists("clang") || CommandLine.Exists("gcc"), "NativeAOT needs clang or gcc on the PATH.");
        string project = Project(feed.Version).Replace("<PackageReference", $"""<PackageReference Include="KlingGen.Webhooks" Version="{feed.Version}" /><PackageReference""", StringComparison.Ordinal)
            .Replace("<OutputType>", "<PublishAot>true</PublishAot><TrimmerSingleWarn>false</TrimmerSingleWarn><OutputType>", StringComparison.Ordinal);
        using Consumer consumer = Consumer.Create(feed, project, Program + Environment.NewLine + UploadAndErrors + Environment.NewLine + Webhook.Program, Schema);
        await using FalEmulator emulator = await FalEmulator.StartAsync(
            new() { Schemas = { Path.Combine(consumer.Folder, "schemas") }, Timing = FalEmulatorTiming.Instant }, TestContext.Current.CancellationToken);

        (await consumer.DotnetAsync("publish", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "native", "-warnaserror")).ShouldSucceed();
        CommandResult run = await CommandLine.RunAsync(
            consumer.Folder, Path.Combine(consumer.Folder, "native", "MyApp"), emulator.Address.ToString(), Path.Combine(consumer.Folder, "pictures"), await Webhook.SaveAsync(emulator, consumer.Folder));
        run.ShouldSucceed();

        Assert.True(IsPng(await PictureAsync(run)));
        Assert.Contains("upload: 300000 bytes of image/png\nhere: Prompt\nservice: Prompt\nFalAuthenticationException\nFalConnectionException\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.EndsWith("Valid, 1 image; changed: WrongSignature", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_emulator_package_is_usable_from_a_project_that_knows_only_the_feed()
    {
        const string program = """
            using KlingGen.Emulator;

            await using FalEmulator emulator = await FalEmulator.StartAsync(new() { Schemas = { "schemas" } });
            Console.WriteLine(string.Join(' ', emulator.Endpoints));
            """;
        string project = Project(feed.Version, "").Replace("\"KlingGen\"", "\"KlingGen.Emulator\"", StringComparison.Ordinal);
        using Consumer consumer = Consumer.Create(feed, project, program, Schema);

        CommandResult run = await consumer.DotnetAsync("run");
        run.ShouldSucceed();

        Assert.Equal("fal-ai/kling-image/v3/text-to-image", run.Output.Trim());
    }

    /// <summary>Drawing, which is managed code, included.</summary>
    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public async Task A_test_project_with_the_emulator_grows_by_less_than_ten_megabytes(string framework)
    {
        string project = Project(feed.Version, "").Replace("\"KlingGen\"", "\"KlingGen.Emulator\"", StringComparison.Ordinal).Replace("net10.0", framework, StringComparison.Ordinal);
        using Consumer consumer = Consumer.Create(feed, project, "System.Console.WriteLine(KlingGen.Emulator.FalEmulator.DefaultApiKey);", Schema);

        (await consumer.DotnetAsync("build", "-p:UseAppHost=false")).ShouldSucceed();

        FileInfo[] files = [.. new DirectoryInfo(Path.Combine(consumer.Folder, "bin")).EnumerateFiles("*", SearchOption.AllDirectories)];
        Assert.Contains(files, static file => file.Name == "KlingGen.Emulator.dll");
        Assert.DoesNotContain(files, static file => file.DirectoryName!.Contains("runtimes", StringComparison.Ordinal));
        Assert.InRange(files.Sum(static file => file.Length), 0, 10 << 20);
    }

    [Fact]
    public async Task A_schema_file_that_does_not_exist_fails_the_build_and_names_it()
    {
        using Consumer consumer = Consumer.Create(
            feed, Project(feed.Version, """<KlingGenSchema Include="schemas/absent.json" />"""), "Console.WriteLine();", Schema);

        CommandResult build = await consumer.DotnetAsync("build");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("KLG0001", build.Output, StringComparison.Ordinal);
        Assert.Contains("schemas/absent.json", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_schema_file_fails_the_build_at_its_line_and_column()
    {
        using Consumer consumer = Consumer.Create(feed, Project(feed.Version), "Console.WriteLine();", "{\n  \"openapi\": tru\n}");

        CommandResult build = await consumer.DotnetAsync("build");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains($"{Consumer.SchemaName}(2,", build.Output, StringComparison.Ordinal);
        Assert.Contains("error KLG0003", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_only_references_a_consumer_gets_nothing_generated()
    {
        using Consumer consumer = Consumer.Create(feed, Project(feed.Version), Program, Schema);
        consumer.Write("MyApp.csproj", Project(feed.Version).Replace("</PropertyGroup>", "<EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup><ItemGroup><Compile Include=\"Program.cs\" /></ItemGroup>", StringComparison.Ordinal));
        consumer.Write("Second/Second.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                <CompilerGeneratedFilesOutputPath>generated</CompilerGeneratedFilesOutputPath>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../MyApp.csproj" />
              </ItemGroup>
            </Project>
            """);
        consumer.Write("Second/Class.cs", "namespace Second; public class Class { }");

        (await consumer.DotnetAsync("build", "Second/Second.csproj")).ShouldSucceed();

        Assert.False(Directory.Exists(Path.Combine(consumer.Folder, "Second", "generated", "KlingGen.Generator")));
    }

    private static Task<byte[]> PictureAsync(CommandResult run) => File.ReadAllBytesAsync(run.Output.Split('\n')[0].Trim(), TestContext.Current.CancellationToken);

    private static bool IsPng(ReadOnlySpan<byte> picture) => picture.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
}
