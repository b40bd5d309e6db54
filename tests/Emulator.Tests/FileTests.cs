using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace KlingGen.Emulator.Tests;

/// <summary>Stored files: who may read them, which part of them, and for how long.</summary>
public sealed class FileTests
{
    private const string OtherKey = "other:secret-of-the-other";
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 1000).Select(static i => (byte)i)];

    [Theory]
    [InlineData("""{"default":"forbid","rules":[{"user":"friend","decision":"allow"}]}""", 403, 200)]
    [InlineData("""{"default":"allow","rules":[{"user":"friend","decision":"hide"}]}""", 200, 404)]
    [InlineData("""{"default":"hide","rules":[{"user":"friend","decision":"forbid"}]}""", 404, 403)]
    [InlineData("""{"default":"hide","rules":[{"user":"nobody","decision":"allow"}]}""", 404, 404)]
    public async Task Rules_for_single_users_go_before_the_default(string acl, int stranger, int friend)
    {
        await using Rig rig = await StartWithFriendAsync();
        string url = await UploadAsync(rig, $$"""{"initial_acl":{{acl}}}""");
        Assert.Equal(200, await GetStatusAsync(url, await BearerAsync(rig, FalEmulator.DefaultApiKey)));
        Assert.Equal(friend, await GetStatusAsync(url, await BearerAsync(rig, OtherKey)));
        Assert.Equal(stranger, await GetStatusAsync(url, null));
    }

    [Fact]
    public async Task A_rule_for_a_user_nobody_knows_is_dropped()
    {
        await using Rig rig = await StartWithFriendAsync();
        string url = await UploadAsync(rig, """{"initial_acl":{"default":"hide","rules":[{"user":"nobody","decision":"allow"},{"user":"friend","decision":"forbid"}]}}""");
        (_, JsonElement rules) = await rig.GetAsync("platform/v1/storage/files/acl?url=" + Uri.EscapeDataString(url));
        Assert.Equal("friend", Assert.Single(rules.GetProperty("rules").EnumerateArray()).GetProperty("user").GetString());
    }

    [Fact]
    public async Task Parts_are_served_of_the_same_version_only()
    {
        await using Rig rig = await Rig.StartAsync();
        string url = await UploadAsync(rig, null);
        using HttpResponseMessage whole = await rig.Http.GetAsync(url);
        EntityTagHeaderValue tag = whole.Headers.ETag!;
        Assert.False(tag.IsWeak);

        await CheckAsync(new RangeHeaderValue(990, null), tag.Tag, HttpStatusCode.PartialContent, Bytes[990..]);
        await CheckAsync(new RangeHeaderValue(null, 5), null, HttpStatusCode.PartialContent, Bytes[995..]);
        await CheckAsync(new RangeHeaderValue(10, 19), null, HttpStatusCode.PartialContent, Bytes[10..20]);
        await CheckAsync(new RangeHeaderValue(990, null), "\"another\"", HttpStatusCode.OK, Bytes);
        await CheckAsync(new RangeHeaderValue(1000, null), tag.Tag, HttpStatusCode.RequestedRangeNotSatisfiable, []);

        async Task CheckAsync(RangeHeaderValue range, string? version, HttpStatusCode status, byte[] expected)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = range } };
            if (version is not null)
                request.Headers.IfRange = new RangeConditionHeaderValue(version);
            using HttpResponseMessage response = await rig.Http.SendAsync(request);
            Assert.Equal(status, response.StatusCode);
            Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_file_is_gone_when_its_lifecycle_ends()
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await Rig.StartAsync(options => options.TimeProvider = clock);
        string url = await UploadAsync(rig, """{"expiration_duration_seconds":60}""");
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(200, await GetStatusAsync(url, null));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(404, await GetStatusAsync(url, null));
    }

    private static Task<Rig> StartWithFriendAsync() => Rig.StartAsync(options =>
    {
        options.ApiKeys.Add(OtherKey);
        options.UserNames[OtherKey] = "friend";
    });

    private static async Task<AuthenticationHeaderValue> BearerAsync(Rig rig, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "rest/storage/auth/token") { Content = Rig.Json("{}") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Key", key);
        using HttpResponseMessage response = await rig.Http.SendAsync(request);
        return new AuthenticationHeaderValue("Bearer", (await Rig.ReadAsync(response)).GetProperty("token").GetString());
    }

    private static async Task<string> UploadAsync(Rig rig, string? lifecycle)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "cdn/files/upload") { Content = new ByteArrayContent(Bytes) };
        request.Headers.Authorization = await BearerAsync(rig, FalEmulator.DefaultApiKey);
        if (lifecycle is not null)
            request.Headers.Add("X-Fal-Object-Lifecycle-Preference", lifecycle);
        using HttpResponseMessage response = await rig.Http.SendAsync(request);
        return (await Rig.ReadAsync(response)).GetProperty("access_url").GetString()!;
    }

    private static async Task<int> GetStatusAsync(string url, AuthenticationHeaderValue? authorization)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = authorization;
        using HttpResponseMessage response = await http.GetAsync(url);
        return (int)response.StatusCode;
    }
}
