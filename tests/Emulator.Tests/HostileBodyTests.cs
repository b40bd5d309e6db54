using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace KlingGen.Emulator.Tests;

/// <summary>Every hostile body at every address that takes one: an answer of the service's kind, and never a failure of the emulator's own.</summary>
public sealed class HostileBodyTests
{
    /// <summary>Addresses that read JSON, with what they answer to a body that is none.</summary>
    public static TheoryData<string, string, int> JsonAddresses() => new()
    {
        { "POST", "run/" + Rig.Kling, 422 },
        { "POST", $"run/{Rig.Kling}/stream", 422 },
        { "POST", "queue/" + Rig.Kling, 422 },
        { "POST", "rest/storage/upload/initiate?storage_type=fal-cdn-v3", 422 },
        { "POST", "rest/storage/upload/initiate-multipart?storage_type=fal-cdn-v3", 422 },
        { "POST", "rest/storage/auth/token?storage_type=fal-cdn-v3", 422 },
        { "POST", "rest/tokens/", 422 },
        { "POST", "rest/tokens/realtime", 422 },
        { "POST", "{upload}/complete", 422 },
        { "POST", "{direct}/complete", 422 },
        { "POST", "{file}/sign", 422 },
        { "POST", "platform/v1/storage/files/sign?url={file}", 400 },
        { "PUT", "platform/v1/storage/files/acl?url={file}", 400 },
    };

    /// <summary>Addresses to which a body is bytes, lines, or nothing.</summary>
    public static TheoryData<string, string> OtherAddresses() => new()
    {
        { "POST", "cdn/files/upload" }, { "POST", "cdn/files/upload/multipart" }, { "PUT", "{upload}" }, { "PUT", "{upload}/1" }, { "PUT", "{direct}/1" },
        { "PUT", $"queue/{Rig.App}/requests/none/cancel" }, { "POST", "emulator/faults" }, { "POST", "emulator/journal" }, { "POST", "nowhere/at/all" }, { "PUT", "run/" + Rig.Kling }, { "POST", "platform/v1/models" },
    };

    [Theory]
    [MemberData(nameof(JsonAddresses))]
    public async Task It_is_refused_as_the_service_does(string method, string address, int status)
    {
        await using Rig rig = await Rig.StartAsync();
        var failures = new List<string>();
        Places places = await Places.OpenAsync(rig);
        foreach ((string name, byte[] bytes) in HostileBodies.All)
        {
            (HttpStatusCode answered, string text) = await SendAsync(rig, places, method, address, bytes);
            bool isEmpty = bytes.Length == 0;
            if (method == "POST" && address.StartsWith("queue/", StringComparison.Ordinal) && answered == HttpStatusCode.OK)
            {
                // The queue takes everything, as the service's does, and answers with the result.
                using JsonDocument submitted = JsonDocument.Parse(text);
                using HttpResponseMessage result = await rig.Http.GetAsync($"queue/{Rig.App}/requests/{submitted.RootElement.GetProperty("request_id").GetString()}");
                (answered, text) = (result.StatusCode, await result.Content.ReadAsStringAsync());
            }
            bool isRight = (int)answered < 500 && (!HostileBodies.IsBroken(name) || (int)answered == status || isEmpty);
            if (isRight && HostileBodies.IsBroken(name) && status == 422 && !isEmpty)
                isRight = text.Contains("\"json_invalid\"", StringComparison.Ordinal) && text.Contains("[\"body\",", StringComparison.Ordinal);
            if (!isRight)
                failures.Add($"{name}: {(int)answered} {text[..Math.Min(text.Length, 300)]}");
        }
        Assert.True(failures.Count == 0, $"{failures.Count} of {HostileBodies.All.Count}\n" + string.Join('\n', failures.Take(20)));
    }

