// A worker: a file of prompts, one to a line, becomes pictures in out/, within a budget. Its jobs are in jobs.db: stop it or kill it, start it again, and it goes on
// where it was, without buying anything twice.
//   dotnet run --project samples/Worker -- prompts.txt --budget 1.00
//   dotnet run --project samples/Worker -- prompts.txt --budget 1.00 --Fal:EmulatorAddress http://127.0.0.1:5077      on `klinggen serve --port 5077`
// Without FAL_KEY and without an address it starts the embedded emulator.
using System.Globalization;
using KlingGen;
using KlingGen.Batches;
using KlingGen.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Worker.Fal.KlingImageV3TextToImage;

if (args is not [var file, ..] || !File.Exists(file))
{
    Console.Error.WriteLine("Name a file of prompts: dotnet run --project samples/Worker -- prompts.txt --budget 1.00");
    return 1;
}

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args[1..]);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
FalEmulator? emulator = null;
if (builder.Configuration["Fal:EmulatorAddress"] is null && Environment.GetEnvironmentVariable("FAL_KEY") is null)
{
    emulator = await FalEmulator.StartAsync(new() { Schemas = { Path.Combine(AppContext.BaseDirectory, "schemas") } });
    builder.Configuration["Fal:EmulatorAddress"] = emulator.Address.AbsoluteUri;
}

builder.Services.AddFal(builder.Configuration.GetSection("Fal")).AddFalBatches(static batches => batches.UseSqlite("jobs.db"));
using IHost host = builder.Build();
await host.StartAsync();
FalBatches batches = host.Services.GetRequiredService<FalBatches>();
FalClient fal = host.Services.GetRequiredService<FalClient>();
decimal budget = decimal.Parse(builder.Configuration["budget"] ?? "1.00", CultureInfo.InvariantCulture);

// The same id and the same lines: what is there is left alone.
FalBatch batch = await batches.CreateAsync(
    fal.KlingImageV3TextToImage(),
    File.ReadLines(file).Where(static line => line.Length > 0).Select(static line => new KlingImageV3TextToImageInput { Prompt = line }),
    new() { Id = Path.GetFileNameWithoutExtension(file), Budget = budget, CostPerJob = 0.028m, DownloadFolder = "out" });
await batch.SetBudgetAsync(budget);

await foreach (FalBatchEvent done in batch.FollowAsync(cancellationToken: host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping))
    Console.WriteLine($"{done.Job.Number,5}  {done.Job.State,-10}  {done.Job.Cost:F3} USD  {done.Job.Error}");

FalBatchStatus status = await batch.GetStatusAsync();
Console.WriteLine(FormattableString.Invariant($"{status.Downloaded} of {status.Total} pictures are in out/, for {status.Spent:F3} of {budget:F2} USD; {status.Planned} wait{(status.IsOutOfBudget ? " for a higher budget" : "")}, {status.Failed} failed, {status.Unknown} unknown."));
await host.StopAsync();
if (emulator is not null)
    await emulator.DisposeAsync();
return status.Failed + status.Unknown == 0 ? 0 : 1;
