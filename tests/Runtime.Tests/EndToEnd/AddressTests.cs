using KlingGen;
using KlingGen.Emulator;
using Runtime.Tests.Support;
using Op = KlingGen.Emulator.FalOperation;

namespace Runtime.Tests.EndToEnd;

/// <summary>Every form of handed-out addresses × every call about a job, over a real socket; the emulator's journal is the evidence.</summary>
public class AddressTests
{
    private static readonly Op[] AboutJobs = [Op.Status, Op.StatusStream, Op.Result, Op.Cancel];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<FalAddressStyle, FalAddressOrigin> Forms
    {
        get
        {
            var forms = new TheoryData<FalAddressStyle, FalAddressOrigin>();
            foreach (FalAddressStyle style in Enum.GetValues<FalAddressStyle>())
            {
                foreach (FalAddressOrigin origin in Enum.GetValues<FalAddressOrigin>())
                    forms.Add(style, origin);
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Calls_follow_what_they_are_handed_in_this_process_and_the_next(FalAddressStyle style, FalAddressOrigin origin)
    {
        await using Stage stage = await Stage.OpenAsync(configure: options => (options.AddressStyle, options.AddressOrigin) = (style, origin));
        FalJob<StudioOutput> job = await stage.NewEndpoint().SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        await UseAsync(job);
        await UseAsync(stage.NewEndpoint().Resume(FalJobHandle.Parse(job.Handle.ToJson())));

        string marker = style switch
        {
            FalAddressStyle.Token => "/queue/q/",
            FalAddressStyle.FullId or FalAddressStyle.Response => $"/queue/{Stage.Id}/requests/",
            _ => "/queue/fal-ai/kling-image/requests/",
        };
        foreach (Op operation in AboutJobs)
        {
            Assert.Equal(2, stage.Journal.Count(operation));
            Assert.All(stage.Journal.Of(operation), entry => Assert.StartsWith(marker, entry.Path, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(stage.Journal.Entries, static entry => entry.Status is 404 or 405);
        stage.Journal.AssertSubmittedOnce(Stage.Id);
    }

    [Fact]
    public async Task A_client_that_builds_its_addresses_finds_nothing_behind_tokens()
    {
        await using Stage stage = await Stage.OpenAsync(configure: static options => options.AddressStyle = FalAddressStyle.Token);
        FalJob<StudioOutput> job = await stage.NewEndpoint().SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        FalJob<StudioOutput> built = stage.NewEndpoint().Resume(new FalJobHandle(job.EndpointId, job.RequestId));
        Assert.Equal(404, (int)(await Assert.ThrowsAsync<FalApiException>(() => built.GetResultAsync(Cancellation))).StatusCode!);
        Assert.Single((await job.GetResultAsync(Cancellation)).Value.Images);
    }

    [Theory]
    [InlineData("https://elsewhere.example/x")]
    [InlineData("http://user:password@127.0.0.1:1/")]
    [InlineData("https://queue.fal.run.elsewhere.example/")]
    [InlineData("https://queue.fal.run:8443/")]
    [InlineData("http://queue.fal.run/")]
    [InlineData("{own}queue/nowhere/")]
    [InlineData("{own}nowhere/")]
    public async Task Addresses_that_lead_elsewhere_or_nowhere_cost_nothing_but_a_request(string elsewhere)
    {
        var options = new FalEmulatorOptions();
        await using Stage stage = await Stage.OpenAsync(configure: created => options = created);
        options.QueueAddressBase = new Uri(elsewhere.Replace("{own}", stage.Emulator.Address.ToString(), StringComparison.Ordinal));
        FalJob<StudioOutput> job = await stage.NewEndpoint().SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        await UseAsync(job);
        await UseAsync(stage.NewEndpoint().Resume(FalJobHandle.Parse(job.Handle.ToJson())));
        Assert.All(AboutJobs, operation => Assert.Contains(stage.Journal.Of(operation), static entry => entry.Status is not (404 or 405)));
        Assert.DoesNotContain("elsewhere", job.Handle.ToJson(), StringComparison.Ordinal);
        stage.Journal.AssertSubmittedOnce(Stage.Id);
    }

    private static async Task UseAsync(FalJob<StudioOutput> job)
    {
        Assert.Equal(FalQueueState.Completed, (await job.GetStatusAsync(logs: true, Cancellation)).State);
        await job.WaitAsync(cancellationToken: Cancellation);
        Assert.Single((await job.GetResultAsync(Cancellation)).Value.Images);
        Assert.Equal(FalCancelStatus.AlreadyCompleted, await job.CancelAsync(Cancellation));
    }
}