    [Theory]
    [MemberData(nameof(OtherAddresses))]
    public async Task It_is_no_matter_where_no_json_is_read(string method, string address)
    {
        await using Rig rig = await Rig.StartAsync();
        Places places = await Places.OpenAsync(rig);
        foreach ((string name, byte[] bytes) in HostileBodies.All)
        {
            (HttpStatusCode answered, string text) = await SendAsync(rig, places, method, address, bytes);
            Assert.True((int)answered < 500, $"{name}: {(int)answered} {text}");
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("nonsense")]
    [InlineData("application/xml")]
    public async Task Another_content_type_is_no_json(string contentType)
    {
        await using Rig rig = await Rig.StartAsync();
        foreach (string path in (string[])["run/" + Rig.Kling, "rest/storage/upload/initiate"])
        {
            using var content = new ByteArrayContent("{\"prompt\":\"a\",\"file_name\":\"a.png\"}"u8.ToArray());
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            using HttpResponseMessage response = await rig.Http.PostAsync(path, content);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.Equal("dict_type", (await Rig.ReadAsync(response)).GetProperty("detail")[0].GetProperty("type").GetString());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/vnd.api+json")]
    public async Task These_are(string? contentType)
    {
        await using Rig rig = await Rig.StartAsync();
        using var content = new ByteArrayContent("{\"prompt\":\"a\"}"u8.ToArray());
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using HttpResponseMessage response = await rig.Http.PostAsync("run/" + Rig.Kling, content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("X-Fal-Object-Lifecycle-Preference", "{\"expiration_duration_seconds\":1e400,\"initial_acl\":{\"default\":\"\\ud800\"}}")]
    [InlineData("X-Fal-Object-Lifecycle-Preference", "{\"expiration_duration_seconds\":-5}")]
    [InlineData("X-Fal-Object-Lifecycle", "{expiration_duration_seconds:5}")]
    [InlineData("X-Fal-Request-Timeout", "1e400")]
    [InlineData("X-Fal-File-Name", "a/b\\c?d")]
    public async Task Hostile_headers_are_ignored(string name, string value)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        foreach (string path in (string[])["run/" + Rig.Kling, "queue/" + Rig.Kling, "rest/storage/upload/initiate"])
        {
            using HttpResponseMessage response = await rig.Http.PostAsync(path, Rig.Json("{\"prompt\":\"a\",\"file_name\":\"a\"}"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public void There_are_as_many_as_promised() => Assert.True(HostileBodies.All.Count >= 300, $"{HostileBodies.All.Count}");

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(Rig rig, Places places, string method, string address, byte[] bytes)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), places.Fill(address)) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (address.StartsWith("cdn/", StringComparison.Ordinal) || address.StartsWith("{direct}", StringComparison.Ordinal) || address.StartsWith("{file}", StringComparison.Ordinal))
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + places.Token);
        HttpResponseMessage response;
        try
        {
            response = await rig.Http.SendAsync(request);
        }
        catch (HttpRequestException e)
        {
            return ((HttpStatusCode)599, e.Message);
        }
        using HttpResponseMessage closed = response;
        Assert.False(response.Headers.Contains("x-emulator-failure"), await response.Content.ReadAsStringAsync());
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>An upload of either kind that has begun, and a file.</summary>
    private sealed record Places(string Token, string Upload, string Direct, string File)
    {
        public static async Task<Places> OpenAsync(Rig rig)
        {
            string token = (await PostAsync(rig, "rest/storage/auth/token", "{}", null)).GetProperty("token").GetString()!;
            string upload = (await PostAsync(rig, "rest/storage/upload/initiate-multipart", "{\"file_name\":\"a.png\"}", null)).GetProperty("upload_url").GetString()!.Split('?')[0];
            JsonElement direct = await PostAsync(rig, "cdn/files/upload/multipart", "", token);
            string file = (await PostAsync(rig, "cdn/files/upload", "bytes", token)).GetProperty("access_url").GetString()!;
            return new Places(token, upload, $"{direct.GetProperty("access_url").GetString()}/multipart/{direct.GetProperty("uploadId").GetString()}", file);
        }

        public string Fill(string address) => address
            .Replace("url={file}", "url=" + Uri.EscapeDataString(File), StringComparison.Ordinal).Replace("{upload}", Upload, StringComparison.Ordinal).Replace("{direct}", Direct, StringComparison.Ordinal).Replace("{file}", File, StringComparison.Ordinal);

        private static async Task<JsonElement> PostAsync(Rig rig, string path, string body, string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Rig.Json(body) };
            if (token is not null)
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
            using HttpResponseMessage response = await rig.Http.SendAsync(request);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
            return await Rig.ReadAsync(response);
        }
    }
}
