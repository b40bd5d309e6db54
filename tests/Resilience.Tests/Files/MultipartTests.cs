using System.Collections.Concurrent;
using KlingGen;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Files;

/// <summary>Two hundred random uploads in parts under random faults: what is said to have arrived is there, byte for byte, and all else is the documented exception.</summary>
public sealed class MultipartTests(ITestOutputHelper output)
{
    private const int Count = 200;
    private static readonly int FirstSeed = Seeds.Of(7000) % 1_000_000_000;

    private static readonly HttpClient s_http = new();

    [Fact]
    public async Task No_part_is_lost_or_swapped()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("klinggen-resilience-");
        var outcomes = new Tally();
        var wrong = new ConcurrentQueue<string>();
        long parts = 0, strikes = 0;
        await Workers.RunAsync(Enumerable.Range(FirstSeed, Count).Select(static seed => new Shipment(seed)), 4, async (rig, shipment) =>
        {
            shipment.Arm(rig.Emulator.Faults);
            int before = rig.Journal.Count(KlingGen.Emulator.FalOperation.UploadPart);
            using FalClient client = rig.NewClient(shipment.Configure);
            string outcome;
            try
            {
                FalUploadedFile file = await HangGuard.Within(client.Storage.UploadAsync(shipment.Media(folder.FullName), cancellationToken: TestContext.Current.CancellationToken), shipment.ToString());
                Interlocked.Add(ref strikes, rig.Emulator.Faults.Strikes);
                rig.Emulator.Faults.Clear();
                outcome = "whole";
                if (!await IsWholeAsync(file.Url, shipment.Content) || file.FileSize != shipment.Content.Length)
                    wrong.Enqueue($"{shipment}: not what was sent");
            }
            catch (FalUploadException error)
            {
                Interlocked.Add(ref strikes, rig.Emulator.Faults.Strikes);
                Evidence.Run.Add("multipart", error);
                outcome = nameof(FalUploadException);
            }

            if (client.Uploads.Value.Buffers is { } buffers && (buffers.Outstanding != 0 || buffers.Peak > shipment.Parallel))
                wrong.Enqueue($"{shipment}: {buffers.Outstanding} buffers left, {buffers.Peak} at most");
            Interlocked.Add(ref parts, rig.Journal.Count(KlingGen.Emulator.FalOperation.UploadPart) - before);
            outcomes.Add(shipment.Kind switch { 0 => "bytes", 1 => "file", 2 => "stream", _ => "one-way stream" }, outcome);
        });

        folder.Delete(recursive: true);
        output.WriteLine($"{outcomes.Total} uploads, seeds {FirstSeed} to {FirstSeed + Count - 1}: {parts} parts arrived, {strikes} requests were struck");
        output.WriteLine(outcomes.ToString());
        Assert.Equal(Count, outcomes.Total);
        Assert.True(outcomes.Column("whole") > Count / 2 && strikes > Count, "The faults strike too seldom, or too often");
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData(BrokenUploader.Mistake.None, true)]
    [InlineData(BrokenUploader.Mistake.SharedBuffer, false)]
    [InlineData(BrokenUploader.Mistake.SwappedNumbers, false)]
    [InlineData(BrokenUploader.Mistake.ForgottenPart, false)]
    internal async Task A_part_lost_or_swapped_is_seen(BrokenUploader.Mistake mistake, bool whole)
    {
        await using Rig rig = await Rig.StartAsync();
        byte[] content = new byte[5000];
        new Random(1).NextBytes(content);
        string url = await BrokenUploader.UploadAsync(rig.Emulator, Rig.CanaryKey, content, 1000, mistake, TestContext.Current.CancellationToken);
        Assert.Equal(whole, await IsWholeAsync(url, content));
    }

    private static async Task<bool> IsWholeAsync(string url, byte[] content) =>
        Calls.Hash(await s_http.GetByteArrayAsync(new Uri(url), TestContext.Current.CancellationToken)) == Calls.Hash(content);
}
