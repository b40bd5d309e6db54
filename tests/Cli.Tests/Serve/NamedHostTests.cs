using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Emulator;

namespace Cli.Tests.Serve;

/// <summary>
/// The way of a client that forces https and whose hosts are constants, as the official Python client's are: every name of the service leads here, each by its own name, on the usual port.
/// It follows the addresses of answers as they stand.
/// </summary>
public sealed class NamedHostTests
{
    private const string Kling = "fal-ai/kling-image/v3/text-to-image";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("queue.fal.run")]
    [InlineData("queue.falrun.com")]
    public async Task A_job_is_submitted_followed_read_and_cancelled(string host)
    {
        using var run = new CliRun();
        await using Serving serving = await StartAsync(run);
        using HttpClient python = Python(serving);
        JsonElement job = await SendAsync(python, HttpMethod.Post, $"https://{host}/{Kling}", Json("""{"prompt":"a fox"}"""));
        foreach (string name in new[] { "status_url", "response_url", "cancel_url" })
            Assert.StartsWith($"https://{host}/fal-ai/kling-image/requests/", job.GetProperty(name).GetString(), StringComparison.Ordinal);

        JsonElement status = await SendAsync(python, HttpMethod.Get, job.GetProperty("status_url").GetString() + "?logs=true");
        Assert.Equal("COMPLETED", status.GetProperty("status").GetString());
        Assert.True(status.TryGetProperty("logs", out _), "The key 'logs' is missing, without which the Python client fails.");
        string events = await python.GetStringAsync(job.GetProperty("status_url").GetString() + "/stream?logs=true", Token);
        Assert.Contains("COMPLETED", events, StringComparison.Ordinal);
        JsonElement output = await SendAsync(python, HttpMethod.Get, job.GetProperty("response_url").GetString()!);
        string picture = output.GetProperty("images")[0].GetProperty("url").GetString()!;
        Assert.StartsWith("https://v3.fal.media/files/", picture, StringComparison.Ordinal);
        Assert.NotEmpty(await python.GetByteArrayAsync(picture, Token));
        using var cancel = new HttpRequestMessage(HttpMethod.Put, job.GetProperty("cancel_url").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await python.SendAsync(cancel, Token)).StatusCode);
    }

    [Theory]
    [InlineData("fal.run")]
    [InlineData("falrun.com")]
    public async Task A_run_and_a_stream_are_answered(string host)
    {
        using var run = new CliRun();
        await using Serving serving = await StartAsync(run);
        using HttpClient python = Python(serving);
        JsonElement output = await SendAsync(python, HttpMethod.Post, $"https://{host}/{Kling}", Json("""{"prompt":"a fox"}"""));
        Assert.StartsWith("https://v3.fal.media/files/", output.GetProperty("images")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
        using HttpResponseMessage stream = await python.PostAsync($"https://{host}/{Kling}/stream", Json("""{"prompt":"a fox"}"""), Token);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("data:", await stream.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rest.fal.ai")]
    [InlineData("rest.alpha.fal.ai")]
    public async Task Files_go_straight_to_the_cdn_whole_and_in_parts(string host)
    {
        using var run = new CliRun();
        await using Serving serving = await StartAsync(run);
        using HttpClient python = Python(serving);
        JsonElement grant = await SendAsync(python, HttpMethod.Post, $"https://{host}/storage/auth/token?storage_type=fal-cdn-v3", Json("{}"));
        Assert.Equal("https://v3.fal.media", grant.GetProperty("base_url").GetString());
        var bearer = new AuthenticationHeaderValue(grant.GetProperty("token_type").GetString()!, grant.GetProperty("token").GetString());

        JsonElement whole = await SendAsync(python, HttpMethod.Post, "https://v3.fal.media/files/upload", Bytes(1, 2, 3), bearer);
        string address = whole.GetProperty("access_url").GetString()!;
        Assert.StartsWith("https://v3.fal.media/files/", address, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], await python.GetByteArrayAsync(address, Token));

        JsonElement parts = await SendAsync(python, HttpMethod.Post, "https://v3.fal.media/files/upload/multipart", Bytes(), bearer);
        address = parts.GetProperty("access_url").GetString()!;
        string upload = $"{address}/multipart/{parts.GetProperty("uploadId").GetString()}";
        var tags = new List<string>();
        for (int number = 1; number <= 2; number++)
        {
            using var part = new HttpRequestMessage(HttpMethod.Put, $"{upload}/{number}") { Content = Bytes((byte)number), Headers = { Authorization = bearer } };
            using HttpResponseMessage answer = await python.SendAsync(part, Token);
            tags.Add(JsonSerializer.Serialize(new { partNumber = number, etag = answer.Headers.GetValues("ETag").Single() }));
        }

        await SendAsync(python, HttpMethod.Post, upload + "/complete", Json($$"""{"parts":[{{string.Join(',', tags)}}]}"""), bearer);
        Assert.Equal([1, 2], await python.GetByteArrayAsync(address, Token));
    }

    /// <summary>What the Python client falls back to, and the JavaScript client begins with.</summary>
    [Theory]
    [InlineData("gcs")]
    [InlineData("fal-cdn-v3")]
    public async Task Files_go_by_a_signed_address(string storage)
    {
        using var run = new CliRun();
        await using Serving serving = await StartAsync(run);
        using HttpClient python = Python(serving);
        JsonElement signed = await SendAsync(python, HttpMethod.Post, $"https://rest.fal.ai/storage/upload/initiate?storage_type={storage}", Json("""{"file_name":"a.png","content_type":"image/png"}"""));
        Assert.StartsWith("https://v3.fal.media/", signed.GetProperty("upload_url").GetString(), StringComparison.Ordinal);
        using HttpResponseMessage put = await python.PutAsync(signed.GetProperty("upload_url").GetString(), Bytes(7), Token);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        string address = signed.GetProperty("file_url").GetString()!;
        Assert.Equal([7], await python.GetByteArrayAsync(address, Token));
        Assert.Equal([7], await python.GetByteArrayAsync(address.Replace("v3.fal.media", "v3b.fal.media", StringComparison.Ordinal), Token));
    }

    [Fact]
    public async Task Tokens_keys_schemas_and_prices_have_their_names_too()
    {
        using var run = new CliRun();
        await using Serving serving = await StartAsync(run);
        using HttpClient python = Python(serving);
        Assert.Equal(JsonValueKind.String, (await SendAsync(python, HttpMethod.Post, "https://rest.fal.ai/tokens/", Json("""{"allowed_apps":["kling-image"],"token_expiration":120}"""))).ValueKind);
        Assert.Equal(1, (await SendAsync(python, HttpMethod.Get, "https://rest.fal.ai/.well-known/jwks.json")).GetProperty("keys").GetArrayLength());
        Assert.True((await SendAsync(python, HttpMethod.Get, "https://api.fal.ai/v1/models")).GetProperty("models").GetArrayLength() > 0);
        Assert.True((await SendAsync(python, HttpMethod.Get, $"https://fal.ai/api/openapi/queue/openapi.json?endpoint_id={Kling}")).TryGetProperty("paths", out _));
    }

    private static Task<Serving> StartAsync(CliRun run) => Serving.StartAsync(run, "serve", "--json", "--https", "--timing", "instant");

    private static HttpClient Python(Serving serving)
    {
        HttpClient client = StrictClient.Of(serving.Ready.GetProperty("certificate").GetString()!, serving.Address);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", FalEmulator.DefaultApiKey);
        return client;
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, HttpMethod method, string address, HttpContent? content = null, AuthenticationHeaderValue? authorization = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Authorization = authorization;
        using HttpResponseMessage answer = await client.SendAsync(request, Token);
        string text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{method} {address}: {answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static ByteArrayContent Bytes(params byte[] bytes) => new(bytes) { Headers = { ContentType = new("application/octet-stream") } };
}
