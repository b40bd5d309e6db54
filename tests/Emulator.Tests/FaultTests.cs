using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace KlingGen.Emulator.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FalFaultKind.NothingReset)]
    [InlineData(FalFaultKind.NothingFin)]
    public async Task A_cut_after_the_body_leaves_its_record_in_the_journal(FalFaultKind kind)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = kind, Times = 1 });

        HttpRequestException cut = await Assert.ThrowsAsync<HttpRequestException>(() => rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Input("paid once")));
        if (kind == FalFaultKind.NothingReset)
            Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(Innermost(cut)).SocketErrorCode);
        else
            Assert.IsNotType<SocketException>(Innermost(cut));

        FalJournalEntry entry = rig.Emulator.Journal.AssertSubmittedOnce(Rig.Kling);
        Assert.Equal(kind.ToString(), entry.Fault);
        Assert.Contains("paid once", entry.BodyText, StringComparison.Ordinal);

        // The job was taken all the same: that is what makes a second submit expensive.
        (HttpStatusCode status, _) = await rig.GetAsync($"queue/{Rig.App}/requests/{entry.RequestId}");
        Assert.Equal(HttpStatusCode.OK, status);
        await rig.SubmitAsync();
        Assert.Throws<FalJournalException>(() => rig.Emulator.Journal.AssertSubmittedOnce());
    }

    [Fact]
    public async Task Statuses_come_with_the_services_bodies_and_without_effect()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, StatusCode = 429, RetryAfter = "2", Times = 1 });
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, Times = 1 });
        using HttpResponseMessage busy = await rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Input());
        Assert.Equal(HttpStatusCode.TooManyRequests, busy.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), busy.Headers.RetryAfter?.Delta);
        Assert.Equal("concurrent_requests_limit", (await Rig.ReadAsync(busy)).GetProperty("error_type").GetString());

        using HttpResponseMessage broken = await rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Input());
        Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
        Assert.Equal(["internal_error"], broken.Headers.GetValues("X-Fal-Error-Type"));
        Assert.All(rig.Emulator.Journal.Of(FalOperation.Submit), entry => Assert.Null(entry.RequestId));
        await rig.SubmitAsync();
    }

    [Fact]
    public async Task Chance_and_count_repeat_with_the_seed()
    {
        List<int>? first = null;
        for (int round = 0; round < 2; round++)
        {
            await using Rig rig = await Rig.StartAsync();
            rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, StatusCode = 503, Probability = 0.5, Seed = 11, After = 2, Times = 5 });
            var struck = new List<int>();
            for (int i = 0; i < 30; i++)
            {
                using HttpResponseMessage response = await rig.Http.GetAsync("platform/v1/meta");
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                    struck.Add(i);
            }

            Assert.Equal(5, struck.Count);
            Assert.Equal(5, rig.Emulator.Faults.Strikes);
            Assert.True(struck[0] >= 2);
            Assert.NotEqual([2, 3, 4, 5, 6], struck);
            Assert.Equal(first ?? struck, struck);
            first = struck;
        }
    }

    [Fact]
    public async Task A_request_header_and_the_control_endpoint_set_faults_too()
    {
        await using Rig rig = await Rig.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "platform/v1/meta");
        request.Headers.Add("x-emulator-fault", "Status; status=418; body={\"detail\":\"tea\"}");
        using HttpResponseMessage tea = await rig.Http.SendAsync(request);
        Assert.Equal(418, (int)tea.StatusCode);
        Assert.Equal("tea", (await Rig.ReadAsync(tea)).GetProperty("detail").GetString());

        using HttpResponseMessage added = await rig.Http.PostAsync("emulator/faults", new StringContent("HtmlPage; operation=Meta; times=1\n"));
        Assert.Equal(HttpStatusCode.NoContent, added.StatusCode);
        using HttpResponseMessage page = await rig.Http.GetAsync("platform/v1/meta");
        Assert.Equal(HttpStatusCode.BadGateway, page.StatusCode);
        Assert.False(page.Headers.Contains("x-fal-request-id"));
        Assert.Contains("nginx", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using HttpResponseMessage nonsense = await rig.Http.PostAsync("emulator/faults", new StringContent("Nonsense"));
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
        (_, JsonElement journal) = await rig.GetAsync("emulator/journal?operation=Meta");
        Assert.Equal(["Status418", "HtmlPage"], journal.EnumerateArray().Select(e => e.GetProperty("fault").GetString()));
        (_, JsonElement health) = await rig.GetAsync("emulator/health");
        Assert.Equal(Rig.Kling, health.GetProperty("endpoints")[0].GetString());
    }

    [Fact]
    public async Task Every_wire_fault_sends_exactly_what_it_promises()
    {
        await using Rig rig = await Rig.StartAsync();
        byte[] whole = await rig.Http.GetByteArrayAsync("platform/v1/meta");
        int half = whole.Length / 2;
        var expected = new Dictionary<FalFaultKind, (bool Head, int Body, string End)>
        {
            [FalFaultKind.FullFinish] = (true, whole.Length, "fin"),
            [FalFaultKind.FullStall] = (true, whole.Length, "open"),
            [FalFaultKind.FullFin] = (true, whole.Length, "fin"),
            [FalFaultKind.FullReset] = (true, whole.Length, "reset"),
            [FalFaultKind.HalfFinish] = (true, half, "fin"),
            [FalFaultKind.HalfStall] = (true, half, "open"),
            [FalFaultKind.HalfFin] = (true, half, "fin"),
            [FalFaultKind.HalfReset] = (true, half, "reset"),
            [FalFaultKind.HeadersFinish] = (true, 0, "fin"),
            [FalFaultKind.HeadersStall] = (true, 0, "open"),
            [FalFaultKind.HeadersFin] = (true, 0, "fin"),
            [FalFaultKind.HeadersReset] = (true, 0, "reset"),
            [FalFaultKind.NothingFinish] = (true, 0, "fin"),
            [FalFaultKind.NothingStall] = (false, 0, "open"),
            [FalFaultKind.NothingFin] = (false, 0, "fin"),
            [FalFaultKind.NothingReset] = (false, 0, "reset"),
            [FalFaultKind.ByteByByte] = (true, whole.Length, "fin"),
            [FalFaultKind.WrongLength] = (true, whole.Length, "fin"),
        };
        foreach ((FalFaultKind kind, (bool head, int body, string end)) in expected)
        {
            (string text, string how) = await RawAsync(rig, kind, awaited: head ? body : -1, ends: end != "open");
            Assert.Equal((kind, head), (kind, text.StartsWith("HTTP/1.1 200 OK\r\n", StringComparison.Ordinal)));
            Assert.Equal((kind, end), (kind, how));
            if (!head)
                continue;

            int split = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            string sent = text[(split + 4)..];
            if (text[..split].Contains("chunked", StringComparison.Ordinal))
                sent = sent[(sent.IndexOf("\r\n", StringComparison.Ordinal) + 2)..^2];
            Assert.Equal((kind, Encoding.UTF8.GetString(whole.AsSpan(0, body))), (kind, sent));
        }
    }

    private static async Task<(string Text, string End)> RawAsync(Rig rig, FalFaultKind kind, int awaited, bool ends)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, rig.Emulator.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /platform/v1/meta HTTP/1.1\r\nHost: localhost\r\nx-emulator-fault: {kind}\r\n\r\n"));
        if (awaited < 0 && !ends)
        {
            // Nothing will come: the journal says when the fault has struck.
            await rig.Emulator.Journal.WaitForAsync(entry => entry.Fault == kind.ToString() || entry.Headers.Values.Contains(kind.ToString()));
            return ("", socket.Poll(0, SelectMode.SelectRead) ? "closed" : "open");
        }

        var received = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                int count = await socket.ReceiveAsync(buffer);
                if (count == 0)
                    return (Encoding.UTF8.GetString([.. received]), "fin");
                received.AddRange(buffer[..count]);
                string text = Encoding.UTF8.GetString([.. received]);
                int split = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (!ends && split > 0 && received.Count - split - 4 >= awaited)
                    return (text, socket.Poll(0, SelectMode.SelectRead) ? "closed" : "open");
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return (Encoding.UTF8.GetString([.. received]), "reset");
        }
    }

    private static Exception Innermost(Exception e) => e.InnerException is null ? e : Innermost(e.InnerException);
}
