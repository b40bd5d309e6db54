using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Tests.Recording;

/// <summary>What was recorded comes back, without the service, for the same input however it is written.</summary>
public sealed class ReplayTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 5000).Select(static i => (byte)(i * 7))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_comes_back_with_its_output_logs_and_price(bool keepMedia)
    {
        await using Studio studio = await Studio.StartAsync(
            service: static options => options.BillableUnits = static (_, _) => 2.5m,
            recorder: options => options.Record!.KeepMedia = keepMedia);
        (_, JsonElement done, JsonElement output, HttpResponseMessage _) = await Studio.JobAsync(studio.Http, """{"prompt":"a lighthouse","num_images":2,"aspect_ratio":"1:1","output_format":"jpeg"}""");
        byte[] first = await studio.Http.GetByteArrayAsync(output.GetProperty("images")[0].GetProperty("url").GetString(), Cancellation);

        await using Rig rig = await studio.ReplayAsync();
        (_, JsonElement replayed, JsonElement again, HttpResponseMessage answer) = await Studio.JobAsync(rig.Http, """{ "output_format": "jpeg", "num_images": 2.0, "prompt": "a l\u0069ghthouse", "aspect_ratio": "1:1" }""");
        Assert.Equal(Logs(done), Logs(replayed));
        Assert.Equal("2.5", answer.Headers.GetValues("x-fal-billable-units").Single());
        Assert.Equal(2.5m * 0.028m, rig.Emulator.Billing.Total);
        Assert.Equal(WithoutAddresses(output), WithoutAddresses(again));
        using HttpResponseMessage file = await rig.Http.GetAsync(again.GetProperty("images")[0].GetProperty("url").GetString(), Cancellation);
        Assert.Equal("image/jpeg", file.Content.Headers.ContentType?.MediaType);
        byte[] bytes = await file.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.StartsWith(rig.Emulator.Address.AbsoluteUri, file.RequestMessage!.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
        if (keepMedia)
            Assert.Equal(first, bytes);
        Assert.Equal([0xFF, 0xD8], bytes[..2]);
    }

    [Fact]
    public async Task A_recorded_run_answers_a_job_and_a_recorded_job_answers_a_run()
    {
        await using Studio studio = await Studio.StartAsync();
        using HttpResponseMessage run = await studio.Http.PostAsync("run/" + Rig.Kling, Rig.Input("by run"), Cancellation);
        JsonElement byRun = await Rig.ReadAsync(run);
        (_, _, JsonElement byJob, _) = await Studio.JobAsync(studio.Http, """{"prompt":"by job"}""");

        await using Rig rig = await studio.ReplayAsync();
        (_, _, JsonElement job, _) = await Studio.JobAsync(rig.Http, """{"prompt":"by run"}""");
        using HttpResponseMessage ran = await rig.Http.PostAsync("run/" + Rig.Kling, Rig.Input("by job"), Cancellation);
        Assert.Equal(WithoutAddresses(byRun), WithoutAddresses(job));
        Assert.Equal(WithoutAddresses(byJob), WithoutAddresses(await Rig.ReadAsync(ran)));
    }

    [Fact]
    public async Task A_stream_comes_back_event_by_event()
    {
        await using Studio studio = await Studio.StartAsync();
        string streamed = await Stream(studio.Http);
        await using Rig rig = await studio.ReplayAsync();
        string again = await Stream(rig.Http);
        Assert.Equal(streamed.Split("data:").Length, again.Split("data:").Length);
        Assert.Equal(WithoutAddresses(Last(streamed)), WithoutAddresses(Last(again)));

        static JsonElement Last(string text) => JsonSerializer.Deserialize<JsonElement>(text.Split("data:")[^1]);
        static async Task<string> Stream(HttpClient http)
        {
            using HttpResponseMessage answer = await http.PostAsync($"run/{Rig.Kling}/stream", Rig.Input(), Cancellation);
            return (await answer.Content.ReadAsStringAsync(Cancellation)).Trim();
        }
    }

    [Theory]
    [InlineData("""{"num_images":1}""", 422)]
    [InlineData("""{"prompt":"a","num_images":1000}""", 422)]
    [InlineData("""{"prompt":"failing"}""", 422, "Failure; operation=Submit; type=content_policy_violation; times=1")]
    [InlineData("""{"prompt":"failing"}""", 500, "Failure; operation=Submit; type=internal_server_error; times=1")]
    public async Task A_failure_comes_back_as_it_was(string input, int status, string? fault = null)
    {
        await using Studio studio = await Studio.StartAsync();
        if (fault is not null)
            studio.Service.Faults.AddLines(fault);
        (_, JsonElement done, JsonElement failed, HttpResponseMessage answer) = await Studio.JobAsync(studio.Http, input);
        Assert.Equal(status, (int)answer.StatusCode);
        await using Rig rig = await studio.ReplayAsync();
        (_, JsonElement doneAgain, JsonElement again, HttpResponseMessage replayed) = await Studio.JobAsync(rig.Http, input);
        Assert.Equal(status, (int)replayed.StatusCode);
        Assert.Equal(failed.GetRawText(), again.GetRawText());
        Assert.Equal(done.TryGetProperty("error", out JsonElement error) ? error.GetString() : null, doneAgain.TryGetProperty("error", out JsonElement errorAgain) ? errorAgain.GetString() : null);
        Assert.Empty(rig.Emulator.Billing.Events);
    }

    [Fact]
    public async Task A_moments_refusal_is_no_answer_for_ever()
    {
        await using Studio studio = await Studio.StartAsync();
        studio.Service.Faults.AddLines("Status; status=429; operation=Submit; times=1");
        using HttpResponseMessage refused = await studio.Http.PostAsync("queue/" + Rig.Kling, Rig.Input(), Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await using Rig rig = await studio.ReplayAsync();
        using HttpResponseMessage strict = await rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Input(), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, strict.StatusCode);
        Assert.Contains("nobody asked for its result", await strict.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_recording_strictness_names_the_difference_and_its_absence_makes_an_output()
    {
        await using Studio studio = await Studio.StartAsync();
        await Studio.JobAsync(studio.Http, """{"prompt":"a lighthouse","num_images":2}""");
        await using Rig strict = await studio.ReplayAsync();
        foreach (string way in (string[])["queue/" + Rig.Kling, "run/" + Rig.Kling, $"run/{Rig.Kling}/stream"])
        {
            using HttpResponseMessage refused = await strict.Http.PostAsync(way, Rig.Json("""{"prompt":"a lighthouse","num_images":3}"""), Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            Assert.Contains("differs at $.num_images", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        await using Rig free = await Rig.StartAsync(options => options.Replay = new FalReplayOptions { Folder = studio.Folder });
        (_, _, JsonElement output, _) = await Studio.JobAsync(free.Http, """{"prompt":"a lighthouse","num_images":3}""");
        Assert.Equal(3, output.GetProperty("images").GetArrayLength());
    }

    [Fact]
    public async Task An_endpoint_without_a_schema_answers_from_its_recordings()
    {
        await using Studio studio = await Studio.StartAsync();
        (_, _, JsonElement output, _) = await Studio.JobAsync(studio.Http, """{"prompt":"a"}""");
        await using Rig rig = await studio.ReplayAsync(configure: static options => options.Schemas.Clear());
        (_, _, JsonElement again, _) = await Studio.JobAsync(rig.Http, """{"prompt":"a"}""");
        Assert.Equal(WithoutAddresses(output), WithoutAddresses(again));
    }

    [Fact]
    public async Task The_same_input_recorded_twice_comes_back_in_order_and_then_stays()
    {
        await using Studio studio = await Studio.StartAsync();
        for (int i = 0; i < 2; i++)
        {
            if (i == 0)
                studio.Service.Faults.AddLines("Failure; operation=Submit; type=no_media_generated; times=1");
            await Studio.JobAsync(studio.Http, """{"prompt":"a"}""");
        }

        Assert.Equal(2, studio.Files.Length);
        await using Rig rig = await studio.ReplayAsync();
        var statuses = new List<HttpStatusCode>();
        for (int i = 0; i < 3; i++)
            statuses.Add((await Studio.JobAsync(rig.Http, """{"prompt":"a"}""")).Answer.StatusCode);
        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, HttpStatusCode.OK], statuses);
    }

    [Theory]
    [InlineData("signed")]
    [InlineData("direct")]
    [InlineData("parts")]
    [InlineData("direct-parts")]
    [InlineData("data")]
    public async Task An_uploaded_file_is_known_by_its_bytes(string way)
    {
        await using Studio studio = await Studio.StartAsync();
        (_, _, JsonElement output, _) = await Studio.JobAsync(studio.Http, Input(await FileAsync(studio.Http, way, Bytes)));
        Assert.Contains("file:sha256:", studio.Written(), StringComparison.Ordinal);
        await using Rig rig = await studio.ReplayAsync();
        (_, _, JsonElement again, _) = await Studio.JobAsync(rig.Http, Input(await FileAsync(rig.Http, way == "signed" ? "direct" : "signed", Bytes)));
        Assert.Equal(WithoutAddresses(output), WithoutAddresses(again));
        byte[] other = [.. Bytes, 1];
        using HttpResponseMessage refused = await rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Json(Input(await FileAsync(rig.Http, way, other))), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        static string Input(string address) => new JsonObject { ["prompt"] = "a", ["reference"] = address }.ToJsonString();
    }

    [Fact]
    public async Task Every_cut_of_a_recording_is_refused_by_name()
    {
        await using Studio studio = await Studio.StartAsync();
        await Studio.JobAsync(studio.Http, """{"prompt":"a"}""");
        string file = Assert.Single(studio.Files);
        byte[] whole = await File.ReadAllBytesAsync(file, Cancellation);
        string[] spoilt = [.. Enumerable.Range(0, 60).Select(i => Encoding.UTF8.GetString(whole[..(whole.Length * i / 60)])), "null", "[]", "3", "{}", """{"klinggen_recording":2}""", """{"klinggen_recording":"1"}""",
            """{"klinggen_recording":1}""", """{"klinggen_recording":1,"endpoint":3}""", """{"klinggen_recording":1,"endpoint":"a/b","exchanges":3}""", """{"klinggen_recording":1,"endpoint":"a/b","exchanges":[3]}""",
            """{"klinggen_recording":1,"endpoint":"a/b","exchanges":[{"operation":"Fly","path":"/","status":200}]}""", """{"klinggen_recording":1,"endpoint":"a/b","exchanges":[{"operation":"Run","path":"/","status":"x"}]}""",
            """{"klinggen_recording":1,"endpoint":"a/b","exchanges":[],"media":[{}]}""", """{"klinggen_recording":99999999999,"endpoint":"a/b","exchanges":[]}""", """{"klinggen_recording":1,"klinggen_recording":1,"endpoint":"a/b","exchanges":[]}"""];
        foreach (string text in spoilt)
        {
            await File.WriteAllTextAsync(file, text, Cancellation);
            InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(() => Rig.StartAsync(options => options.Replay = new FalReplayOptions { Folder = studio.Folder }));
            Assert.Contains(file, refused.Message, StringComparison.Ordinal);
            Assert.Contains("Record it again", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_outside_the_folder_is_never_read()
    {
        await using Studio studio = await Studio.StartAsync(recorder: static options => options.Record!.KeepMedia = true);
        (_, _, JsonElement output, _) = await Studio.JobAsync(studio.Http, """{"prompt":"a"}""");
        await studio.Recorder.DisposeAsync();
        string file = Assert.Single(studio.Files);
        JsonObject recording = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!.AsObject();
        recording["media"]![0]!["file"] = "../../../../../../etc/passwd";
        await File.WriteAllTextAsync(file, recording.ToJsonString(), Cancellation);
        await using Rig rig = await studio.ReplayAsync();
        (_, _, JsonElement again, _) = await Studio.JobAsync(rig.Http, """{"prompt":"a"}""");
        byte[] bytes = await rig.Http.GetByteArrayAsync(again.GetProperty("images")[0].GetProperty("url").GetString(), Cancellation);
        Assert.Equal("PNG", Encoding.ASCII.GetString(bytes, 1, 3));
    }

    private static async Task<string> FileAsync(HttpClient http, string way, byte[] bytes)
    {
        if (way == "data")
            return "data:image/png;base64," + Convert.ToBase64String(bytes);
        const string About = """{"content_type":"image/png","file_name":"a.png"}""";
        if (way is "signed" or "parts")
        {
            using HttpResponseMessage begun = await http.PostAsync("rest/storage/upload/initiate" + (way == "parts" ? "-multipart" : ""), Rig.Json(About), Cancellation);
            JsonElement upload = await Rig.ReadAsync(begun);
            string address = upload.GetProperty("upload_url").GetString()!;
            await PutAsync(http, way == "parts", address, bytes);
            return upload.GetProperty("file_url").GetString()!;
        }

        using HttpResponseMessage given = await http.PostAsync("rest/storage/auth/token?storage_type=fal-cdn-v3", Rig.Json("{}"), Cancellation);
        JsonElement token = await Rig.ReadAsync(given);
        using var files = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString()) } };
        string root = token.GetProperty("base_url").GetString() + "/files/upload";
        Assert.StartsWith(http.BaseAddress!.AbsoluteUri, root, StringComparison.Ordinal);
        if (way == "direct")
        {
            using HttpResponseMessage taken = await files.PostAsync(root, new ByteArrayContent(bytes), Cancellation);
            return (await Rig.ReadAsync(taken)).GetProperty("access_url").GetString()!;
        }

        using HttpResponseMessage open = await files.PostAsync(root + "/multipart", null, Cancellation);
        JsonElement parts = await Rig.ReadAsync(open);
        string file = parts.GetProperty("access_url").GetString()!;
        string path = new Uri(file).AbsolutePath.Replace("/cdn/", "", StringComparison.Ordinal);
        await PutAsync(files, true, $"{http.BaseAddress}cdn/{path}/multipart/{parts.GetProperty("uploadId").GetString()}", bytes);
        return file;
    }

    private static async Task PutAsync(HttpClient http, bool inParts, string address, byte[] bytes)
    {
        if (!inParts)
        {
            using HttpResponseMessage put = await http.PutAsync(address, new ByteArrayContent(bytes), Cancellation);
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
            return;
        }

        string[] halves = address.Split('?');
        string query = halves.Length > 1 ? "?" + halves[1] : "";
        var named = new JsonArray();
        foreach ((int number, byte[] part) in new[] { (2, bytes[2000..]), (1, bytes[..2000]) })
        {
            using HttpResponseMessage put = await http.PutAsync($"{halves[0]}/{number}{query}", new ByteArrayContent(part), Cancellation);
            named.Add(new JsonObject { ["partNumber"] = number, ["etag"] = (await Rig.ReadAsync(put)).GetProperty("etag").GetString() });
        }
        using HttpResponseMessage completed = await http.PostAsync($"{halves[0]}/complete{query}", Rig.Json(new JsonObject { ["parts"] = named }.ToJsonString()), Cancellation);
        Assert.Equal(HttpStatusCode.OK, completed.StatusCode);
    }

    private static string Logs(JsonElement status) => string.Join('\n', status.GetProperty("logs").EnumerateArray().Select(static line => line.GetProperty("message").GetString()));

    private static string WithoutAddresses(JsonElement output) => System.Text.RegularExpressions.Regex.Replace(output.GetRawText(), "\"url\":\"[^\"]*/", "\"url\":\"");
}
