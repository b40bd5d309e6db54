using System.Text.Json.Nodes;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Hosts;

/// <summary>Addresses and redirects that lead elsewhere: a stranger on this machine sees the key 0 times.</summary>
public sealed class HostileHostTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Sixty_addresses_in_the_submits_answer_lead_the_key_nowhere()
    {
        await using var stranger = new ForeignListener();
        await using Rig rig = await Rig.StartAsync();
        using var tap = new Wiretap(rig.Emulator.Address, stranger.Port);
        using var http = new HttpClient(tap);
        string[] urls = HostileUrls.Of(stranger.Port, rig.Emulator.Address);
        Assert.True(urls.Distinct().Count() >= 60, $"{urls.Length} addresses");
        int calls = 0;
        foreach (string url in urls)
        {
            foreach (HttpClient? way in new[] { null, http })
                calls += await FollowAsync(rig, url, way);
        }

        await stranger.StopAsync();
        output.WriteLine($"{urls.Length} addresses, {calls} calls, {stranger.Connections} connections to the stranger, key seen {stranger.KeysSeen + tap.KeysToStrangers} times");
        Assert.Equal((0, 0, 0), (stranger.Connections, stranger.KeysSeen, tap.KeysToStrangers));
    }

    [Fact]
    public async Task Redirects_lead_the_key_nowhere()
    {
        await using var stranger = new ForeignListener();
        await using Rig rig = await Rig.StartAsync();
        using var tap = new Wiretap(rig.Emulator.Address, stranger.Port);
        using var tapped = new HttpClient(tap);
        // What many programs have: it follows redirects.
        using var following = new HttpClient();
        var outcomes = new Tally();
        foreach (int status in new[] { 301, 302, 303, 307, 308 })
        {
            foreach (Call call in Calls.All)
            {
                foreach (HttpClient? http in new[] { null, tapped, following })
                    outcomes.Add(call.ToString(), await RedirectAsync(rig, call, status, stranger.Port, http));
            }
        }

        await stranger.StopAsync();
        output.WriteLine($"{outcomes.Total} redirected calls, {stranger.Connections} connections to the stranger, key seen {stranger.KeysSeen + tap.KeysToStrangers} times");
        output.WriteLine(outcomes.ToString());
        Assert.Equal((0, 0), (stranger.KeysSeen, tap.KeysToStrangers));
        Assert.DoesNotContain(stranger.Heard, static heard => heard.Contains("a secret prompt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_follows_the_address_it_is_given_is_seen_by_the_stranger()
    {
        await using var stranger = new ForeignListener();
        await using Rig rig = await Rig.StartAsync();
        using var tap = new Wiretap(rig.Emulator.Address, stranger.Port);
        using var http = new HttpClient(tap);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://queue.fal.run.evil.example/requests/x/status");
        request.Headers.TryAddWithoutValidation("Authorization", "Key " + Rig.CanaryKey);
        (await http.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        await stranger.StopAsync();
        Assert.Equal((1, 1, 1), (stranger.Connections, stranger.KeysSeen, tap.KeysToStrangers));
    }

    private static async Task<int> FollowAsync(Rig rig, string url, HttpClient? http)
    {
        rig.Emulator.Faults.Clear();
        FalJobHandle real = await rig.SubmitAsync("a job");
        var answer = new JsonObject
        {
            ["status"] = "IN_QUEUE",
            ["request_id"] = real.RequestId,
            ["queue_position"] = 0,
            ["response_url"] = url,
            ["status_url"] = url,
            ["cancel_url"] = url,
        };
        rig.Emulator.Faults.Add(Answer(KlingGen.Emulator.FalOperation.Submit, answer));
        answer["status"] = "COMPLETED";
        rig.Emulator.Faults.Add(Answer(KlingGen.Emulator.FalOperation.Status, answer));

        using FalClient client = rig.NewClient(http: http);
        CancellationToken token = TestContext.Current.CancellationToken;
        FalJob<FalJson> job = await HangGuard.Within(client.Endpoint(Rig.Id).SubmitAsync(Rig.Input("a job"), cancellationToken: token), url);
        Assert.Equal(real.RequestId, job.RequestId);
        Assert.Equal(FalQueueState.Completed, (await HangGuard.Within(job.GetStatusAsync(cancellationToken: token), url)).State);
        await HangGuard.Within(job.WaitAsync(cancellationToken: token), url);
        await HangGuard.Within(job.GetResultAsync(token), url);
        Assert.Equal(FalCancelStatus.AlreadyCompleted, await HangGuard.Within(job.CancelAsync(token), url));
        return 5;
    }

    private static FalFault Answer(KlingGen.Emulator.FalOperation operation, JsonObject body) =>
        new() { Operation = operation, Kind = FalFaultKind.Status, StatusCode = 200, Body = body.ToJsonString() };

    private static async Task<string> RedirectAsync(Rig rig, Call call, int status, int port, HttpClient? http)
    {
        rig.Emulator.Faults.Clear();
        FalJobHandle? handle = call.HasJob() ? await rig.SubmitAsync("a job") : null;
        string? url = call is Call.Download or Call.Read ? await rig.FileUrlAsync() : null;
        rig.Emulator.Faults.Add(new FalFault
        {
            Kind = FalFaultKind.Status,
            Operation = call.Operation(),
            StatusCode = status,
            Body = "",
            Headers = new Dictionary<string, string> { ["Location"] = $"http://127.0.0.1:{port}/queue/elsewhere" },
        });
        using FalClient client = rig.NewClient(http: http);
        try
        {
            await HangGuard.Within(call.InvokeAsync(client, "a secret prompt", handle, url), $"{call} redirected by {status}");
            return "success";
        }
        catch (FalException error)
        {
            Evidence.Run.Add("redirect", error);
            return error.GetType().Name;
        }
    }
}
