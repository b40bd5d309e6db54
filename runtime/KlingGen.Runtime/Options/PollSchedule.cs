namespace KlingGen;

/// <summary>
/// How long to wait before the next poll: half a second at first, then ever longer with the age of the job, up to five seconds.
/// A job of 30 seconds takes 12 polls, and a short one is noticed as soon as with a fixed half second.
/// </summary>
internal static class PollSchedule
{
    public static TimeSpan Next(TimeSpan waited) => TimeSpan.FromSeconds(Math.Clamp(waited.TotalSeconds * 0.6, 0.5, 5));
}
