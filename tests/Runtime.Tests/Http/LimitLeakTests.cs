using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Http;

/// <summary>Each attempt has a time limit; when the attempt is over, however it ended, its timer is too.</summary>
public sealed class LimitLeakTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("success")]
    [InlineData("refusal")]
    [InlineData("no answer")]
    [InlineData("unreadable")]
    [InlineData("a message that cannot be built")]
    [InlineData("a body that cannot be built")]
    public async Task No_timer_outlives_its_attempt(string end)
    {
        var clock = new CountingTime();
        StubHandler handler = new StubHandler().OnSequence("GET", Studio.Status, Reply.Give(() => Reply.Json(200, """{"status":"COMPLETED"}""")));
        if (end == "refusal")
            handler.On("GET", Studio.Status, 404, "{}");
        if (end == "no answer")
            handler.On("GET", Studio.Status, Reply.Throw(static () => new HttpRequestException("reset")));
        if (end == "unreadable")
            handler.On("GET", Studio.Status, 200, "");
        using (var studio = new Studio(handler, options => options.TimeProvider = clock))
        {
            using var deadline = new CallDeadline(clock, TimeSpan.FromMinutes(1), Cancellation);
            var request = new ApiRequest
            {
                Operation = FalOperation.Status,
                Address = new Uri((end == "a message that cannot be built" ? "https://stranger.example" : "https://queue.fal.run") + Studio.Status),
                EndpointId = Studio.Id,
                Handle = Studio.Handle,
                Bytes = end == "a body that cannot be built" ? static _ => throw new InvalidOperationException() : null,
            };
            int before = clock.Alive;
            Exception? error = await Record.ExceptionAsync(async () =>
            {
                using ApiReply reply = await studio.Client.Transport.SendAsync(request, deadline, static reply => StatusReader.ReadState(reply.Body));
            });
            Assert.Equal(end == "success", error is null);
            Assert.Equal(before, clock.Alive);
        }

        Assert.Equal(0, clock.Alive);
        Assert.True(clock.Made > 1);
    }

    [Fact]
    public async Task No_timer_outlives_a_call()
    {
        var clock = new CountingTime();
        using (var studio = new Studio(Studio.Happy().On("POST", Studio.Submit + "/stream", _ => Task.FromResult(Reply.Events("data: " + Studio.Output + "\n\n"))), options => options.TimeProvider = clock))
        {
            await studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: Cancellation);
            await studio.Endpoint.RunManyAsync([Studio.Input, Studio.Input], cancellationToken: Cancellation).ToListAsync(Cancellation);
            await studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation);
            await foreach (StudioOutput _ in studio.Endpoint.StreamAsync(Studio.Input, cancellationToken: Cancellation))
                break;
            await Assert.ThrowsAnyAsync<FalException>(() => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation));
        }

        Assert.Equal(0, clock.Alive);
    }

    private sealed class CountingTime : TimeProvider
    {
        private int _alive;
        private int _made;

        public int Alive => Volatile.Read(ref _alive);

        public int Made => Volatile.Read(ref _made);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _alive);
            Interlocked.Increment(ref _made);
            return new Counted(System.CreateTimer(callback, state, dueTime, period), this);
        }

        private sealed class Counted(ITimer inner, CountingTime owner) : ITimer
        {
            private int _disposed;

            public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

            public void Dispose()
            {
                if (Interlocked.Exchange(ref _disposed, 1) == 0)
                    Interlocked.Decrement(ref owner._alive);
                inner.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
