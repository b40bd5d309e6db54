namespace KlingGen.Emulator.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Paths_that_cannot_be_served_are_named()
    {
        var missing = new FalEmulatorOptions { Schemas = { "no/such/file.json" } };
        FileNotFoundException notFound = await Assert.ThrowsAsync<FileNotFoundException>(() => FalEmulator.StartAsync(missing));
        Assert.Contains(Path.GetFullPath("no/such/file.json"), notFound.Message, StringComparison.Ordinal);

        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{"openapi":"3.0.4"}""");
            var wrong = new FalEmulatorOptions { Schemas = { file } };
            InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(() => FalEmulator.StartAsync(wrong));
            Assert.Contains("paths", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Dispose_frees_the_port_and_cuts_what_is_open()
    {
        Rig rig = await Rig.StartAsync(o => o.Timing = new FalEmulatorTiming { QueueTime = TimeSpan.FromHours(1) });
        string id = await rig.SubmitAsync();
        using HttpResponseMessage response = await rig.Http.GetAsync($"queue/{Rig.App}/requests/{id}/status/stream", HttpCompletionOption.ResponseHeadersRead);
        Task<string> reading = response.Content.ReadAsStringAsync();
        int port = rig.Emulator.Address.Port;
        await rig.Emulator.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => reading);

        await using FalEmulator again = await FalEmulator.StartAsync(new FalEmulatorOptions { Port = port });
        Assert.Equal(port, again.Address.Port);
        await Assert.ThrowsAsync<IOException>(() => FalEmulator.StartAsync(new FalEmulatorOptions { Port = port }));
        rig.Http.Dispose();
    }
}
