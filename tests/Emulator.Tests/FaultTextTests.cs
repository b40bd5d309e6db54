using System.Net;
using System.Text.Json;
using KlingGen.Emulator.Faults;

namespace KlingGen.Emulator.Tests;

/// <summary>A fault that cannot be read is the caller's mistake and says so, by either way in.</summary>
public sealed class FaultTextTests
{
    private static readonly string[] Settings =
        ["operation", "endpoint", "times", "after", "probability", "seed", "status", "body", "content-type", "retry-after", "delay", "effect", "type", "attempts", "retryable"];

    [Theory]
    [InlineData("NothingFin")]
    [InlineData("Status; operation=Submit; times=2; status=503; retry-after=2; effect=true")]
    [InlineData("Slow; endpoint=fal-ai/x; after=3; probability=0.25; seed=7; delay=1.5")]
    [InlineData("Failure; type=content_policy_violation; attempts=2; retryable=false")]
    [InlineData("GoAway; effect=true")]
    [InlineData("WrongType; content-type=text/css")]
    public async Task A_rule_is_listed_as_the_line_that_makes_it(string line)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.AddLines(line);
        (_, JsonElement rules) = await rig.GetAsync("emulator/faults");
        Assert.Equal(line, Assert.Single(rules.EnumerateArray()).GetString());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A text, and a word that the answer names.</summary>
    public static TheoryData<string, string> Misspelt
    {
        get
        {
            var all = new TheoryData<string, string>
            {
                { "Thunder", "NothingReset" },
                { "3", "NothingReset" },
                { "Slow,Status", "NothingReset" },
                { "Slow; operation=Submitt", "StatusStream" },
                { "Slow; operation=2", "StatusStream" },
                { "Slow; operation=Submit,Run", "StatusStream" },
                { "Slow; operation=", "StatusStream" },
                { "Slow; colour=red", "content-type" },
                { "Slow; times", "name=value" },
                { "Failure; type=bad_mood", "runner_disconnected" },
            };
            foreach (string name in new[] { "times", "after", "seed", "status", "attempts" })
            {
                foreach (string value in new[] { "many", "1.5", "99999999999", "" })
                    all.Add($"Slow; {name}={value}", "whole number");
            }

            foreach (string value in new[] { "NaN", "Infinity", "half", "" })
            {
                all.Add("Slow; probability=" + value, "number");
                all.Add("Slow; delay=" + value, "number");
            }

            foreach ((string setting, string rule) in new[] { ("probability=1.1", "0 to 1"), ("probability=-1", "0 to 1"), ("times=-1", "negative"), ("after=-1", "negative"), ("attempts=-1", "negative"), ("delay=-1", "0 to a year"), ("delay=1e300", "0 to a year"), ("status=99", "599"), ("status=1000", "599") })
                all.Add("Slow; " + setting, rule);
            all.Add("Slow; effect=perhaps", "true or false");
            all.Add("Slow; retryable=1", "true or false");
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Misspelt))]
    public async Task A_misspelt_fault_is_400_and_names_what_may_stand_there(string text, string named)
    {
        await using Rig rig = await Rig.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "queue/" + Rig.Kling) { Content = Rig.Input() };
        request.Headers.TryAddWithoutValidation("x-emulator-fault", text);
        using HttpResponseMessage header = await rig.Http.SendAsync(request, Token);
        using HttpResponseMessage posted = await rig.Http.PostAsync("emulator/faults", new StringContent(text), Token);
        foreach (HttpResponseMessage answer in new[] { header, posted })
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            JsonElement body = await Rig.ReadAsync(answer);
            Assert.Contains(named, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Empty(rig.Emulator.Faults.Rules);
        rig.Emulator.Journal.AssertNothingSubmitted();
        Assert.Throws<FormatException>(() => rig.Emulator.Faults.AddLines(text));
    }

    [Fact]
    public void Every_setting_is_understood_in_any_case()
    {
        const string Line = "failure; Operation=SUBMIT; endpoint=a/b; times=2; after=1; probability=0.5; seed=-3; status=503; body=x; content-type=text/plain; retry-after=2; delay=0.5; effect=false; type=runner_disconnected; attempts=3; RETRYABLE=True";
        FalFault fault = FaultText.Parse(Line);
        Assert.Equal(
            (FalFaultKind.Failure, FalOperation.Submit, "a/b", 2, 1, 0.5, -3, 503, "x", "text/plain", "2", TimeSpan.FromSeconds(0.5), false, "runner_disconnected", 3, true),
            (fault.Kind, fault.Operation, fault.Endpoint, fault.Times, fault.After, fault.Probability, fault.Seed, fault.StatusCode, fault.Body, fault.ContentType, fault.RetryAfter, fault.Delay, fault.TakesEffect, fault.ErrorType, fault.FailedAttempts, fault.Retryable));
        Assert.All(Settings, static setting => Assert.Contains(setting + "=", Line, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_header_strikes_only_what_it_names()
    {
        await using Rig rig = await Rig.StartAsync();
        foreach ((string text, HttpStatusCode status) in new[]
        {
            ("Status; status=503; operation=Result", HttpStatusCode.OK), ("Status; status=503; endpoint=other/model", HttpStatusCode.OK),
            ("Status; status=503; operation=Submit; endpoint=" + Rig.App, HttpStatusCode.ServiceUnavailable),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "queue/" + Rig.Kling) { Content = Rig.Input() };
            request.Headers.TryAddWithoutValidation("x-emulator-fault", text);
            using HttpResponseMessage answer = await rig.Http.SendAsync(request, Token);
            Assert.Equal((text, status), (text, answer.StatusCode));
        }
    }

    [Fact]
    public async Task A_misspelt_operation_of_the_journal_is_400_too()
    {
        await using Rig rig = await Rig.StartAsync();
        (HttpStatusCode status, JsonElement body) = await rig.GetAsync("emulator/journal?operation=Submitt");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("StatusStream", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_code_has_the_same_ranges()
    {
        await using Rig rig = await Rig.StartAsync();
        FalFault[] wrong =
        [
            new() { Kind = FalFaultKind.Slow, Probability = double.NaN }, new() { Kind = FalFaultKind.Slow, Delay = TimeSpan.FromSeconds(-1) },
            new() { Kind = FalFaultKind.Status, StatusCode = 7 }, new() { Kind = FalFaultKind.Slow, RetryAfter = "1\r\nX-Forged: 1" },
            new() { Kind = FalFaultKind.Slow, Headers = new Dictionary<string, string> { ["X-A"] = "1\nX-Forged: 1" } },
        ];
        Assert.All(wrong, fault => Assert.Throws<ArgumentException>(() => rig.Emulator.Faults.Add(fault)));
    }
}
