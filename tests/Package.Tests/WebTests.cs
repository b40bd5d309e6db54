using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>A web application from the packages, with its schema file in the same project, as a native program.</summary>
public sealed class WebTests(PackageFeed feed)
{
    private const string Program = """
        using System.Text.Json;
        using KlingGen.AspNetCore;
        using MyApp.Fal.KlingImageV3TextToImage;

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddFal(builder.Configuration.GetSection("Fal"));
        builder.Services.AddFalWebhooks();
        builder.Services.AddFalProblemDetails();
        builder.Services.AddHealthChecks().AddFal();
        builder.Services.AddOpenApi(static options => options.AddFal());
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.AddFal<KlingImageV3TextToImageInput>().AddFal<KlingImageV3TextToImageOutput>());
        WebApplication app = builder.Build();
        app.UseExceptionHandler();
        app.MapHealthChecks("/healthz");
        app.MapOpenApi();
        app.MapFal("/pictures", static fal => fal.KlingImageV3TextToImage());
        app.MapFalProxy(static proxy => proxy.Allow(static fal => fal.KlingImageV3TextToImage()));
        app.MapFalWebhook("/hooks/kling", static fal => fal.KlingImageV3TextToImage(), static (context, _) =>
        {
            Console.WriteLine($"webhook {context.Webhook.Payload!.Images.Count}");
            return Task.CompletedTask;
        });
        app.MapPost("/echo", (RequestDelegate)(static async context =>
        {
            KlingImageV3TextToImageInput? input = await context.Request.ReadFromJsonAsync(FalJsonTypeInfo.Of<KlingImageV3TextToImageInput>());
            await Results.Json(input! with { NumImages = 3 }, FalJsonTypeInfo.Of<KlingImageV3TextToImageInput>()).ExecuteAsync(context);
        }));
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("listening " + app.Urls.First()));
        app.Run();
        """;

    [Fact]
    public async Task It_is_published_without_a_trim_warning_and_answers()
    {
        Assert.SkipUnless(CommandLine.Exists("clang") || CommandLine.Exists("gcc"), "NativeAOT needs clang or gcc on the PATH.");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string project = $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishAot>true</PublishAot>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="KlingGen" Version="{feed.Version}" />
                <PackageReference Include="KlingGen.AspNetCore" Version="{feed.Version}" />
                <PackageReference Include="KlingGen.AspNetCore.OpenApi" Version="{feed.Version}" />
                <KlingGenSchema Include="schemas/{Consumer.SchemaName}" />
              </ItemGroup>
            </Project>
            """;
        using Consumer consumer = Consumer.Create(feed, project, Program, File.ReadAllText(Repository.File("schemas/" + Consumer.SchemaName)));
        (await consumer.DotnetAsync("publish", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "native", "-warnaserror")).ShouldSucceed();

        await using FalEmulator emulator = await FalEmulator.StartAsync(new() { Schemas = { Path.Combine(consumer.Folder, "schemas") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false }, cancellation);
        var start = new ProcessStartInfo(Path.Combine(consumer.Folder, "native", "MyApp"), ["--urls", "http://127.0.0.1:0", "--Fal:EmulatorAddress", emulator.Address.AbsoluteUri])
        {
            WorkingDirectory = consumer.Folder,
            RedirectStandardOutput = true,
        };
        using Process app = Process.Start(start)!;
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri((await LineAsync(app, "listening ", cancellation))["listening ".Length..] + "/"), Timeout = HangGuard.Limit };
            Assert.Equal("Healthy", await http.GetStringAsync("healthz", cancellation));
            Assert.Contains("\"maxLength\": 2500", await http.GetStringAsync("openapi/v1.json", cancellation), StringComparison.Ordinal);
            Assert.Contains("image/png", await PostAsync(http, "pictures", """{"prompt":"a"}""", 200), StringComparison.Ordinal);
            Assert.Contains("\"num_images\"", await PostAsync(http, "pictures", """{"prompt":"a","num_images":1000}""", 400), StringComparison.Ordinal);
            Assert.Equal("""{"prompt":"a","num_images":3}""", await PostAsync(http, "echo", """{"prompt":"a"}""", 200));
            http.DefaultRequestHeaders.Add("x-fal-target-url", "https://queue.fal.run/fal-ai/kling-image/v3/text-to-image?fal_webhook=" + Uri.EscapeDataString(http.BaseAddress + "hooks/kling"));
            Assert.Contains("request_id", await PostAsync(http, "api/fal/proxy", """{"prompt":"a","num_images":2}""", 200), StringComparison.Ordinal);
            Assert.Equal("webhook 2", await LineAsync(app, "webhook ", cancellation));
        }
        finally
        {
            app.Kill();
        }
    }

    private static async Task<string> PostAsync(HttpClient http, string path, string json, int status)
    {
        using HttpResponseMessage answer = await http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)answer.StatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text;
    }

    private static async Task<string> LineAsync(Process process, string start, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(HangGuard.Limit, cancellationToken) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
                return line;
        }
        throw new InvalidOperationException($"The program ended without a line '{start}…'.");
    }
}
