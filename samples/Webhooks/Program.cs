// Orders pictures with webhooks, receives them, and asks about those that do not come.
//   dotnet run --project samples/Webhooks           offline, on the embedded emulator, which drops, doubles and reorders
using KlingGen.Emulator;
using Webhooks;

const int Orders = 20;

await using FalEmulator emulator = await FalEmulator.StartAsync(new() { Schemas = { Path.Combine(AppContext.BaseDirectory, "schemas") }, Timing = FalEmulatorTiming.Instant });
emulator.Webhooks.Behavior = new()
{
    DropProbability = 0.2,
    DuplicateProbability = 0.2,
    BeforeAnswerProbability = 0.2,
    LongestDelay = TimeSpan.FromSeconds(0.5),
    Seed = 3,
};

await using Shop shop = await Shop.StartAsync(emulator.Address);
var all = new TaskCompletionSource();
shop.Orders.Completed += order =>
{
    Console.WriteLine($"{order.Id}: {order.Outcome}, reported by {order.ReportedBy}, job {order.Handle!.RequestId}");
    if (shop.Orders.All.Count(static order => order.Completions > 0) == Orders + 1)
        all.TrySetResult();
};

for (int i = 1; i <= Orders; i++)
    await shop.OrderAsync($"order-{i}", $"a lighthouse, print {i} of {Orders}");

// The answer to this submit is lost on its way. The job exists, is paid for, and is found again. (Its webhook comes for sure: were it dropped as well,
// only the service's request list would know the job.)
emulator.Webhooks.Behavior = new();
emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.NothingReset, Times = 1 });
await shop.OrderAsync("order-lost", "a lighthouse in fog");

// Every minute, about orders older than five, in a program of yours.
using var stopping = new CancellationTokenSource();
Task followUp = shop.FollowUp.RunAsync(every: TimeSpan.FromSeconds(0.5), silence: TimeSpan.FromSeconds(2), stopping.Token);
await all.Task;
await stopping.CancelAsync();
await followUp;

Console.WriteLine($"{emulator.Webhooks.Deliveries.Count} deliveries for {Orders + 1} orders; completed more than once: {shop.Orders.All.Count(static order => order.Completions > 1)}");
