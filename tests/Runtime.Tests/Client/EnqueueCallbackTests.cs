using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Client;

/// <summary>The callback that stores a handle: awaited before any waiting, and when it fails the job stays and its handle comes with the exception.</summary>
public sealed class EnqueueCallbackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_awaited_before_the_waiting_starts()
    {
        using var studio = new Studio(Studio.Happy());
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var called = new TaskCompletionSource<FalJobHandle>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<FalResult<StudioOutput>> call = studio.Endpoint.SubscribeAsync(
            Studio.Input,
            onEnqueue: async (handle, _) =>
            {
                called.SetResult(handle);
                await stored.Task;
            },
            cancellationToken: Cancellation);

        Assert.Equal("job-1", (await called.Task).RequestId);
        Assert.Single(studio.Handler.Requests);
        stored.SetResult();
        Assert.Equal("job-1", (await call).RequestId);
        Assert.Equal(3, studio.Handler.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_it_fails_the_job_stays_and_the_exception_has_the_handle(bool many)
    {
        using var studio = new Studio(Studio.Happy());
        var disk = new IOException("The disk is full.");
        Exception? error = many
            ? Assert.Single(await studio.Endpoint.RunManyAsync([Studio.Input], new FalRunManyOptions { OnEnqueue = (_, _, _) => throw disk }, Cancellation).ToListAsync(Cancellation)).Error
            : await Record.ExceptionAsync(() => studio.Endpoint.SubscribeAsync(Studio.Input, new FalCallOptions { CancelOnAbort = true }, onEnqueue: (_, _) => throw disk, cancellationToken: Cancellation));

        var failure = Assert.IsType<FalEnqueueCallbackException>(error);
        Assert.Equal(("job-1", Studio.Id, "job-1"), (failure.Handle?.RequestId, failure.EndpointId, failure.RequestId));
        Assert.Same(disk, failure.InnerException);
        Assert.Single(studio.Handler.Requests);
        Assert.Equal("job-1", (await studio.Endpoint.Resume(failure.Handle!).GetResultAsync(Cancellation)).RequestId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_that_cancels_while_it_stores_gets_the_handle_and_the_job_ends_if_so_wished(bool cancelOnAbort)
    {
        using var studio = new Studio(Studio.Happy());
        studio.Handler.On("PUT", Studio.Cancel, 202, """{"status":"CANCELLATION_REQUESTED"}""");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var error = await Assert.ThrowsAsync<FalCanceledException>(() => studio.Endpoint.SubscribeAsync(
            Studio.Input,
            new FalCallOptions { CancelOnAbort = cancelOnAbort },
            onEnqueue: async (_, token) =>
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
            cancellationToken: stop.Token));
        Assert.Equal("job-1", error.Handle?.RequestId);
        Assert.Equal(cancelOnAbort ? 1 : 0, studio.Handler.Count("PUT", Studio.Cancel));
        Assert.Equal(cancelOnAbort ? 2 : 1, studio.Handler.Requests.Count);
    }
}
