using System.Globalization;
using System.Runtime.CompilerServices;
using Calls.Benchmarks;

// serve <schema> <queue seconds> <run seconds> <HTTP version>: the emulator, in its own process.
// latency: completion to continuation, beside the JavaScript client; run `npm ci` in tests/Interop before.
// upload [MiB]: one large upload by each kind of content; 1,024 by default.
// allocations run|queue: what a job allocates, by type.
// waiting [jobs]: what so many jobs cost that are waited for at once, on HTTP/1.1 and HTTP/2; 10,000 by default.
// fresh: a process that makes one call and ends.
// native: the same as a native program, with its size.
// [jobs] [waiting]: the measurements; 10,000 and 1,000 by default.
if (args is ["serve", var document, var queued, var worked, var version])
{
    await Server.ServeAsync(document, queued, worked, version);
    return;
}

string schema = Path.GetFullPath(Path.Combine(Here(), "..", "..", "schemas", "kling-image-v3-text-to-image.json"));
if (args is ["latency"])
{
    await Latency.MeasureAsync(schema, Path.GetFullPath(Path.Combine(Here(), "..", "..", "tests", "Interop")));
    return;
}

if (args is ["once", var who, var operation, var at])
{
    await FreshProcess.RunAsync(who, operation, new Uri(at));
    return;
}

if (args is ["fresh"])
{
    await using Server server = await Server.StartAsync(schema, TimeSpan.Zero, TimeSpan.Zero);
    await FreshProcess.MeasureAsync(server.Address);
    return;
}

if (args is ["native"])
{
    await using Server server = await Server.StartAsync(schema, TimeSpan.Zero, TimeSpan.Zero);
    await NativeProgram.MeasureAsync(Path.GetFullPath(Path.Combine(Here(), "..", "Native.Program", "Native.Program.csproj")), server.Address);
    return;
}

if (args is ["waiting", .. var many])
{
    await ManyWaiting.MeasureAsync(schema, many is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 10_000);
    return;
}

if (args is ["waiting-row", var side, var protocol, var address, var jobCount, var runSeconds])
{
    await ManyWaiting.RowAsync(side, protocol == "2", new Uri(address), int.Parse(jobCount, CultureInfo.InvariantCulture), double.Parse(runSeconds, CultureInfo.InvariantCulture));
    return;
}

if (args is ["upload", .. var size])
{
    await using Server storage = await Server.StartAsync(schema, TimeSpan.Zero, TimeSpan.Zero);
    await Uploads.MeasureAsync(storage.Address, (size is [var mebibytes] ? long.Parse(mebibytes, CultureInfo.InvariantCulture) : 1024) << 20);
    return;
}

if (args is ["allocations", var what])
{
    await using Server server = await Server.StartAsync(schema, TimeSpan.Zero, TimeSpan.Zero);
    IContestant[] sides = [new Library(server.Address), new ByHand(server.Address)];
    await Allocations.MeasureAsync(sides, side => what == "run" ? side.RunAsync("a fox") : side.QueueAsync("a fox"), 20_000);
    return;
}

int jobs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
int waiting = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000;
Console.WriteLine($".NET {Environment.Version}, {Environment.ProcessorCount} cores, emulator in a process of its own on the same machine");

await using (Server server = await Server.StartAsync(schema, TimeSpan.Zero, TimeSpan.Zero))
{
    IContestant[] contestants = [new Library(server.Address), new ByHand(server.Address)];
    await Throughput.MeasureAsync("run", contestants, static (contestant, prompt) => contestant.RunAsync(prompt), jobs);
    await Throughput.MeasureAsync("queue", contestants, static (contestant, prompt) => contestant.QueueAsync(prompt), jobs);
    foreach (IContestant contestant in contestants)
        contestant.Dispose();
}

await using (Server server = await Server.StartAsync(schema, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)))
    await Waiting.MeasureAsync([() => new Library(server.Address), () => new ByHand(server.Address)], waiting);

static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
