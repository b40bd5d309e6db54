namespace Resilience.Tests.Support;

/// <summary>
/// The guard against hanging: far beyond every limit that the calls of these tests are given, so that only a call that would never end meets it.
/// It measures nothing.
/// </summary>
internal static class Guard
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    public static async Task<T> Within<T>(Task<T> call, string what)
    {
        try
        {
            return await call.WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new HangException($"{what} hangs: its limits have long passed, and it has not ended.");
        }
    }

    public static Task Within(Task call, string what) => Within(
        call.ContinueWith(static task => { task.GetAwaiter().GetResult(); return true; }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default),
        what);
}

/// <summary>A call did not end.</summary>
internal sealed class HangException(string message) : Exception(message);
