using KlingGen;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.Support;

namespace Runtime.Tests.Http;

public class RetryPauseTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("7", 7)]
    [InlineData(" 7 ", 7)]
    [InlineData("0", 0)]
    [InlineData("1.5", 1.5)]
    [InlineData("Fri, 02 Jan 2026 03:04:35 GMT", 30)]
    [InlineData("Friday, 02-Jan-26 03:04:35 GMT", 30)]
    [InlineData("Fri Jan  2 03:04:35 2026", 30)]
    [InlineData("Fri, 02 Jan 2026 03:04:00 GMT", 0)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 0)]
    [InlineData("99999999999999999999999999", 31_536_000)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 31_536_000)]
    public void Retry_after_is_read_in_all_its_forms(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Parse(text, Now));

    [Theory]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("7s")]
    [InlineData("1e3")]
    [InlineData("..")]
    [InlineData("1.2.3")]
    [InlineData("+7")]
    [InlineData("NaN")]
    public void Garbage_means_nothing(string text) => Assert.Null(RetryAfter.Parse(text, Now));

    [Fact]
    public void Pauses_double_up_to_the_longest_and_jitter_downwards()
    {
        var options = new FalClientOptions();
        Assert.Equal(TimeSpan.FromSeconds(0.25), RetryPause.Next(options, 0, null, 0));
        Assert.Equal(TimeSpan.FromSeconds(0.5), RetryPause.Next(options, 0, null, 1));
        Assert.Equal(TimeSpan.FromSeconds(4), RetryPause.Next(options, 3, null, 1));
        Assert.Equal(TimeSpan.FromSeconds(30), RetryPause.Next(options, 9, null, 1));
        Assert.Equal(TimeSpan.FromSeconds(30), RetryPause.Next(options, 100_000, null, 1));
        Assert.Equal(TimeSpan.FromSeconds(7), RetryPause.Next(options, 0, TimeSpan.FromSeconds(7), 0));
        Assert.Equal(TimeSpan.FromSeconds(4), RetryPause.Next(options, 3, TimeSpan.Zero, 1));
        Assert.Null(RetryPause.Next(options, 0, TimeSpan.FromSeconds(31), 0));
    }

    [Fact]
    public async Task A_wish_that_is_too_long_ends_the_call_and_is_reported()
    {
        using var studio = new Studio(new StubHandler().On("GET", Studio.Status, 503, "{}", ("Retry-After", "3600")));
        FalApiException error = await Assert.ThrowsAsync<FalApiException>(() => studio.Endpoint.Resume(Studio.Handle).GetStatusAsync(cancellationToken: Cancellation));
        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.Single(studio.Handler.Requests);
        Assert.Empty(studio.Pauses);
    }

    [Fact]
    public async Task A_pause_that_would_end_after_the_limit_is_not_begun()
    {
        using var studio = new Studio(new StubHandler().On("GET", Studio.StatusStream, 404, "{}").On("GET", Studio.Status, 503, "{}", ("Retry-After", "20")));
        await Assert.ThrowsAsync<FalApiException>(() => studio.Endpoint.Resume(Studio.Handle).WaitAsync(
            options: new FalCallOptions { Timeout = TimeSpan.FromSeconds(15) }, cancellationToken: Cancellation));
        Assert.Empty(studio.Pauses);
    }

    [Fact]
    public async Task All_calls_share_one_store_of_retries()
    {
        bool down = true;
        using var studio = new Studio(new StubHandler().On("GET", Studio.Status, _ => Task.FromResult(down ? Reply.Html(503) : Reply.Json(200, """{"status":"COMPLETED"}"""))));
        FalJob<StudioOutput> job = studio.Endpoint.Resume(Studio.Handle);
        for (int call = 0; call < 200; call++)
            await Assert.ThrowsAsync<FalApiException>(() => job.GetStatusAsync(cancellationToken: Cancellation));

        // 100 retries, then every call fails at its first attempt.
        Assert.Equal(200 + (RetryQuota.Capacity / RetryQuota.CostOfRetry), studio.Handler.Requests.Count);
        Assert.Equal(0, studio.Client.Transport.Quota.Left);

        down = false;
        for (int call = 0; call < 10; call++)
            await job.GetStatusAsync(cancellationToken: Cancellation);
        Assert.Equal(10, studio.Client.Transport.Quota.Left);
        down = true;
        int before = studio.Handler.Requests.Count;
        await Assert.ThrowsAsync<FalApiException>(() => job.GetStatusAsync(cancellationToken: Cancellation));
        Assert.Equal(3, studio.Handler.Requests.Count - before);
    }

    [Fact]
    public async Task A_real_pause_is_measured_by_the_clock_and_ends_when_the_caller_cancels()
    {
        var clock = new FakeTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var studio = new Studio(
            new StubHandler().On("GET", Studio.Status, _ =>
            {
                asked.TrySetResult();
                return Task.FromResult(Reply.Html(503));
            }),
            options =>
            {
                options.TimeProvider = clock;
                options.Pause = null;
            });
        using (studio)
        {
            Task call = studio.Endpoint.Resume(Studio.Handle).GetStatusAsync(cancellationToken: source.Token);
            await asked.Task.WaitAsync(Cancellation);
            Assert.False(call.IsCompleted);
            await source.CancelAsync();
            await Assert.ThrowsAsync<FalCanceledException>(() => call);
            Assert.Single(studio.Handler.Requests);
        }
    }
}
