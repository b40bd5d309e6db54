using System.Net;

namespace KlingGen.Emulator.Tests;

public sealed class FaultFileTests
{
    [Fact]
    public async Task Rules_of_a_file_are_in_force_from_the_start_and_remarks_are_passed_over()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("klinggen-faults-").FullName, "faults.txt");
        await File.WriteAllTextAsync(file, "# the service has a bad day\nStatus; operation=Submit; status=503; times=1\n\n", TestContext.Current.CancellationToken);
        await using Rig rig = await Rig.StartAsync(options => options.FaultFile = file);

        using HttpResponseMessage struck = await rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Input(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, struck.StatusCode);
        Assert.NotEmpty(await rig.SubmitAsync());
    }

    [Fact]
    public async Task A_rule_that_names_no_fault_is_refused_at_the_start_with_the_kinds_there_are()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("klinggen-faults-").FullName, "faults.txt");
        await File.WriteAllTextAsync(file, "Thunder", TestContext.Current.CancellationToken);

        FormatException refused = await Assert.ThrowsAsync<FormatException>(() => Rig.StartAsync(options => options.FaultFile = file));

        Assert.Contains("Thunder", refused.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(FalFaultKind.NothingReset), refused.Message, StringComparison.Ordinal);
    }
}
