using KlingGen;
using Resilience.Worker;

// address, key, endpoint, folder, number of orders, name of the first; "careless" as the last word makes it forget what it wrote.
if (args.Length < 6)
{
    await Console.Error.WriteLineAsync("usage: Resilience.Worker <address> <key> <endpoint> <folder> <orders> <prefix> [careless]");
    return 2;
}

FalClientOptions options = FalClientOptions.ForEmulator(new Uri(args[0]), args[1]);
using var fal = new FalClient(options);
var book = new OrderBook(args[3]);
var runner = new OrderRunner(fal, args[2], book, careless: args[^1] == "careless");
IEnumerable<string> orders = Enumerable.Range(0, int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture)).Select(number => $"{args[5]}-{number}");
await Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (order, token) => await runner.RunAsync(order, token));
return 0;
