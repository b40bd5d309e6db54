using System.Net;
using System.Text.Json;

namespace KlingGen.Emulator.Tests;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("""{}""", """["body","prompt"]""", "missing")]
    [InlineData("""{"prompt":"a","num_images":0}""", """["body","num_images"]""", "greater_than_equal")]
    [InlineData("""{"prompt":"a","num_images":10}""", """["body","num_images"]""", "less_than_equal")]
    [InlineData("""{"prompt":"a","num_images":1.5}""", """["body","num_images"]""", "int_type")]
    [InlineData("""{"prompt":"a","num_images":"1"}""", """["body","num_images"]""", "int_type")]
    [InlineData("""{"prompt":7}""", """["body","prompt"]""", "string_type")]
    [InlineData("""{"prompt":null}""", """["body","prompt"]""", "string_type")]
    [InlineData("""{"prompt":"a","resolution":"8K"}""", """["body","resolution"]""", "one_of")]
    [InlineData("""{"prompt":"a","sync_mode":"yes"}""", """["body","sync_mode"]""", "bool_type")]
    [InlineData("""{"prompt":"a","elements":{}}""", """["body","elements"]""", "list_type")]
    [InlineData("""{"prompt":"a","elements":[{},7]}""", """["body","elements",1]""", "dict_type")]
    [InlineData("""{"prompt":"a","elements":[{"frontal_image_url":5}]}""", """["body","elements",0,"frontal_image_url"]""", "string_type")]
    [InlineData("""{"prompt":"a","elements":[{},{"reference_image_urls":["x",true]}]}""", """["body","elements",1,"reference_image_urls",1]""", "string_type")]
    [InlineData("""[]""", """["body"]""", "dict_type")]
    [InlineData("""{"prompt":""", """["body",10]""", "json_invalid")]
    [InlineData("""{"prompt":"é",}""", """["body",14]""", "json_invalid")]
    [InlineData("", """["body"]""", "missing")]
    public async Task A_wrong_input_is_answered_in_the_services_words(string input, string loc, string type)
    {
        await using Rig rig = await Rig.StartAsync();
        using HttpResponseMessage response = await rig.Http.PostAsync("run/" + Rig.Kling, Rig.Json(input));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(["0"], response.Headers.GetValues("X-Fal-Billable-Units"));
        JsonElement detail = Assert.Single((await Rig.ReadAsync(response)).GetProperty("detail").EnumerateArray());
        Assert.Equal((loc, type), (detail.GetProperty("loc").GetRawText(), detail.GetProperty("type").GetString()));
        Assert.NotEqual("", detail.GetProperty("msg").GetString());
    }

    [Theory]
    [InlineData(FalInputChecks.Schema, """{"prompt":"a","num_images":"3"}""", 422)]
    [InlineData(FalInputChecks.RequiredMembers, """{"prompt":"a","num_images":"3"}""", 200)]
    [InlineData(FalInputChecks.RequiredMembers, """{"prompt":7,"elements":[{"frontal_image_url":5}],"num_images":99}""", 200)]
    [InlineData(FalInputChecks.RequiredMembers, """{"num_images":99}""", 422)]
    [InlineData(FalInputChecks.RequiredMembers, """{"prompt":"a",}""", 422)]
    [InlineData(FalInputChecks.None, """{"num_images":99}""", 200)]
    [InlineData(FalInputChecks.None, "{}", 200)]
    [InlineData(FalInputChecks.None, """{"prompt":""", 422)]
    public async Task An_input_may_be_checked_as_leniently_as_the_service_checks(FalInputChecks checks, string input, int status)
    {
        await using Rig rig = await Rig.StartAsync(options => options.InputChecks = checks);
        using HttpResponseMessage response = await rig.Http.PostAsync("run/" + Rig.Kling, Rig.Json(input));
        Assert.Equal(status, (int)response.StatusCode);
        if (input == """{"num_images":99}""" && status == 422)
            Assert.Equal("""["body","prompt"]""", Assert.Single((await Rig.ReadAsync(response)).GetProperty("detail").EnumerateArray()).GetProperty("loc").GetRawText());
    }

    [Fact]
    public async Task Every_fault_of_an_input_is_reported()
    {
        await using Rig rig = await Rig.StartAsync();
        using HttpResponseMessage response = await rig.Http.PostAsync("run/" + Rig.Kling, Rig.Json("""{"num_images":99,"aspect_ratio":"5:5"}"""));
        JsonElement[] details = [.. (await Rig.ReadAsync(response)).GetProperty("detail").EnumerateArray()];
        Assert.Equal(["less_than_equal", "missing", "one_of"], details.Select(d => d.GetProperty("type").GetString()).Order());
        JsonElement count = details.Single(d => d.GetProperty("type").GetString() == "less_than_equal");
        Assert.Equal("""{"le":9}""", count.GetProperty("ctx").GetRawText());
        Assert.Equal(99, count.GetProperty("input").GetInt32());
        JsonElement ratio = details.Single(d => d.GetProperty("type").GetString() == "one_of");
        Assert.Equal(8, ratio.GetProperty("ctx").GetProperty("expected").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"prompt":"a","num_images":2.0}""")]
    [InlineData("""{"prompt":"a","num_images":2e0}""")]
    [InlineData("""{"prompt":"a","elements":null,"negative_prompt":null}""")]
    [InlineData("""{"prompt":"a","unheard_of":1}""")]
    [InlineData("""{"prompt":""}""")]
    [InlineData("""{"prompt":"2026-11-22T10:00:00Z"}""")]
    public async Task What_the_schema_allows_passes(string input)
    {
        await using Rig rig = await Rig.StartAsync();
        using HttpResponseMessage response = await rig.Http.PostAsync("run/" + Rig.Kling, Rig.Json(input));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("a", 2500, true)]
    [InlineData("a", 2501, false)]
    [InlineData("🙂", 2500, true)]
    [InlineData("🙂", 2501, false)]
    public async Task Lengths_count_code_points(string character, int count, bool valid)
    {
        await using Rig rig = await Rig.StartAsync();
        using HttpResponseMessage response = await rig.Http.PostAsync("run/" + Rig.Kling, Rig.Input(string.Concat(Enumerable.Repeat(character, count))));
        Assert.Equal(valid ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, response.StatusCode);
        if (!valid)
        {
            JsonElement detail = (await Rig.ReadAsync(response)).GetProperty("detail")[0];
            Assert.Equal("string_too_long", detail.GetProperty("type").GetString());
            Assert.Equal(2500, detail.GetProperty("ctx").GetProperty("max_length").GetInt32());
            Assert.StartsWith(character, detail.GetProperty("input").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_queue_takes_a_wrong_input_and_the_result_reports_it()
    {
        await using Rig rig = await Rig.StartAsync();
        string id = await rig.SubmitAsync(Rig.Json("""{"num_images":1}"""));
        (HttpStatusCode status, JsonElement body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("COMPLETED", body.GetProperty("status").GetString());
        Assert.Equal("Invalid status code: 422", body.GetProperty("error").GetString());

        (status, body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("missing", body.GetProperty("detail")[0].GetProperty("type").GetString());
    }
}
