using System.Diagnostics;
using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Emulator;
using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol.Client;

namespace Cli.Tests.Mcp;

/// <summary><c>klinggen mcp</c> as a real client of the protocol sees it: real processes, real sockets, kills. The emulator's book is the evidence for the money.</summary>
public sealed class McpTests(ITestOutputHelper output)
{
    private const string Kling = "fal-ai_kling-image_v3_text-to-image";
    private const string KlingId = "fal-ai/kling-image/v3/text-to-image";

    [Fact]
    public async Task The_locked_endpoints_are_tools_with_price_and_schema()
    {
        await using McpRig rig = await McpRig.StartAsync();
        (McpClient client, _) = await rig.ConnectAsync(null, "--emulator", rig.Emulator.Address.AbsoluteUri);
        await using McpClient open = client;
        IList<McpClientTool> tools = await client.ListToolsAsync(cancellationToken: McpRig.Token);
        Assert.Equal(["check_job", Kling, "fal-ai_kling-video_v2_5-turbo_pro_image-to-video", "job_result"], tools.Select(static tool => tool.Name).Order(StringComparer.Ordinal));
        McpClientTool kling = tools.Single(static tool => tool.Name == Kling);
        Assert.EndsWith("Costs 0.028 USD an image.", kling.Description, StringComparison.Ordinal);
        Assert.Equal(9, kling.JsonSchema.GetProperty("properties").GetProperty("num_images").GetProperty("maximum").GetInt32());
        Assert.Equal("klinggen", client.ServerInfo?.Name);

        JsonElement made = await McpRig.CallAsync(client, Kling, ("prompt", "a lighthouse"), ("num_images", "2"), ("aspect_ratio", "1:1"));
        Assert.Equal(("completed", "0.056 USD", "0.944 USD"), (made.GetProperty("status").GetString(), made.GetProperty("cost").GetString(), made.GetProperty("budget_left").GetString()));
        Assert.Equal(2, made.GetProperty("output").GetProperty("images").GetArrayLength());
        Assert.Equal(0.056m, rig.Emulator.Billing.Total);

        JsonElement refused = await McpRig.CallAsync(client, Kling, ("promt", "x"), ("num_images", 12));
        Assert.Equal(["promt is not an argument; did you mean prompt?", "prompt is missing (What the images should show)"], refused.GetProperty("errors").EnumerateArray().Select(static error => error.GetString()!));
        Assert.Equal(["num_images is 12, but must be at most 9"], (await McpRig.CallAsync(client, Kling, ("prompt", "x"), ("num_images", 12))).GetProperty("errors").EnumerateArray().Select(static error => error.GetString()!));
        // The video's price is not in the lock file and its cost follows from nothing.
        Assert.Equal("refused", (await McpRig.CallAsync(client, "fal-ai_kling-video_v2_5-turbo_pro_image-to-video", ("prompt", "x"), ("image_url", "https://example.org/a.png"))).GetProperty("status").GetString());
        rig.Emulator.Journal.AssertSubmittedOnce(KlingId);
    }

    [Fact]
    public async Task A_client_that_spends_for_ever_stops_at_the_cap_over_restarts()
    {
        await using McpRig rig = await McpRig.StartAsync();
        int bought = 0, refused = 0;
        for (int process = 0; process < 3; process++)
        {
            (McpClient client, Process server) = await rig.ConnectAsync(null, "--emulator", rig.Emulator.Address.AbsoluteUri, "--budget", "0.30");
            for (int call = 0; call < 6; call++)
            {
                JsonElement answer = await McpRig.CallAsync(client, Kling, ("prompt", $"picture {process} {call}"), ("num_images", 1 + (call % 2)));
                _ = answer.GetProperty("status").GetString() == "completed" ? bought++ : refused++;
            }
            // No farewell: the next process knows from the journal alone.
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(McpRig.Token);
        }
        output.WriteLine($"{bought} bought, {refused} refused, billed {rig.Emulator.Billing.Total} of 0.30");
        Assert.Equal(bought, rig.Emulator.Billing.Events.Count);
        Assert.Equal(0.280m, rig.Emulator.Billing.Total);
        Assert.True(refused > 5);
    }

