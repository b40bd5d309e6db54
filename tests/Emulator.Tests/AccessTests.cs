using System.Net;
using System.Text.Json;

namespace KlingGen.Emulator.Tests;

public sealed class AccessTests
{
    [Theory]
    [InlineData(null, "Cannot access application 'fal-ai/kling-image'. Authentication is required to access this application.")]
    [InlineData("Key id:wrong", "No user found for Key ID and Secret")]
    [InlineData("Key nocolon", "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'.")]
    [InlineData("Basic abc", "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'.")]
    public async Task Wrong_keys_are_refused_in_the_services_words(string? authorization, string detail)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Http.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null)
            rig.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        foreach (string prefix in (string[])["queue/", "run/"])
        {
            using HttpResponseMessage response = await rig.Http.PostAsync(prefix + Rig.Kling, Rig.Input());
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal(detail, (await Rig.ReadAsync(response)).GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task Options_let_other_keys_and_no_key_in()
    {
        await using Rig rig = await Rig.StartAsync(o => (o.AllowAnyKey, o.AllowAnonymous) = (true, true));
        foreach (string? authorization in (string?[])[null, "Key some:body", "Bearer token"])
        {
            rig.Http.DefaultRequestHeaders.Remove("Authorization");
            if (authorization is not null)
                rig.Http.DefaultRequestHeaders.Add("Authorization", authorization);
            using HttpResponseMessage response = await rig.Http.PostAsync("run/" + Rig.Kling, Rig.Input());
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("queue/no/body/here", 404, "Application \"no/body\" not found")]
    [InlineData("run/no/body", 404, "Application \"no/body\" not found")]
    [InlineData("run/fal-ai/kling-image/v9", 404, "Path /v9 not found")]
    public async Task Unknown_endpoints_are_404(string path, int status, string detail)
    {
        await using Rig rig = await Rig.StartAsync();
        using HttpResponseMessage response = await rig.Http.PostAsync(path, Rig.Input());
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(detail, (await Rig.ReadAsync(response)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_services_host_names_and_its_proxy_header_lead_to_the_same_place()
    {
        await using Rig rig = await Rig.StartAsync();
        foreach ((string host, string path) in new[] { ("queue.fal.run", Rig.Kling), ("queue.falrun.com", Rig.Kling) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Rig.Input(), Headers = { Host = host } };
            using HttpResponseMessage response = await rig.Http.SendAsync(request);
            Assert.StartsWith($"https://{host}/{Rig.App}/requests/", (await Rig.ReadAsync(response)).GetProperty("status_url").GetString(), StringComparison.Ordinal);
        }

        using var proxied = new HttpRequestMessage(HttpMethod.Post, "api/fal/proxy") { Content = Rig.Input() };
        proxied.Headers.Add("x-fal-target-url", "https://queue.fal.run/" + Rig.Kling);
        using HttpResponseMessage answer = await rig.Http.SendAsync(proxied);
        string id = (await Rig.ReadAsync(answer)).GetProperty("request_id").GetString()!;
        Assert.Equal(FalOperation.Submit, rig.Emulator.Journal.About(id)[0].Operation);
        Assert.Equal(3, rig.Emulator.Journal.Count(FalOperation.Submit));
    }

    [Fact]
    public async Task The_platform_gives_prices_models_and_documents_without_a_key()
    {
        await using Rig rig = await Rig.StartAsync(o => o.Prices["fal-ai/kling-image/v3/text-to-image"] = new FalEmulatorPrice(0.5m, "megapixels"));
        rig.Http.DefaultRequestHeaders.Authorization = null;
        (HttpStatusCode status, JsonElement body) = await rig.GetAsync("platform/v1/models/pricing?endpoint_id=" + Rig.Kling);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($$"""{"endpoint_id":"{{Rig.Kling}}","unit_price":0.5,"unit":"megapixels","currency":"USD"}""", body.GetProperty("prices")[0].GetRawText());

        (status, body) = await rig.GetAsync("platform/v1/models/pricing?endpoint_id=no/body");
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (status, body.GetProperty("error").GetProperty("type").GetString()));

        (_, body) = await rig.GetAsync("platform/v1/models?category=text-to-image&expand=openapi-3.0");
        Assert.Equal(Rig.Kling, body.GetProperty("models")[0].GetProperty("endpoint_id").GetString());
        Assert.Equal("3.0.4", body.GetProperty("models")[0].GetProperty("openapi").GetProperty("openapi").GetString());
        (_, body) = await rig.GetAsync("platform/v1/models?q=whisper");
        Assert.Equal(0, body.GetProperty("models").GetArrayLength());
        (_, body) = await rig.GetAsync("platform/v1/meta");
        Assert.Equal(JsonValueKind.Array, body.GetProperty("webhook_ip_ranges").ValueKind);

        Assert.Equal(await File.ReadAllBytesAsync(Rig.SchemaFile), await rig.Http.GetByteArrayAsync("web/api/openapi/queue/openapi.json?endpoint_id=" + Rig.Kling));
        (status, body) = await rig.GetAsync("web/api/openapi/queue/openapi.json?endpoint_id=no/body");
        Assert.Equal((HttpStatusCode.NotFound, JsonValueKind.Null), (status, body.ValueKind));
    }
}
