using System.Text.Json;
using System.Text.Json.Nodes;
using AspNetCoreTests.Fal.KlingImageV3TextToImage;
using KlingGen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCoreTests;

/// <summary>Inputs and outputs as bodies of an API: what is wrong is the caller's to know, by the names in JSON.</summary>
public sealed class ProblemTests
{
    private static readonly string[] s_routes = ["/helper", "/handler"];

    /// <summary>Inputs, the status they get, and the member that is named.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { """{"prompt":"a","num_images":1000}""", "num_images" },
        { """{"prompt":"a","num_images":0}""", "num_images" },
        { """{"prompt":"a","elements":[{"frontal_image_url":"https://x.example/a.png","reference_image_urls":[]}],"num_images":-1}""", "num_images" },
        { """{"num_images":1}""", "" },
        { """{"prompt":7}""", "prompt" },
        { """{"prompt":"a","num_images":"many"}""", "num_images" },
        { """{"prompt":"a","elements":[{"frontal_image_url":5}]}""", "elements[0].frontal_image_url" },
        { "[]", "" },
        { "null", "" },
        { "{", "" },
        { "", "" },
    };

    [Fact]
    public async Task A_valid_input_becomes_the_output_with_or_without_a_helper()
    {
        await using Site site = await SiteAsync();
        foreach (string route in s_routes)
        {
            (int status, JsonNode? body) = await site.PostAsync(route, """{"prompt":"a lighthouse","num_images":2}""");
            Assert.Equal(200, status);
            Assert.Equal(2, body!["images"]!.AsArray().Count);
            Assert.Equal("image/png", (string?)body["images"]![0]!["content_type"]);
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_input_is_answered_with_400_and_the_member(string input, string member)
    {
        await using Site site = await SiteAsync();
        using HttpResponseMessage answer = await site.Http.PostAsync("/helper", Site.Json(input), TestContext.Current.CancellationToken);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        (int status, JsonNode? body) = await Site.ReadAsync(answer);
        Assert.Equal(400, status);
        Assert.Equal(member, Assert.Single(body!["errors"]!.AsObject()).Key);
        Assert.Empty(site.Emulator.Journal.Entries);

        (int handled, _) = await site.PostAsync("/handler", input);
        Assert.Equal(400, handled);
        Assert.Empty(site.Emulator.Journal.Entries);
    }

    [Theory]
    [InlineData("Failure; type=content_policy_violation", 422)]
    [InlineData("Failure; type=internal_server_error", 502)]
    [InlineData("Status; status=401; operation=Submit", 502)]
    [InlineData("Status; status=403; operation=Submit", 502)]
    public async Task A_failed_call_says_what_it_is_and_nothing_of_the_service(string fault, int status)
    {
        await using Site site = await SiteAsync();
        site.Emulator.Faults.AddLines(fault);
        foreach (string route in s_routes)
        {
            (int answered, JsonNode? body) = await site.PostAsync(route, """{"prompt":"a"}""");
            Assert.Equal(status, answered);
            Assert.Equal(status, (int?)body!["status"]);
            Assert.DoesNotContain("emulator", body.ToJsonString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("127.0.0.1", body.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Text_that_is_no_JSON_is_refused_by_its_type()
    {
        await using Site site = await SiteAsync();
        using HttpResponseMessage answer = await site.Http.PostAsync("/helper", new StringContent("prompt=a"), TestContext.Current.CancellationToken);
        Assert.Equal(415, (int)answer.StatusCode);
    }

    [Fact]
    public void A_serializer_without_reflection_knows_the_types_that_were_added()
    {
        JsonSerializerOptions options = new JsonSerializerOptions().AddFal<KlingImageV3TextToImageInput>();
        KlingImageV3TextToImageInput? read = JsonSerializer.Deserialize("""{"prompt":"a"}""", (System.Text.Json.Serialization.Metadata.JsonTypeInfo<KlingImageV3TextToImageInput>)options.GetTypeInfo(typeof(KlingImageV3TextToImageInput)));
        Assert.Equal("a", read!.Prompt);
        Assert.Throws<NotSupportedException>(() => options.GetTypeInfo(typeof(Site)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("/prompt", "prompt")]
    [InlineData("/elements/0/frontal_image_url", "elements[0].frontal_image_url")]
    [InlineData("/a~1b/c~0d", "a/b.c~d")]
    public void A_pointer_becomes_a_path(string place, string path) => Assert.Equal(path, KlingGen.AspNetCore.FalProblems.PathOf(place));

    private static Task<Site> SiteAsync() => Site.StartAsync(
        static app =>
        {
            app.UseExceptionHandler();
            app.MapFal("/helper", static fal => fal.KlingImageV3TextToImage());
            app.MapPost("/handler", static async (KlingImageV3TextToImageInput input, FalClient fal, CancellationToken token) =>
                Results.Ok((await fal.KlingImageV3TextToImage().SubscribeAsync(input, cancellationToken: token)).Value)).WithFalValidation();
        },
        static (services, _) => services.AddFalProblemDetails());
}
