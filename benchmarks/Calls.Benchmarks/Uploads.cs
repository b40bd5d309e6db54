using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using KlingGen;

namespace Calls.Benchmarks;

/// <summary>One large upload by each kind of content: time, and by how much the process grew at most (Linux: the peak of resident memory, reset before each).</summary>
internal static class Uploads
{
    public static async Task MeasureAsync(Uri address, long bytes)
    {
        string path = Path.Combine(Path.GetTempPath(), $"klinggen-upload-{Environment.ProcessId}.bin");
        await MakeAsync(path, bytes);
        try
        {
            using var fal = new FalClient(FalClientOptions.ForEmulator(address));
            using var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
            (string Name, Func<Task> Upload)[] variants =
            [
                ("HttpClient, one PUT of the file", () => PutAsync(http, path)),
                ("KlingGen, file", async () => await fal.Storage.UploadAsync(FalMedia.FromFile(path))),
                ("KlingGen, stream that can seek", () => OfStreamAsync(fal, path, static stream => stream)),
                ("KlingGen, stream that cannot", () => OfStreamAsync(fal, path, static stream => new OneWay(stream))),
            ];
            await fal.Storage.UploadAsync(FalMedia.FromBytes(new byte[100]));
            Console.WriteLine($"{bytes >> 20} MiB | s | MiB/s | process grew by MiB");
            foreach ((string name, Func<Task> upload) in variants)
            {
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                long before = Memory("VmRSS");
                await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
                long started = Stopwatch.GetTimestamp();
                await upload();
                double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} | {seconds:0.0} | {(bytes >> 20) / seconds:0} | {(Memory("VmHWM") - before) / 1024.0:0}"));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task PutAsync(HttpClient http, string path)
    {
        using var begin = new HttpRequestMessage(HttpMethod.Post, "rest/storage/upload/initiate?storage_type=fal-cdn-v3") { Content = JsonContent.Create(new { file_name = "a.bin" }) };
        begin.Headers.TryAddWithoutValidation("Authorization", "Key emulator-key-id:emulator-key-secret");
        using HttpResponseMessage begun = await http.SendAsync(begin);
        string url = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("upload_url").GetString()!;
        await using FileStream file = File.OpenRead(path);
        using HttpResponseMessage put = await http.PutAsync(new Uri(url), new StreamContent(file));
        put.EnsureSuccessStatusCode();
    }

    private static async Task OfStreamAsync(FalClient fal, string path, Func<Stream, Stream> wrap)
    {
        await using FileStream file = File.OpenRead(path);
        await fal.Storage.UploadAsync(FalMedia.FromStream(wrap(file), "video/mp4"));
    }

    private static async Task MakeAsync(string path, long bytes)
    {
        byte[] chunk = new byte[1 << 20];
        await using FileStream file = File.Create(path);
        for (long i = 0; i < bytes >> 20; i++)
        {
            new Random((int)i).NextBytes(chunk);
            await file.WriteAsync(chunk);
        }
    }

    private static long Memory(string name)
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
                return long.Parse(line.AsSpan(name.Length + 1).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
        }

        throw new PlatformNotSupportedException("Resident memory is read from /proc.");
    }

    private sealed class OneWay(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
