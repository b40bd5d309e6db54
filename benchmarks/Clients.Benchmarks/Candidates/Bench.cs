using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

// program <queue address> once <prompt> <images>   one job, and what came of it
// program <queue address> steady <count>           that many jobs one after the other, after a tenth as many to warm up
internal static class Bench
{
    public static async Task<int> RunAsync(string[] args, Func<string, int, Task<int>> job)
    {
        if (args[1] == "once")
        {
            try
            {
                Console.WriteLine("ok " + await job(args[2], int.Parse(args[3], CultureInfo.InvariantCulture)));
                return 0;
            }
            catch (Exception error)
            {
                Console.WriteLine($"failed {error.GetType().Name} {Words(error)}".Replace('\n', ' ').Replace('\r', ' '));
                return 1;
            }
        }
        int count = int.Parse(args[2], CultureInfo.InvariantCulture);
        for (int i = 0; i < count / 10; i++)
            await job("warm", 1);
        long bytes = GC.GetTotalAllocatedBytes(precise: true), started = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
            await job("a lighthouse in fog", 2);
        double micros = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        Console.WriteLine(FormattableString.Invariant($"{micros / count:F1} {(GC.GetTotalAllocatedBytes(precise: true) - bytes) / count}"));
        return 0;
    }

    // What a program can branch on: the message, and every public member that is a text or can be written as JSON.
    private static string Words(Exception error)
    {
        var words = new List<string> { error.Message };
        foreach (var property in error.GetType().GetProperties().Where(static property => property.Name is not ("StackTrace" or "TargetSite" or "Data" or "InnerException")))
        {
            try
            {
                words.Add(property.GetValue(error) is string text ? text : JsonSerializer.Serialize(property.GetValue(error)));
            }
            catch (Exception) when (property.Name != "Message")
            {
            }
        }
        return string.Join(" ", words);
    }
}
