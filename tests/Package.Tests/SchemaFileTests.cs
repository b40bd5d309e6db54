using System.Diagnostics;
using System.Threading.Channels;
using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>Schema files are sources: not copied, and seen by <c>dotnet watch</c>.</summary>
public sealed class SchemaFileTests(PackageFeed feed)
{
    private static readonly string s_schema = File.ReadAllText(Repository.File("schemas/" + Consumer.SchemaName));

    [Theory]
    [InlineData("Microsoft.NET.Sdk", false)]
    [InlineData("Microsoft.NET.Sdk", true)]
    [InlineData("Microsoft.NET.Sdk.Web", false)]
    [InlineData("Microsoft.NET.Sdk.Web", true)]
    [InlineData("Microsoft.NET.Sdk.Worker", false)]
    public async Task They_are_copied_only_when_asked(string sdk, bool isAsked)
    {
        using Consumer consumer = NewConsumer(sdk, isAsked ? "CopyToOutputDirectory=\"PreserveNewest\"" : "");
        consumer.Write("appsettings.json", "{}");

        (await consumer.DotnetAsync("publish", "-o", "published", "-warnaserror")).ShouldSucceed();

        string[] expected = [.. isAsked ? [Consumer.SchemaName, "klinggen.lock.json"] : Array.Empty<string>(), .. sdk == "Microsoft.NET.Sdk" ? Array.Empty<string>() : ["appsettings.json"]];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Copied(Path.Combine(consumer.Folder, "bin", "Release", "net10.0")));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Copied(Path.Combine(consumer.Folder, "published")));
    }

    /// <summary>As the samples do, whose emulator reads the same file.</summary>
    [Fact]
    public async Task An_item_of_the_project_that_places_them_counts()
    {
        using Consumer consumer = NewConsumer("Microsoft.NET.Sdk", "");
        string project = Path.Combine(consumer.Folder, "MyApp.csproj");
        consumer.Write("MyApp.csproj", (await File.ReadAllTextAsync(project, TestContext.Current.CancellationToken)).Replace("</Project>", """
            <ItemGroup><None Include="@(KlingGenSchema)" Link="placed/%(Filename)%(Extension)" CopyToOutputDirectory="PreserveNewest" /></ItemGroup></Project>
            """, StringComparison.Ordinal));
        (await consumer.DotnetAsync("build", "-warnaserror")).ShouldSucceed();
        Assert.True(File.Exists(Path.Combine(consumer.Folder, "bin", "Debug", "net10.0", "placed", Consumer.SchemaName)));
    }

    [Fact]
    public async Task Watch_looks_at_them_in_a_project()
    {
        using Consumer consumer = NewConsumer("Microsoft.NET.Sdk", "");

        CommandResult list = await consumer.DotnetAsync("watch", "--list", "--non-interactive");
        list.ShouldSucceed();

        Assert.Contains(Path.Combine("schemas", Consumer.SchemaName), list.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("schemas", "klinggen.lock.json"), list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_based_program_names_them_in_a_property_and_watch_builds_it_again()
    {
        using Consumer consumer = NewConsumer("Microsoft.NET.Sdk", "");
        File.Delete(Path.Combine(consumer.Folder, "MyApp.csproj"));
        File.Delete(Path.Combine(consumer.Folder, "Program.cs"));
        consumer.Write("app.cs", $$"""
            #:package KlingGen@{{feed.Version}}
            #:property KlingGenSchemas=schemas/{{Consumer.SchemaName}}
            #:property NuGetAudit=false
            using app.Fal.KlingImageV3TextToImage;

            Console.WriteLine("errors: " + new KlingImageV3TextToImageInput { Prompt = new string('a', 2450) }.Validate().Count());
            """);

        var start = new ProcessStartInfo("dotnet", ["watch", "--file", "app.cs", "--non-interactive"]) { WorkingDirectory = consumer.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        using Process watch = Process.Start(start)!;
        // What the program says and what the watch says come in any order.
        var lines = Channel.CreateUnbounded<string>();
        watch.OutputDataReceived += (_, line) => lines.Writer.TryWrite(line.Data ?? "");
        watch.ErrorDataReceived += (_, line) => lines.Writer.TryWrite(line.Data ?? "");
        watch.BeginOutputReadLine();
        watch.BeginErrorReadLine();
        _ = watch.WaitForExitAsync(TestContext.Current.CancellationToken).ContinueWith(_ => lines.Writer.TryComplete(), TaskScheduler.Default);
        try
        {
            await LinesAsync(lines.Reader, "errors: 0", "Waiting for a file to change");
            consumer.Write(Path.Combine("schemas", Consumer.SchemaName), s_schema.Replace("\"maxLength\": 2500", "\"maxLength\": 2400", StringComparison.Ordinal));
            await LinesAsync(lines.Reader, "errors: 1");
        }
        finally
        {
            if (!watch.HasExited)
                watch.Kill(entireProcessTree: true);
        }
    }

    private static async Task LinesAsync(ChannelReader<string> lines, params string[] texts)
    {
        var missing = texts.ToList();
        var seen = new List<string>();
        while (missing.Count > 0)
        {
            Assert.True(await lines.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(HangGuard.Limit, TestContext.Current.CancellationToken), string.Join('\n', ["The watch has ended:", .. seen]));
            while (lines.TryRead(out string? line))
            {
                seen.Add(line);
                missing.RemoveAll(text => line.Contains(text, StringComparison.Ordinal));
            }
        }
    }

    private static IEnumerable<string> Copied(string folder) => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
        .Select(static path => Path.GetFileName(path)).Where(static name => !name.StartsWith("MyApp.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private Consumer NewConsumer(string sdk, string metadata)
    {
        Consumer consumer = Consumer.Create(feed, $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings Condition="'{sdk}' == 'Microsoft.NET.Sdk'">enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="KlingGen" Version="{feed.Version}" />
                <KlingGenSchema Include="schemas/*.json" {metadata} />
              </ItemGroup>
            </Project>
            """, "System.Console.WriteLine(new MyApp.Fal.KlingImageV3TextToImage.KlingImageV3TextToImageInput { Prompt = \"a\" });", s_schema);
        consumer.Write("schemas/klinggen.lock.json", """{ "version": 1, "endpoints": {} }""");
        return consumer;
    }
}
