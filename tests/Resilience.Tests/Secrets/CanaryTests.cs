using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.Extensions.Logging;
using Resilience.Tests.Support;

namespace Resilience.Tests.Secrets;

/// <summary>
/// The key of every client of this project is a canary. Here a service sends it back in every place of an error; the whole run is searched at its end
/// (<see cref="RunWatch"/>).
/// </summary>
public sealed class CanaryTests(ITestOutputHelper output)
{
    private static readonly string Secret = Rig.CanaryKey[(Rig.CanaryKey.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static readonly string[] Echoes =
    [
        $$"""{"detail":"No user found for Key {{Rig.CanaryKey}}"}""",
        $$"""{"detail":[{"loc":["body","{{Rig.CanaryKey}}"],"msg":"{{Rig.CanaryKey}}","type":"{{Rig.CanaryKey}}","ctx":{"limit":"{{Secret}}"},"input":"{{Rig.CanaryKey}}"}]}""",
        $$"""{"error":{"message":"{{Rig.CanaryKey}}","type":"{{Secret}}"} }""",
        $$"""{"detail":"x","error_type":"{{Rig.CanaryKey}}"}""",
        $"<html>Authorization: Key {Rig.CanaryKey}</html>",
        $"plain words with {Secret}",
        $$"""{"request_id": {"{{Rig.CanaryKey}}": """,
    ];

    [Fact]
    public async Task A_service_that_echoes_the_key_does_not_make_it_known()
    {
        var evidence = new Evidence(Rig.CanaryKey);
        using var listener = evidence.Listen();
        var outcomes = new Tally();
        await using Rig rig = await Rig.StartAsync();
        foreach (Call call in Calls.All)
        {
            foreach (int status in new[] { 200, 400, 401, 422, 429, 500, 502 })
            {
                foreach (string echo in Echoes)
                    outcomes.Add(call.ToString(), await EchoAsync(rig, evidence, call, status, echo));
            }
        }

        output.WriteLine($"{outcomes.Total} calls answered with the key; searched {evidence.Texts} texts of {evidence.Characters} characters");
        output.WriteLine(outcomes.ToString());
        Assert.True(evidence.Texts > outcomes.Total);
        Assert.True(evidence.Leaks.Count == 0, string.Join('\n', evidence.Leaks.Select(static leak => $"{leak.Key}: {leak.Value}")));
    }

    [Fact]
    public void The_search_finds_a_deliberate_leak_wherever_it_is()
    {
        var evidence = new Evidence(Rig.CanaryKey);
        using var listener = evidence.Listen();
        evidence.Add("text", "Key " + Rig.CanaryKey.ToUpperInvariant());
        evidence.Add("exception", new FalException("outer", new InvalidOperationException(Secret)));
        evidence.Add("property", new FalApiException("harmless") { ErrorType = Rig.CanaryKey });
#pragma warning disable CA1848, CA1873, CA2254 // A leak as careless as it would really be.
        ((ILoggerFactory)evidence).CreateLogger("category").LogInformation("sent {Header}", "Key " + Rig.CanaryKey);
#pragma warning restore CA1848, CA1873, CA2254
        using (var source = new System.Diagnostics.ActivitySource(Evidence.DeliberateLeak))
        using (System.Diagnostics.Activity? activity = source.StartActivity("call"))
            activity!.SetTag("http.request.header.authorization", "Key " + Rig.CanaryKey);

        string[] sources = ["text", "exception as text", "exception message", "property ErrorType", "log category", "log category Header", "tag http.request.header.authorization"];
        Assert.All(sources, source => Assert.Contains(source, evidence.Leaks.Keys));
    }

    private static async Task<string> EchoAsync(Rig rig, Evidence evidence, Call call, int status, string echo)
    {
        rig.Emulator.Faults.Clear();
        FalJobHandle? handle = call.HasJob() ? await rig.SubmitAsync("a job") : null;
        string? url = call is Call.Download or Call.Read ? await rig.FileUrlAsync() : null;
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, Operation = call.Operation(), StatusCode = status, Body = echo });
        using FalClient client = rig.NewClient(options => options.LoggerFactory = evidence);
        evidence.Add("client", client.ToString());
        try
        {
            string result = await HangGuard.Within(call.InvokeAsync(client, "a prompt", handle, url), $"{call} {status}");
            // What an endpoint answers with success is the caller's: only the library's own texts are searched.
            return result.Length > 0 ? "success" : "nothing";
        }
        catch (FalException error)
        {
            evidence.Add(call.ToString(), error);
            return error.GetType().Name;
        }
    }
}
