using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KlingGen.Emulator;

namespace Batches.Benchmarks;

/// <summary>The service in a process of its own, with its faults, and its book: how often each prompt was bought.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    private readonly Process _process;

    private EmulatorProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<EmulatorProcess> StartAsync(int jobs)
    {
        Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["emulator", jobs.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return new EmulatorProcess(process, new Uri(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The emulator did not start.")));
    }

    /// <summary>How many submits have arrived.</summary>
    public async Task<int> SubmitsAsync() => int.Parse(await AskAsync("submits"), CultureInfo.InvariantCulture);

    /// <summary>How often each prompt was bought, by its number; and what all of them cost.</summary>
    public async Task<(byte[] Bought, decimal Total)> BookAsync()
    {
        string[] answer = (await AskAsync("book")).Split(' ');
        byte[] bought = await File.ReadAllBytesAsync(answer[1]);
        File.Delete(answer[1]);
        return (bought, decimal.Parse(answer[0], CultureInfo.InvariantCulture));
    }

    /// <summary>The other process: answers until its standard input ends.</summary>
    public static async Task ServeAsync(int jobs)
    {
        string schema = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "schemas", "kling-image-v3-text-to-image.json");
        await using FalEmulator emulator = await FalEmulator.StartAsync(new FalEmulatorOptions
        {
            Schemas = { Path.GetFullPath(schema) },
            DrawPictures = false,
            KeepUploads = false,
            ConcurrencyLimit = 1_000_000,
            ResultRetention = TimeSpan.FromMinutes(10),
            Timing = FalEmulatorTiming.Instant with { RunTime = TimeSpan.FromSeconds(1), LogLines = 0 },
        });
        AddFaults(emulator);
        byte[] bought = new byte[jobs + 1];
        int submits = 0;
        var arrived = new ConcurrentQueue<FalJournalEntry>();
        // Sees each request once, in the order of the journal, and waits for none; so the journal itself can be emptied now and then.
        _ = emulator.Journal.WaitForAsync(entry =>
        {
            if (entry.Operation == FalOperation.Submit)
            {
                Interlocked.Increment(ref submits);
                arrived.Enqueue(entry);
            }

            return false;
        });
        Console.WriteLine(emulator.Address);
        while (await Console.In.ReadLineAsync() is { } question)
        {
            // Whether a submit made a job is known when it has been answered: long before a minute is over, and when all is over.
            while (arrived.TryPeek(out FalJournalEntry? entry) && (question == "book" || entry.ReceivedAt < DateTimeOffset.UtcNow.AddMinutes(-1)) && arrived.TryDequeue(out _))
            {
                if (entry.RequestId is not null)
                    bought[Number(entry.BodyText)]++;
            }

            if (question == "book")
            {
                string file = Path.GetTempFileName();
                await File.WriteAllBytesAsync(file, bought);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{emulator.Billing.Total} {file}"));
                continue;
            }

            emulator.Journal.Clear();
            Console.WriteLine(Volatile.Read(ref submits).ToString(CultureInfo.InvariantCulture));
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Five of a hundred requests, each in its way; and every submit takes 300 ms.</summary>
    private static void AddFaults(FalEmulator emulator)
    {
        emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.NothingFin, Probability = 0.015, Seed = 1 });
        emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.HalfReset, Probability = 0.015, Seed = 2 });
        emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.Status, StatusCode = 503, Probability = 0.02, Seed = 3 });
        emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.Status, StatusCode = 429, RetryAfter = "1", Probability = 0.0005, Times = 20, Seed = 4 });
        foreach (FalOperation operation in (FalOperation[])[FalOperation.Status, FalOperation.Result])
        {
            emulator.Faults.Add(new FalFault { Operation = operation, Kind = FalFaultKind.Status, StatusCode = 500, Probability = 0.025, Seed = 5 });
            emulator.Faults.Add(new FalFault { Operation = operation, Kind = FalFaultKind.HalfFin, Probability = 0.025, Seed = 6 });
        }

        emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.Slow, Delay = TimeSpan.FromMilliseconds(300) });
    }

    private static int Number(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        return int.Parse(document.RootElement.GetProperty("prompt").GetString()!, CultureInfo.InvariantCulture);
    }

    private async Task<string> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The emulator ended.");
    }
}
