using KlingGen.TestKit;
using Page.Tests;

namespace Interop;

/// <summary>Clients of the service in Node, each led to <c>klinggen serve</c> by what it offers for it.</summary>
public sealed class NodeTests
{
    [Theory]
    [InlineData("official", nameof(Checks.Official))]
    [InlineData("ai-sdk", nameof(Checks.AiSdk))]
    [InlineData("huggingface", nameof(Checks.HuggingFace))]
    [InlineData("tanstack", nameof(Checks.TanStack))]
    public async Task A_client_takes_the_emulator_for_the_service(string client, string checks)
    {
        Packages.SkipWithoutNode();
        await using Served served = await Served.StartAsync(Repository.File("schemas"), Repository.File("tests/Interop/schemas"));
        CommandResult run = await CommandLine.RunAsync(Packages.Folder, "node", "--experimental-websocket", "interop.mjs", served.Address.AbsoluteUri, client);
        string[] expected = checks switch { nameof(Checks.Official) => Checks.Official, nameof(Checks.AiSdk) => Checks.AiSdk, nameof(Checks.HuggingFace) => Checks.HuggingFace, _ => Checks.TanStack };
        Checks.Assess(expected, run.Output.Split('\n'), run.Error);
    }

    [Fact]
    public async Task The_official_client_verifies_the_certificate_of_https()
    {
        Packages.SkipWithoutNode();
        string data = Directory.CreateTempSubdirectory("klinggen-interop-").FullName;
        try
        {
            await using Served served = await Served.StartAsync("--https", "--data", data);
            var trust = new Dictionary<string, string> { ["NODE_EXTRA_CA_CERTS"] = served.Ready.GetProperty("certificate").GetString()! };
            CommandResult run = await CommandLine.RunAsync(Packages.Folder, trust, "node", "--experimental-websocket", "interop.mjs", served.Address.AbsoluteUri, "official");
            Checks.Assess(Checks.Official, run.Output.Split('\n'), run.Error);

            CommandResult distrustful = await CommandLine.RunAsync(Packages.Folder, "node", "--experimental-websocket", "interop.mjs", served.Address.AbsoluteUri, "reach");
            Assert.Equal(1, distrustful.ExitCode);
            Assert.Contains("self-signed certificate", distrustful.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
