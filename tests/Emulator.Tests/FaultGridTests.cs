using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using KlingGen.TestKit;

namespace KlingGen.Emulator.Tests;

/// <summary>Twenty kinds of fault on every operation: each strikes where it should and is seen as what it is.</summary>
public sealed class FaultGridTests
{
    private static readonly FalFaultKind[] Kinds = [.. Enum.GetValues<FalFaultKind>().Where(kind => kind is >= FalFaultKind.FullFinish and <= FalFaultKind.HtmlPage)];

    private static readonly FalOperation[] Operations =
    [
        FalOperation.Run, FalOperation.Stream, FalOperation.Submit, FalOperation.Status, FalOperation.StatusStream, FalOperation.Result, FalOperation.Cancel,
        FalOperation.Download, FalOperation.Schema, FalOperation.Models, FalOperation.Pricing, FalOperation.Meta,
    ];

    [Fact]
    public async Task Every_fault_strikes_every_operation()
    {
        Assert.Equal(20, Kinds.Length);
        await using Rig rig = await Rig.StartAsync();
        string id = await rig.SubmitAsync();
        (_, JsonElement result) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}");
        string file = new Uri(result.GetProperty("images")[0].GetProperty("url").GetString()!).PathAndQuery.TrimStart('/');

        foreach (FalOperation operation in Operations)
        {
            foreach (FalFaultKind kind in Kinds)
            {
                using HttpRequestMessage request = Request(operation, id, file);
                rig.Emulator.Faults.Clear();
                rig.Emulator.Faults.Add(new FalFault { Kind = kind, Operation = operation });
                string seen = await HangGuard.Within(SeenAsync(rig, request, kind), $"{operation} {kind}");
                Assert.Equal((operation, kind, Expected(kind)), (operation, kind, seen));
                // HttpClient itself repeats a request without a body, up to three times, when the connection ends before the answer begins.
                bool repeated = kind == FalFaultKind.NothingFin && request.Content is null;
                Assert.Equal((operation, kind, repeated ? 4 : 1), (operation, kind, rig.Emulator.Faults.Strikes));
            }

            Assert.Equal(Kinds.Length, rig.Emulator.Journal.Where(entry => entry.Operation == operation).Select(entry => entry.Fault).OfType<string>().Distinct().Count());
        }
    }

    [Fact]
    public async Task Addresses_that_lead_nowhere_fail_before_a_byte_is_sent()
    {
        await using Rig rig = await Rig.StartAsync();
        Assert.Equal(HttpRequestError.NameResolutionError, (await FailAsync(FalEmulator.UnresolvableAddress)).HttpRequestError);
        HttpRequestException refused = await FailAsync(rig.Emulator.RefusedAddress);
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(refused.InnerException).SocketErrorCode);
        Assert.Equal(HttpRequestError.SecureConnectionError, (await FailAsync(rig.Emulator.BrokenTlsAddress)).HttpRequestError);
        Assert.Empty(rig.Emulator.Journal.Entries);

        async Task<HttpRequestException> FailAsync(Uri address) => await Assert.ThrowsAsync<HttpRequestException>(() => rig.Http.GetAsync(address));
    }

    [Fact]
    public async Task A_forged_answer_knows_the_request()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, StatusCode = 200, TakesEffect = true, Body = """{"request_id":"{request_id}","status_url":"https://evil.example/{request_id}"}""" });
        using HttpResponseMessage response = await rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Input());
        string id = rig.Emulator.Journal.AssertSubmittedOnce().RequestId!;
        Assert.Equal($"https://evil.example/{id}", (await Rig.ReadAsync(response)).GetProperty("status_url").GetString());
    }

    [Fact]
    public async Task The_journal_forgives_refusals_and_shows_doubles()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, StatusCode = 429, Times = 1 });
        using (await rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Input("one")))
            rig.Emulator.Journal.AssertNothingSubmitted();
        await rig.SubmitAsync(Rig.Input("one"));
        await rig.SubmitAsync(Rig.Input("two"));
        rig.Emulator.Journal.AssertNothingPaidTwice();
        await rig.SubmitAsync(Rig.Input("two"));
        FalJournalException doubled = Assert.Throws<FalJournalException>(rig.Emulator.Journal.AssertNothingPaidTwice);
        Assert.Contains("#3 Submit POST", doubled.Message, StringComparison.Ordinal);
        Assert.Throws<FalJournalException>(() => rig.Emulator.Journal.AssertCount(FalOperation.Submit, 3));
        rig.Emulator.Journal.AssertCount(FalOperation.Submit, 4);
    }

    private static HttpRequestMessage Request(FalOperation operation, string id, string file) => operation switch
    {
        FalOperation.Run => new(HttpMethod.Post, "run/" + Rig.Kling) { Content = Rig.Input() },
        FalOperation.Stream => new(HttpMethod.Post, $"run/{Rig.Kling}/stream") { Content = Rig.Input() },
        FalOperation.Submit => new(HttpMethod.Post, "queue/" + Rig.Kling) { Content = Rig.Input() },
        FalOperation.Status => new(HttpMethod.Get, $"queue/{Rig.App}/requests/{id}/status"),
        FalOperation.StatusStream => new(HttpMethod.Get, $"queue/{Rig.App}/requests/{id}/status/stream"),
        FalOperation.Result => new(HttpMethod.Get, $"queue/{Rig.App}/requests/{id}"),
        FalOperation.Cancel => new(HttpMethod.Put, $"queue/{Rig.App}/requests/{id}/cancel"),
        FalOperation.Download => new(HttpMethod.Get, file),
        FalOperation.Schema => new(HttpMethod.Get, "web/api/openapi/queue/openapi.json?endpoint_id=" + Rig.Kling),
        FalOperation.Models => new(HttpMethod.Get, "platform/v1/models"),
        FalOperation.Pricing => new(HttpMethod.Get, "platform/v1/models/pricing?endpoint_id=" + Rig.Kling),
        _ => new(HttpMethod.Get, "platform/v1/meta"),
    };

    /// <summary>Seen from the caller's side: how much came, and how it ended.</summary>
    private static string Expected(FalFaultKind kind)
    {
        return kind switch
        {
            FalFaultKind.FullFinish or FalFaultKind.ByteByByte => "whole, end",
            FalFaultKind.FullStall => "whole, silence",
            FalFaultKind.FullFin or FalFaultKind.FullReset => "whole, cut",
            FalFaultKind.HalfFinish or FalFaultKind.WrongLength => "part, end",
            FalFaultKind.HalfStall => "part, silence",
            FalFaultKind.HalfFin or FalFaultKind.HalfReset => "part, cut",
            FalFaultKind.HeadersFinish => "nothing, end",
            FalFaultKind.HeadersStall => "nothing, silence",
            FalFaultKind.HeadersFin or FalFaultKind.HeadersReset => "nothing, cut",
            FalFaultKind.NothingFinish => "bare, end",
            FalFaultKind.NothingStall => "no answer, silence",
            FalFaultKind.NothingFin or FalFaultKind.NothingReset => "no answer, cut",
            FalFaultKind.WrongType => "retyped, end",
            _ => "page, end",
        };
    }

    private static async Task<string> SeenAsync(Rig rig, HttpRequestMessage request, FalFaultKind kind)
    {
        using var cancelling = new CancellationTokenSource();
        HttpResponseMessage response;
        try
        {
            Task<HttpResponseMessage> answer = rig.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancelling.Token);
            if (kind == FalFaultKind.NothingStall)
            {
                await WaitForStrikeAsync(rig);
                await cancelling.CancelAsync();
            }

            response = await answer;
        }
        catch (OperationCanceledException)
        {
            return "no answer, silence";
        }
        catch (HttpRequestException)
        {
            return "no answer, cut";
        }

        using (response)
        {
            var body = new MemoryStream();
            string end = await ReadAsync(response, body, kind);
            string type = response.Content.Headers.ContentType?.MediaType ?? "";
            return $"{Amount(response, type, body.ToArray())}, {end}";
        }
    }

    /// <summary>A stalled body is given up once what was promised of it is there: the server never ends it.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage response, MemoryStream body, FalFaultKind kind)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            string type = response.Content.Headers.ContentType?.MediaType ?? "";
            Stream stream = await response.Content.ReadAsStreamAsync();
            while (true)
            {
                bool there = kind switch
                {
                    FalFaultKind.FullStall => body.Length > 0 && IsWhole(type, body.ToArray()),
                    FalFaultKind.HalfStall => body.Length > 0 && !IsWhole(type, body.ToArray()),
                    FalFaultKind.HeadersStall => true,
                    _ => false,
                };
                ValueTask<int> reading = stream.ReadAsync(buffer);
                if (there && !reading.IsCompleted)
                    return "silence";

                int count = await reading;
                if (count == 0)
                    return "end";
                body.Write(buffer, 0, count);
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return "cut";
        }
    }

    private static async Task WaitForStrikeAsync(Rig rig)
    {
        while (rig.Emulator.Faults.Strikes == 0)
            await Task.Yield();
    }

    private static string Amount(HttpResponseMessage response, string type, byte[] body)
    {
        if (type == "text/html")
            return Encoding.UTF8.GetString(body).Contains("nginx", StringComparison.Ordinal) ? "page" : "html";
        if (type == "text/plain")
            return body.Length > 0 ? "retyped" : "nothing";
        if (body.Length == 0)
            return response.Headers.Contains("x-fal-request-id") ? "nothing" : "bare";
        return IsWhole(type, body) ? "whole" : "part";
    }

    private static bool IsWhole(string type, byte[] body)
    {
        if (type == "image/png")
            return body.AsSpan(body.Length - 8, 4).SequenceEqual("IEND"u8);
        if (type == "text/event-stream")
            return body.AsSpan().EndsWith("\n\n"u8) && Encoding.UTF8.GetString(body).Contains("data: ", StringComparison.Ordinal);

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