    [Fact]
    public async Task A_job_is_submitted_by_one_process_and_fetched_by_the_next()
    {
        var clock = new FakeTimeProvider();
        await using McpRig rig = await McpRig.StartAsync(new FalEmulatorTiming { QueueTime = TimeSpan.FromMinutes(1), RunTime = TimeSpan.FromMinutes(1) }, clock);
        string[] arguments = ["--emulator", rig.Emulator.Address.AbsoluteUri, "--wait", "0", "--budget", "0.1"];
        (McpClient first, Process killed) = await rig.ConnectAsync(null, arguments);
        JsonElement begun = await McpRig.CallAsync(first, Kling, ("prompt", "a lighthouse"), ("num_images", 2));
        Assert.Equal("pending", begun.GetProperty("status").GetString());
        string job = begun.GetProperty("job").GetString()!;
        killed.Kill(entireProcessTree: true);
        await killed.WaitForExitAsync(McpRig.Token);

        (McpClient second, _) = await rig.ConnectAsync(null, arguments);
        await using McpClient open = second;
        Assert.Equal(("pending", "0.044 USD"), ((await McpRig.CallAsync(second, "check_job", ("job", job))).GetProperty("status").GetString(), (await McpRig.CallAsync(second, "job_result", ("job", job))).GetProperty("budget_left").GetString()));
        clock.Advance(TimeSpan.FromMinutes(5));
        JsonElement result = await McpRig.CallAsync(second, "job_result", ("job", job));
        Assert.Equal(("completed", "0.056 USD", 2), (result.GetProperty("status").GetString(), result.GetProperty("cost").GetString(), result.GetProperty("output").GetProperty("images").GetArrayLength()));
        // What is left pays for one image and no more.
        Assert.Equal("refused", (await McpRig.CallAsync(second, Kling, ("prompt", "x"), ("num_images", 2))).GetProperty("status").GetString());

        rig.Emulator.Journal.AssertSubmittedOnce(KlingId);
        Assert.Equal(0.056m, rig.Emulator.Billing.Total);
        string[] lines = rig.Run.JournalLines;
        Assert.Contains(lines, static line => line.Contains("\"completed\"", StringComparison.Ordinal) && line.Contains("0.056", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.Contains("mcp:default", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_submit_that_was_never_answered_counts_as_spent_after_a_restart()
    {
        await using McpRig rig = await McpRig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.NothingFin, Operation = FalOperation.Submit, Times = 1 });
        string[] arguments = ["--emulator", rig.Emulator.Address.AbsoluteUri, "--budget", "0.05"];
        (McpClient first, Process server) = await rig.ConnectAsync(null, arguments);
        JsonElement unknown = await McpRig.CallAsync(first, Kling, ("prompt", "x"));
        Assert.Equal(("unknown", "0.022 USD"), (unknown.GetProperty("status").GetString(), unknown.GetProperty("budget_left").GetString()));
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync(McpRig.Token);
        (McpClient second, _) = await rig.ConnectAsync(null, arguments);
        await using McpClient open = second;
        Assert.Equal("refused", (await McpRig.CallAsync(second, Kling, ("prompt", "x"))).GetProperty("status").GetString());
        Assert.True(rig.Emulator.Billing.Total <= 0.05m);
    }

    [Fact]
    public async Task A_person_is_asked_above_the_limit_and_a_client_that_cannot_ask_is_refused()
    {
        await using McpRig rig = await McpRig.StartAsync();
        string[] arguments = ["--emulator", rig.Emulator.Address.AbsoluteUri, "--ask-above", "0.05", "--session"];
        var asked = new List<string>();
        bool says = false;
        (McpClient client, _) = await rig.ConnectAsync(
            request =>
            {
                asked.Add(request.Message);
                return says;
            },
            [.. arguments, "asks"]);
        await using (client)
        {
            Assert.Equal("completed", (await McpRig.CallAsync(client, Kling, ("prompt", "x"))).GetProperty("status").GetString());
            Assert.Empty(asked);
            Assert.Equal("The user has not approved the call", (await McpRig.CallAsync(client, Kling, ("prompt", "x"), ("num_images", 2))).GetProperty("errors")[0].GetString());
            says = true;
            Assert.Equal("completed", (await McpRig.CallAsync(client, Kling, ("prompt", "x"), ("num_images", 2))).GetProperty("status").GetString());
            Assert.Equal([$"A call of {KlingId} costs 0.056 USD. Buy it?", $"A call of {KlingId} costs 0.056 USD. Buy it?"], asked);
        }
        (McpClient mute, _) = await rig.ConnectAsync(null, [.. arguments, "mute"]);
        await using McpClient open = mute;
        Assert.Equal("refused", (await McpRig.CallAsync(mute, Kling, ("prompt", "x"), ("num_images", 2))).GetProperty("status").GetString());
        Assert.Equal(0.084m, rig.Emulator.Billing.Total);
    }

    [Fact]
    public async Task Files_come_from_the_folder_alone_and_private_addresses_from_nowhere()
    {
        await using McpRig rig = await McpRig.StartAsync();
        Directory.CreateDirectory(Path.Combine(rig.Run.Folder, "pictures"));
        File.Copy(KlingGen.TestKit.Repository.File("samples/ImageToVideo/lighthouse.png"), Path.Combine(rig.Run.Folder, "pictures", "face.png"));
        rig.Run.Write("secret.png", "x");
        (McpClient client, _) = await rig.ConnectAsync(null, "--emulator", rig.Emulator.Address.AbsoluteUri, "--files", "pictures");
        await using McpClient open = client;
        foreach (string name in new[] { "../secret.png", "/etc/passwd", "http://169.254.169.254/latest" })
        {
            JsonElement refused = await McpRig.CallAsync(client, Kling, ("prompt", "x"), ("elements", new[] { new Dictionary<string, string> { ["frontal_image_url"] = name } }));
            Assert.StartsWith("elements[0].frontal_image_url is ", refused.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        }
        Assert.Empty(rig.Emulator.Journal.Entries);
        JsonElement made = await McpRig.CallAsync(client, Kling, ("prompt", "x"), ("elements", new[] { new Dictionary<string, string> { ["frontal_image_url"] = "face.png" } }));
        Assert.Equal("completed", made.GetProperty("status").GetString());
        Assert.Contains(rig.Emulator.Address.Authority, rig.Emulator.Journal.AssertSubmittedOnce(KlingId).BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_serves_http_offline_to_callers_of_this_machine_alone()
    {
        await using McpRig rig = await McpRig.StartAsync();
        Process server = rig.Start("--emulator", "--http", "0", "--wait", "60", "--ask-above", "0.05");
        string? ready = await server.StandardOutput.ReadLineAsync(McpRig.Token);
        var address = new Uri(ready!.Split(' ')[2]);
        Assert.Contains("2 endpoints of an emulator at http://127.0.0.1:", ready, StringComparison.Ordinal);
        await using (McpClient client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = address, TransportMode = HttpTransportMode.StreamableHttp }), McpRig.Options(static request => request.Message.Contains("0.084 USD", StringComparison.Ordinal)), cancellationToken: McpRig.Token))
        {
            Assert.Equal("refused", (await McpRig.CallAsync(client, Kling, ("prompt", "x"), ("num_images", 2))).GetProperty("status").GetString());
            Assert.Equal("completed", (await McpRig.CallAsync(client, Kling, ("prompt", "x"), ("num_images", 3))).GetProperty("status").GetString());
            JsonElement made = await McpRig.CallAsync(client, Kling, ("prompt", "a lighthouse"));
            Assert.Equal(("completed", "0.028 USD"), (made.GetProperty("status").GetString(), made.GetProperty("cost").GetString()));
        }

        using var http = new HttpClient();
        foreach ((string name, string value) in new[] { ("Origin", "https://evil.example"), ("Host", "evil.example") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation(name, value);
            using HttpResponseMessage answer = await http.SendAsync(request, McpRig.Token);
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Empty(rig.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task Two_servers_do_not_spend_one_budget()
    {
        await using McpRig rig = await McpRig.StartAsync();
        (McpClient client, _) = await rig.ConnectAsync(null, "--emulator", rig.Emulator.Address.AbsoluteUri);
        await using McpClient open = client;
        rig.Run.Against(rig.Emulator.Address);
        CliResult second = await rig.Run.RunAsync("mcp");
        Assert.Contains("Another klinggen mcp spends the budget 'default'. End it, or give this one a budget of its own with --session.", second.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, second.ExitCode);
    }

    [Theory]
    [InlineData("There is no klinggen.lock.json", "mcp", "--emulator")]
    [InlineData("--budget takes a number", "mcp", "--budget", "much")]
    [InlineData("--session takes a name", "mcp", "--session", "a/b")]
    [InlineData("--http takes a port", "mcp", "--http", "70000")]
    [InlineData("there is no folder 'nowhere'", "mcp", "--files", "nowhere")]
    [InlineData("--wait takes a number", "mcp", "--wait", "long")]
    public async Task Bad_input_is_one_sentence(string text, params string[] arguments)
    {
        using var run = new CliRun();
        CliResult result = await run.RunAsync(arguments);
        Assert.Contains(text, result.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, result.ExitCode);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_locked_and_a_missing_key_are_named_with_their_remedy()
    {
        await using McpRig rig = await McpRig.StartAsync();
        Assert.Contains("Add it with 'klinggen add acme/gone'.", (await rig.Run.RunAsync("mcp", "acme/gone")).Error, StringComparison.Ordinal);
        Assert.Contains("There is no API key", (await rig.Run.RunAsync("mcp")).Error, StringComparison.Ordinal);
    }
}
