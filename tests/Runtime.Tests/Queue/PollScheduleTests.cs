using KlingGen;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.Support;

namespace Runtime.Tests.Queue;

public sealed class PollScheduleTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.8, 0.5)]
    [InlineData(1, 0.6)]
    [InlineData(5, 3)]
    [InlineData(8, 4.8)]
    [InlineData(9, 5)]
    [InlineData(60, 5)]
    [InlineData(86_400, 5)]
    public void The_pause_grows_with_the_age_of_the_job_from_half_a_second_to_five(double waited, double pause) =>
        Assert.Equal(TimeSpan.FromSeconds(pause), PollSchedule.Next(TimeSpan.FromSeconds(waited)));

    [Fact]
    public async Task A_job_of_an_hour_is_never_left_alone_for_longer_than_five_seconds()
    {
        var clock = new FakeTimeProvider();
        DateTimeOffset start = clock.GetUtcNow();
        var pauses = new List<TimeSpan>();
        StubHandler handler = Studio.Happy()
            .On("GET", Studio.StatusStream, 404, "{}")
            .On("GET", Studio.Status, _ => Task.FromResult(Reply.Json(200, clock.GetUtcNow() - start >= TimeSpan.FromHours(1) ? """{"status":"COMPLETED"}""" : """{"status":"IN_PROGRESS"}""")));
        using var studio = new Studio(handler, options =>
        {
            options.TimeProvider = clock;
            options.Timeout = TimeSpan.FromHours(2);
            options.Pause = (pause, _) =>
            {
                pauses.Add(pause);
                clock.Advance(pause);
                return Task.CompletedTask;
            };
        });

        await studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5)), (pauses[0], pauses[^1]));
        Assert.Equal(pauses.Order(), pauses);
        Assert.InRange(handler.Count("GET", Studio.Status), 720, 730);
    }
}
