using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Http;

/// <summary>One limit serves the attempts of a call one after the other, and never two at once.</summary>
public sealed class AttemptDeadlineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public void The_next_attempt_takes_over_the_limit_of_the_last()
    {
        OnNetStandard.Skip("a cancellation source cannot be used again.");
        using var caller = new CancellationTokenSource();
        using var deadline = new CallDeadline(TimeProvider.System, Long, caller.Token);
        AttemptDeadline first = deadline.NewAttempt(Long);
        using AttemptDeadline beside = deadline.NewAttempt(Long);
        Assert.NotSame(first, beside);

        first.Dispose();
        using AttemptDeadline next = deadline.NewAttempt(Long);
        Assert.Same(first, next);
        Assert.False(next.Token.IsCancellationRequested);
        caller.Cancel();
        Assert.True(next.Token.IsCancellationRequested);
        Assert.True(beside.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_limit_that_was_reached_serves_nobody_else()
    {
        using var deadline = new CallDeadline(TimeProvider.System, Long, CancellationToken.None);
        AttemptDeadline spent = deadline.NewAttempt(Long);
        spent.Reset(TimeSpan.Zero);
        spent.Token.WaitHandle.WaitOne();

        spent.Dispose();
        using AttemptDeadline next = deadline.NewAttempt(Long);
        Assert.NotSame(spent, next);
        Assert.False(next.Token.IsCancellationRequested);
    }

    [Fact]
    public void An_answer_that_is_disposed_of_twice_gives_its_limit_back_once()
    {
        using var studio = new Studio(new StubHandler());
        using var deadline = new CallDeadline(TimeProvider.System, Long, CancellationToken.None);
        using var message = new HttpResponseMessage();
        var reply = new ApiReply(message, studio.Client.Transport.Key, default, Stream.Null, deadline.NewAttempt(Long));
        reply.Dispose();
        using AttemptDeadline second = deadline.NewAttempt(Long);
        reply.Dispose();
        using AttemptDeadline third = deadline.NewAttempt(Long);
        Assert.NotSame(second, third);
    }

    [Fact]
    public void A_limit_may_outlive_its_call()
    {
        var deadline = new CallDeadline(TimeProvider.System, Long, CancellationToken.None);
        AttemptDeadline late = deadline.NewAttempt(Long);
        deadline.Dispose();
        late.Dispose();
        Assert.Throws<ObjectDisposedException>(() => late.Reset(Long));
    }
}
