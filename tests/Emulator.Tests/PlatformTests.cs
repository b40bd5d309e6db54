using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace KlingGen.Emulator.Tests;

/// <summary>The platform host, the emulator's own switches, and what is said about headers and uploads without a name.</summary>
public sealed class PlatformTests
{
    [Fact]
    public async Task A_model_has_every_member_that_the_document_requires()
    {
        await using Rig rig = await Rig.StartAsync();
        (_, JsonElement body) = await rig.GetAsync("platform/v1/models?expand=openapi-3.0,enterprise_status");
        JsonElement model = body.GetProperty("models")[0], metadata = model.GetProperty("metadata");
        foreach ((string name, JsonValueKind kind) in new[]
        {
            ("display_name", JsonValueKind.String), ("category", JsonValueKind.String), ("description", JsonValueKind.String), ("status", JsonValueKind.String), ("tags", JsonValueKind.Array), ("updated_at", JsonValueKind.String),
            ("is_favorited", JsonValueKind.False), ("thumbnail_url", JsonValueKind.String), ("model_url", JsonValueKind.String), ("date", JsonValueKind.String), ("highlighted", JsonValueKind.False), ("pinned", JsonValueKind.False),
        })
            Assert.Equal(kind, metadata.GetProperty(name).ValueKind);
        Assert.True(Uri.IsWellFormedUriString(metadata.GetProperty("thumbnail_url").GetString(), UriKind.Absolute));
        Assert.True(metadata.GetProperty("updated_at").TryGetDateTimeOffset(out _) && metadata.GetProperty("date").TryGetDateTimeOffset(out _));
        Assert.Equal("ready", model.GetProperty("enterprise_status").GetString());
        Assert.Equal(JsonValueKind.Object, model.GetProperty("openapi").ValueKind);
    }

