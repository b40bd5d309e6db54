using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace KlingGen.Emulator.Tests;

public sealed class StorageTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 1000).Select(static i => (byte)i)];

    [Fact]
    public async Task A_signed_address_takes_the_bytes_without_a_key()
    {
        await using Rig rig = await Rig.StartAsync();
        JsonElement begun = await PostAsync(rig, "rest/storage/upload/initiate?storage_type=fal-cdn-v3", """{"content_type":"image/png","file_name":"my face.png"}""");
        rig.Http.DefaultRequestHeaders.Authorization = null;
        using HttpResponseMessage put = await rig.Http.PutAsync(begun.GetProperty("upload_url").GetString(), Content("image/png"));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        using HttpResponseMessage again = await rig.Http.PutAsync(begun.GetProperty("upload_url").GetString(), Content("image/png"));
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);

        using HttpResponseMessage file = await rig.Http.GetAsync(begun.GetProperty("file_url").GetString());
        Assert.Equal(Bytes, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", file.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("/my_face.png", begun.GetProperty("file_url").GetString(), StringComparison.Ordinal);
        FalJournalEntry upload = Assert.Single(rig.Emulator.Journal.Of(FalOperation.Upload), e => e.Status == 200);
        Assert.False(upload.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task A_token_takes_the_bytes_until_it_expires()
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await Rig.StartAsync(o => o.TimeProvider = clock);
        JsonElement token = await PostAsync(rig, "rest/storage/auth/token?storage_type=fal-cdn-v3", "{}");
        Assert.Equal($"{rig.Emulator.Address}cdn", token.GetProperty("base_url").GetString());
        Assert.Equal(clock.GetUtcNow().AddHours(1), token.GetProperty("expires_at").GetDateTimeOffset());
        rig.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        using HttpResponseMessage taken = await rig.Http.PostAsync("cdn/files/upload", Content("audio/wav"));
        using HttpResponseMessage file = await rig.Http.GetAsync((await Rig.ReadAsync(taken)).GetProperty("access_url").GetString());
        Assert.Equal(Bytes, await file.Content.ReadAsByteArrayAsync());

        clock.Advance(TimeSpan.FromHours(1));
        using HttpResponseMessage refused = await rig.Http.PostAsync("cdn/files/upload", Content("audio/wav"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parts_come_in_any_order_and_none_may_be_missing_or_false(bool byAddress)
    {
        await using Rig rig = await Rig.StartAsync();
        string parts, complete, url;
        if (byAddress)
        {
            JsonElement begun = await PostAsync(rig, "rest/storage/upload/initiate-multipart?storage_type=fal-cdn-v3", """{"content_type":"video/mp4","file_name":"a.mp4"}""");
            var address = new Uri(begun.GetProperty("upload_url").GetString()!);
            (parts, complete, url) = ($"{address.GetLeftPart(UriPartial.Path)}/{{0}}{address.Query}", $"{address.GetLeftPart(UriPartial.Path)}/complete{address.Query}", begun.GetProperty("file_url").GetString()!);
        }
        else
        {
            JsonElement token = await PostAsync(rig, "rest/storage/auth/token", "{}");
            rig.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
            JsonElement begun = await PostAsync(rig, "cdn/files/upload/multipart", "");
            url = begun.GetProperty("access_url").GetString()!;
            (parts, complete) = ($"{url}/multipart/{begun.GetProperty("uploadId").GetString()}/{{0}}", $"{url}/multipart/{begun.GetProperty("uploadId").GetString()}/complete");
        }

        var tags = new Dictionary<int, string>();
        foreach (int number in (int[])[3, 1, 2])
        {
            using HttpResponseMessage put = await rig.Http.PutAsync(parts.Replace("{0}", $"{number}", StringComparison.Ordinal), new ByteArrayContent(Bytes[((number - 1) * 333)..(number == 3 ? 1000 : number * 333)]));
            JsonElement reply = await Rig.ReadAsync(put);
            Assert.Equal(number, reply.GetProperty("partNumber").GetInt32());
            Assert.Equal(put.Headers.ETag?.Tag, reply.GetProperty("etag").GetString());
            tags[number] = put.Headers.ETag!.Tag;
        }

        Assert.Equal(HttpStatusCode.BadRequest, await CompleteAsync(tags.Where(t => t.Key != 2)));
        Assert.Equal(HttpStatusCode.BadRequest, await CompleteAsync(tags.Select(t => KeyValuePair.Create(t.Key, tags[1]))));
        Assert.Equal(HttpStatusCode.OK, await CompleteAsync(tags));
        Assert.Equal(HttpStatusCode.NotFound, await CompleteAsync(tags));
        Assert.Equal(Bytes, await rig.Http.GetByteArrayAsync(url));

        async Task<HttpStatusCode> CompleteAsync(IEnumerable<KeyValuePair<int, string>> named)
        {
            string body = JsonSerializer.Serialize(new { parts = named.Select(t => new { partNumber = t.Key, etag = t.Value }) });
            using HttpResponseMessage response = await rig.Http.PostAsync(complete, Rig.Json(body));
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("allow", 200)]
    [InlineData("forbid", 403)]
    [InlineData("hide", 404)]
    public async Task Access_rules_decide_and_a_signed_link_opens(string decision, int status)
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await Rig.StartAsync(o => o.TimeProvider = clock);
        AuthenticationHeaderValue key = rig.Http.DefaultRequestHeaders.Authorization!;
        JsonElement token = await PostAsync(rig, "rest/storage/auth/token", "{}");
        var bearer = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        using var request = new HttpRequestMessage(HttpMethod.Post, "cdn/files/upload") { Content = Content("image/png") };
        request.Headers.Add("X-Fal-Object-Lifecycle", $$$"""{"initial_acl":{"default":"{{{decision}}}","rules":[]}}""");
        rig.Http.DefaultRequestHeaders.Authorization = bearer;
        using HttpResponseMessage taken = await rig.Http.SendAsync(request);
        string url = (await Rig.ReadAsync(taken)).GetProperty("access_url").GetString()!;
        Assert.Equal(200, await GetStatusAsync(url));

        rig.Http.DefaultRequestHeaders.Authorization = key;
        Assert.Equal(status, await GetStatusAsync(url));
        (_, JsonElement rules) = await rig.GetAsync("platform/v1/storage/files/acl?url=" + Uri.EscapeDataString(url));
        Assert.Equal(decision, rules.GetProperty("default").GetString());
        JsonElement signed = await PostAsync(rig, "platform/v1/storage/files/sign?url=" + Uri.EscapeDataString(url), """{"expiration_seconds":60}""");
        rig.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(200, await GetStatusAsync(signed.GetProperty("signed_url").GetString()!));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(status, await GetStatusAsync(signed.GetProperty("signed_url").GetString()!));

        async Task<int> GetStatusAsync(string address)
        {
            using HttpResponseMessage response = await rig.Http.GetAsync(address);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Short_lived_tokens_have_both_forms_and_open_the_run_host()
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await Rig.StartAsync(o => o.TimeProvider = clock);
        string old = (await PostAsync(rig, "rest/tokens/", """{"allowed_apps":["kling-image"],"token_expiration":120}""")).GetString()!;
        string young = (await PostAsync(rig, "rest/tokens/realtime", """{"allowed_apps":["fal-ai/kling-image/realtime"],"duration":60}""")).GetProperty("token").GetString()!;
        rig.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.OK, await RunAsync(old));
        Assert.Equal(HttpStatusCode.OK, await RunAsync(young));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, await RunAsync(old));
        Assert.Equal(HttpStatusCode.Unauthorized, await RunAsync(young));

        async Task<HttpStatusCode> RunAsync(string token)
        {
            using HttpResponseMessage response = await rig.Http.PostAsync($"run/{Rig.Kling}/stream?fal_jwt_token={token}", Rig.Json("{\"prompt\":\"a\"}"));
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Uploads_may_leave_nothing_but_their_hash()
    {
        await using Rig rig = await Rig.StartAsync(o => o.KeepUploads = false);
        JsonElement begun = await PostAsync(rig, "rest/storage/upload/initiate", """{"file_name":"a"}""");
        using HttpResponseMessage put = await rig.Http.PutAsync(begun.GetProperty("upload_url").GetString(), Content("image/png"));
        FalJournalEntry entry = Assert.Single(rig.Emulator.Journal.Of(FalOperation.Upload));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes)), entry.BodySha256);
        Assert.Equal((1000, 0), (entry.BodyLength, entry.Body.Length));
    }

    private static ByteArrayContent Content(string type) => new(Bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private static async Task<JsonElement> PostAsync(Rig rig, string path, string body)
    {
        using HttpResponseMessage response = await rig.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await Rig.ReadAsync(response);
    }
}
