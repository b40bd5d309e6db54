using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Compiler;

namespace Cli.Tests;

/// <summary>Who said a price, and who gave a document: an emulator's are never taken for the service's.</summary>
public sealed class PriceSourceTests(Emulated emulated) : IClassFixture<Emulated>
{
    private const string Address = "https://fal.ai/api/openapi/queue/openapi.json?endpoint_id=" + KlingSchema.Id;

    private readonly StubService _service = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_emulators_are_marked_by_its_address_or_by_its_answers(bool behindTheServicesNames)
    {
        _service.Documents[KlingSchema.Id] = KlingSchema.Text;
        _service.Prices[KlingSchema.Id] = 0.5m;
        _service.IsEmulator = behindTheServicesNames;
        using CliRun run = behindTheServicesNames ? _service.Run() : new CliRun().Against(emulated.Emulator.Address);

        CliResult add = (await run.RunAsync("add", KlingSchema.Id)).ShouldSucceed();

        LockEntry entry = Entry(run);
        Assert.Equal(("emulator", "emulator"), (entry.Source, entry.QuotedPrice!.Source));
        Assert.Null(entry.Price);
        Assert.Contains("from an emulator is not compiled in", add.Output, StringComparison.Ordinal);
        Assert.Contains("The document comes from an emulator", add.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("A unit costs", add.Output, StringComparison.Ordinal);

        CliResult inspect = (await run.RunAsync("inspect", KlingSchema.Id)).ShouldSucceed();
        Assert.Contains("The price is not known", inspect.Output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse((await run.RunAsync("inspect", KlingSchema.Id, "--json")).ShouldSucceed().Output);
        Assert.Equal(("emulator", false), (json.RootElement.GetProperty("price").GetProperty("source").GetString(), json.RootElement.GetProperty("price").GetProperty("ofService").GetBoolean()));
        string code = (await run.RunAsync("inspect", KlingSchema.Id, "--code")).ShouldSucceed().Output;
        Assert.DoesNotContain("FalPrice", code, StringComparison.Ordinal);

        Assert.Contains("comes from an emulator", (await run.RunAsync("doctor")).Output, StringComparison.Ordinal);
        CliResult check = (await run.RunAsync("check")).ShouldSucceed();
        Assert.Contains("KLC010", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_services_are_kept_as_such_and_compiled_in()
    {
        _service.Documents[KlingSchema.Id] = KlingSchema.Text;
        _service.Prices[KlingSchema.Id] = 0.5m;
        using CliRun run = _service.Run();
        CliResult add = (await run.RunAsync("add", KlingSchema.Id)).ShouldSucceed();
        Assert.Contains("A unit costs 0.5 USD", add.Output, StringComparison.Ordinal);
        Assert.Equal((Address, "https://api.fal.ai"), (Entry(run).Source, Entry(run).Price!.Source));
        Assert.Contains("new FalPrice(0.5m", (await run.RunAsync("inspect", KlingSchema.Id, "--code")).ShouldSucceed().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("KLC010", (await run.RunAsync("check")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emulator_takes_nothing_from_what_the_service_said()
    {
        _service.Documents[KlingSchema.Id] = KlingSchema.Text;
        _service.Prices[KlingSchema.Id] = 0.5m;
        using CliRun run = _service.Run();
        (await run.RunAsync("add", KlingSchema.Id)).ShouldSucceed();
        string locked = run.Read($"schemas/{LockFile.FileName}");

        _service.IsEmulator = true;
        _service.Prices[KlingSchema.Id] = 7m;
        foreach (string command in (string[])["refresh", "add"])
        {
            (await run.RunAsync(command, KlingSchema.Id)).ShouldSucceed();
            Assert.Equal(locked, run.Read($"schemas/{LockFile.FileName}"));
        }
        CliResult diff = (await run.RunAsync("diff")).ShouldSucceed();
        Assert.DoesNotContain("KLD048", diff.Output, StringComparison.Ordinal);
        Assert.Contains("an emulator's", diff.Output, StringComparison.Ordinal);
        (await run.RunAsync("refresh", "--check")).ShouldSucceed();
    }

    [Fact]
    public async Task The_service_takes_the_place_of_an_emulator()
    {
        _service.Documents[KlingSchema.Id] = KlingSchema.Text;
        _service.Prices[KlingSchema.Id] = 0.5m;
        _service.IsEmulator = true;
        using CliRun run = _service.Run();
        (await run.RunAsync("add", KlingSchema.Id)).ShouldSucceed();
        _service.IsEmulator = false;

        Assert.Equal(ExitCodes.Findings, (await run.RunAsync("refresh", "--check")).ExitCode);
        CliResult refresh = (await run.RunAsync("refresh")).ShouldSucceed();

        Assert.Contains("relocked", refresh.Output, StringComparison.Ordinal);
        Assert.Equal((Address, "https://api.fal.ai", 0.5m), (Entry(run).Source, Entry(run).Price!.Source, Entry(run).Price!.Amount));
        (await run.RunAsync("refresh", "--check")).ShouldSucceed();
    }

    /// <summary>Files of before, in which no price says where it comes from: some are an emulator's under the service's name.</summary>
    [Fact]
    public async Task A_price_of_unknown_origin_is_read_shown_and_not_compiled_in()
    {
        using var run = new CliRun();
        run.Write($"schemas/{KlingSchema.FileName}", KlingSchema.Text);
        run.Write(
            $"schemas/{LockFile.FileName}",
            """{"version":1,"endpoints":{"ID":{"file":"FILE","source":"ADDRESS","fetched":"2026-11-26T13:49:16Z","tool":"0.1.0","sha256":"HASH","price":{"amount":0.028,"currency":"USD","date":"2026-11-26","unit":"images"}}}}"""
                .Replace("ID", KlingSchema.Id, StringComparison.Ordinal).Replace("FILE", KlingSchema.FileName, StringComparison.Ordinal)
                .Replace("ADDRESS", Address, StringComparison.Ordinal).Replace("HASH", CanonicalForm.Of("", KlingSchema.Text).Form!.Sha256, StringComparison.Ordinal));
        Assert.Equal(0.028m, Entry(run).QuotedPrice!.Amount);
        Assert.Contains("0.028 USD (unit: images; 2026-11-26) of unknown origin is not compiled in", (await run.RunAsync("inspect", KlingSchema.Id)).ShouldSucceed().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FalPrice", (await run.RunAsync("inspect", KlingSchema.Id, "--code")).ShouldSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("KLC010", (await run.RunAsync("check")).ShouldSucceed().Output, StringComparison.Ordinal);
    }

    private static LockEntry Entry(CliRun run) => Assert.Single(LockFile.Read("", run.Read($"schemas/{LockFile.FileName}")).File.Entries);
}