    [Theory]
    [InlineData("limit=1", 200)]
    [InlineData("limit=100", 200)]
    [InlineData("limit=100000", 200)]
    [InlineData("limit=0", 400)]
    [InlineData("limit=-1", 400)]
    [InlineData("limit=x", 400)]
    [InlineData("limit=1.5", 400)]
    [InlineData("limit=", 400)]
    [InlineData("limit=99999999999", 400)]
    [InlineData("cursor=2147483647&limit=100", 200)]
    [InlineData("cursor=-1", 400)]
    [InlineData("cursor=abc", 400)]
    [InlineData("status=active", 200)]
    [InlineData("status=sleeping", 400)]
    [InlineData("expand=everything", 400)]
    public async Task Its_parameters_have_bounds(string query, int status)
    {
        await using Rig rig = await Rig.StartAsync();
        (HttpStatusCode answered, JsonElement body) = await rig.GetAsync("platform/v1/models?" + query);
        Assert.Equal(status, (int)answered);
        if (status == 400)
            Assert.Equal("validation_error", body.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Pages_follow_one_another()
    {
        await using Rig rig = await Rig.StartAsync(static options => options.Schemas.Add(KlingGen.TestKit.Repository.File("schemas")));
        (_, JsonElement first) = await rig.GetAsync("platform/v1/models?limit=1");
        Assert.True(first.GetProperty("has_more").GetBoolean());
        (_, JsonElement second) = await rig.GetAsync("platform/v1/models?limit=1&cursor=" + first.GetProperty("next_cursor").GetString());
        Assert.NotEqual(first.GetProperty("models")[0].GetProperty("endpoint_id").GetString(), second.GetProperty("models")[0].GetProperty("endpoint_id").GetString());
        Assert.Equal(0, (await rig.GetAsync("platform/v1/models?status=deprecated")).Body.GetProperty("models").GetArrayLength());
    }

    [Theory]
    [InlineData("v1/models")]
    [InlineData("v1/models?limit=0")]
    [InlineData("v1/models/pricing?endpoint_id=" + Rig.Kling)]
    [InlineData("v1/meta")]
    [InlineData("v1/storage/files/acl?url=x")]
    [InlineData("v1/models/usage")]
    [InlineData("v1/nowhere")]
    public async Task A_wrong_key_is_401_everywhere(string path)
    {
        await using Rig rig = await Rig.StartAsync();
        foreach (string key in (string[])["Key id:wrong", "Key nocolon", "Bearer token", "Basic abc"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "platform/" + path);
            request.Headers.TryAddWithoutValidation("Authorization", key);
            rig.Http.DefaultRequestHeaders.Authorization = null;
            using HttpResponseMessage response = await rig.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("authorization_error", (await Rig.ReadAsync(response)).GetProperty("error").GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task Wrong_input_takes_no_time_and_costs_nothing()
    {
        var clock = new FakeTimeProvider();
        var timing = new FalEmulatorTiming { QueueTime = TimeSpan.Zero, RunTime = TimeSpan.FromSeconds(60), QueuePosition = 0, LogLines = 5 };
        await using Rig rig = await Rig.StartAsync(options => (options.TimeProvider, options.Timing) = (clock, timing));
        foreach (string body in (string[])["{}", "{\"prompt\":\"a\",}", "{\"prompt\":7}"])
        {
            string id = await rig.SubmitAsync(Rig.Json(body));
            (_, JsonElement status) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status?logs=1");
            Assert.Equal("COMPLETED", status.GetProperty("status").GetString());
            Assert.Empty(status.GetProperty("logs").EnumerateArray());
            Assert.Equal(0, status.GetProperty("metrics").GetProperty("inference_time").GetDouble());
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rig.GetAsync($"queue/{Rig.App}/requests/{id}")).Status);
            using HttpResponseMessage run = await rig.Http.PostAsync("run/" + Rig.Kling, Rig.Json(body));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, run.StatusCode);
        }
        Assert.Empty(rig.Emulator.Billing.Events);

        // What is right takes its time still.
        string right = await rig.SubmitAsync();
        Assert.Equal("IN_PROGRESS", (await rig.GetAsync($"queue/{Rig.App}/requests/{right}/status")).Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_book_can_be_read_over_http()
    {
        await using Rig rig = await Rig.StartAsync();
        string id = await rig.SubmitAsync(Rig.Json("{\"prompt\":\"a\",\"num_images\":2}"));
        await rig.SubmitAsync(Rig.Json("{}"));
        (_, JsonElement book) = await rig.GetAsync("emulator/billing");
        JsonElement billed = Assert.Single(book.GetProperty("events").EnumerateArray());
        Assert.Equal((id, Rig.Kling, 2m, 0.056m, "USD"), (billed.GetProperty("request_id").GetString(), billed.GetProperty("endpoint_id").GetString(), billed.GetProperty("units").GetDecimal(), billed.GetProperty("cost").GetDecimal(), billed.GetProperty("currency").GetString()));
        Assert.Equal(0.056m, book.GetProperty("totals").GetProperty("USD").GetDecimal());
    }

    [Fact]
    public async Task Headers_that_the_service_does_not_know_are_named_and_logged_once()
    {
        var log = new KeptLog();
        await using Rig rig = await Rig.StartAsync(options => options.Logger = log);
        for (int i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "queue/" + Rig.Kling) { Content = Rig.Input() };
            foreach (string name in (string[])["X-Fal-Idempotency-Key", "x-fal-priority", "Idempotency-Key", "X-Fal-Queue-Priority", "x-fal-target-url-2", "X-Fal-Tags", "X-Fal-Runner-Hint", "X-Fal-Store-IO", "X-Other"])
                request.Headers.TryAddWithoutValidation(name, "normal");
            using HttpResponseMessage response = await rig.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        string[] expected = ["Idempotency-Key", "X-Fal-Idempotency-Key", "x-fal-priority", "x-fal-target-url-2"];
        foreach (FalJournalEntry entry in rig.Emulator.Journal.Of(FalOperation.Submit))
            Assert.Equal(expected, entry.UnknownHeaders);
        Assert.Equal(expected.Length, log.Lines.Count);
        Assert.Single(log.Lines, static line => line.Contains("'X-Fal-Idempotency-Key'", StringComparison.Ordinal));
        (_, JsonElement journal) = await rig.GetAsync("emulator/journal?operation=Submit");
        Assert.Equal(expected, journal[0].GetProperty("unknown_headers").EnumerateArray().Select(static name => name.GetString()));
        (_, journal) = await rig.GetAsync("emulator/journal?operation=Status");
        Assert.Equal(0, journal.GetArrayLength());
    }

    [Theory]
    [InlineData("image/png", ".png")]
    [InlineData("image/jpeg", ".jpg")]
    [InlineData("IMAGE/JPG", ".jpg")]
    [InlineData("audio/x-wav", ".wav")]
    [InlineData("audio/mpeg", ".mp3")]
    [InlineData("video/mp4; codecs=\"avc1\"", ".mp4")]
    [InlineData("model/gltf-binary", ".glb")]
    [InlineData("font/woff2", ".woff2")]
    [InlineData("audio/x-flac", ".flac")]
    [InlineData("image/jxl", ".jxl")]
    [InlineData("model/ply", ".ply")]
    [InlineData("application/problem+json; charset=utf-8", ".json")]
    [InlineData("application/octet-stream", ".bin")]
    [InlineData("nothing/known", ".bin")]
    [InlineData("not a type", ".bin")]
    public async Task Uploads_without_a_name_get_the_extension_of_their_type(string contentType, string extension)
    {
        await using Rig rig = await Rig.StartAsync();
        foreach (string form in (string[])["initiate", "initiate-multipart"])
        {
            using HttpResponseMessage begun = await rig.Http.PostAsync("rest/storage/upload/" + form, Rig.Json(JsonSerializer.Serialize(new Dictionary<string, string?> { ["content_type"] = contentType, ["file_name"] = null })));
            Assert.EndsWith(extension, (await Rig.ReadAsync(begun)).GetProperty("file_url").GetString(), StringComparison.Ordinal);
        }

        using HttpResponseMessage token = await rig.Http.PostAsync("rest/storage/auth/token", null);
        foreach (string form in (string[])["upload", "upload/multipart"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "cdn/files/" + form) { Content = new ByteArrayContent([1]) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + (await Rig.ReadAsync(token)).GetProperty("token").GetString());
            using HttpResponseMessage stored = await rig.Http.SendAsync(request);
            string url = (await Rig.ReadAsync(stored)).GetProperty("access_url").GetString()!;
            Assert.EndsWith(extension, url, StringComparison.Ordinal);
        }
    }

    private sealed class KeptLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
                Lines.Add(formatter(state, exception));
        }
    }
}
