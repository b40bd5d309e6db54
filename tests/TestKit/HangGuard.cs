namespace KlingGen.TestKit;

/// <summary>Turns a call that would never end into a failure. It measures nothing: its limit is far beyond what any call needs on any machine.</summary>
public static class HangGuard
{
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(20);

    public static async Task<T> Within<T>(Task<T> call, string what)
    {
        ArgumentNullException.ThrowIfNull(call);
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
public sealed class HangException(string message) : Exception(message);
