using KlingGen;
using Generated.Tests.Fal.KlingImageV3TextToImage;

namespace Generated.Tests;

/// <summary>Code under test that takes a client's interface, with hand-made doubles in the place of client, job and result: no emulator, no network.</summary>
public sealed class FakeTests
{
    private static readonly FalJobHandle s_handle = new(KlingImageV3TextToImageClient.Id, "job-7");

    [Fact]
    public async Task A_client_a_job_and_a_result_are_made_by_hand()
    {
        string file = await Poster.DrawAsync(new FakeKling(), "a lighthouse", TestContext.Current.CancellationToken);
        Assert.Equal("job-7: https://example.com/lighthouse.png", file);
    }

    [Fact]
    public async Task A_member_of_a_fake_job_that_is_not_overridden_says_so()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => new FakeJob().CancelAsync(TestContext.Current.CancellationToken));
        Assert.Contains("job-7", error.Message, StringComparison.Ordinal);
        Assert.Contains("Override", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The code under test.</summary>
    private static class Poster
    {
        public static async Task<string> DrawAsync(IKlingImageV3TextToImageClient kling, string prompt, CancellationToken cancellationToken)
        {
            FalJob<KlingImageV3TextToImageOutput> job = await kling.SubmitAsync(new() { Prompt = prompt }, cancellationToken: cancellationToken);
            await job.WaitAsync(cancellationToken: cancellationToken);
            FalResult<KlingImageV3TextToImageOutput> result = await job.GetResultAsync(cancellationToken);
            return $"{job.RequestId}: {result.Value.Images[0].Url}";
        }
    }

    private sealed class FakeJob() : FalJob<KlingImageV3TextToImageOutput>(s_handle)
    {
        public override Task<FalQueueStatus> WaitAsync(FalCallOptions? options = null, IProgress<FalQueueStatus>? progress = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new FalQueueStatus { State = FalQueueState.Completed });

        public override Task<FalResult<KlingImageV3TextToImageOutput>> GetResultAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult(new FalResult<KlingImageV3TextToImageOutput>
            {
                Value = new() { Images = [new() { Url = "https://example.com/lighthouse.png" }] },
                EndpointId = s_handle.EndpointId,
                Handle = s_handle,
            });
    }

    private sealed class FakeKling : IKlingImageV3TextToImageClient
    {
        public string EndpointId => KlingImageV3TextToImageClient.Id;

        public FalPrice? ListPrice => null;

        public Task<FalJob<KlingImageV3TextToImageOutput>> SubmitAsync(KlingImageV3TextToImageInput input, FalCallOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<FalJob<KlingImageV3TextToImageOutput>>(new FakeJob());

        public Task<FalResult<KlingImageV3TextToImageOutput>> RunAsync(KlingImageV3TextToImageInput input, FalCallOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<FalResult<KlingImageV3TextToImageOutput>> SubscribeAsync(
            KlingImageV3TextToImageInput input, FalCallOptions? options = null, IProgress<FalQueueStatus>? progress = null,
            Func<FalJobHandle, CancellationToken, ValueTask>? onEnqueue = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public FalJob<KlingImageV3TextToImageOutput> Resume(FalJobHandle handle) => new FakeJob();

        public IAsyncEnumerable<KlingImageV3TextToImageOutput> StreamAsync(KlingImageV3TextToImageInput input, FalCallOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<FalOutcome<KlingImageV3TextToImageInput, KlingImageV3TextToImageOutput>> RunManyAsync(
            IEnumerable<KlingImageV3TextToImageInput> inputs, FalRunManyOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<FalOutcome<KlingImageV3TextToImageInput, KlingImageV3TextToImageOutput>> RunManyAsync(
            IAsyncEnumerable<KlingImageV3TextToImageInput> inputs, FalRunManyOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<FalPrice?> GetPriceAsync(CancellationToken cancellationToken = default) => new((FalPrice?)null);

        public FalCost? EstimateCost(KlingImageV3TextToImageInput input) => null;

        public FalWebhook<KlingImageV3TextToImageOutput> ParseWebhook(FalVerifiedWebhook webhook) => throw new NotSupportedException();
    }
}
