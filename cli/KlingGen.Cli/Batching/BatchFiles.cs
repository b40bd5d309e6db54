using System.Text.Json.Nodes;
using KlingGen.Batches;
using KlingGen.Cli.Gallery;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;

namespace KlingGen.Cli.Batching;

/// <summary>What is written about a batch: exports and a page.</summary>
internal sealed class BatchFiles(CliHost host, BatchStore store)
{
    private const int MaxOfPage = 5000;
    private const int Page = 200;

    /// <summary>Writes all jobs as JSON lines or as a table.</summary>
    /// <exception cref="CliException">The file cannot be written; one that was there is whole.</exception>
    public async Task<BatchActionReport?> ExportAsync(string id, bool isCsv, string? file, CancellationToken cancellationToken)
    {
        await BatchRun.BatchOfAsync(store, id, cancellationToken);
        var batch = new FalBatch(store.Store, id, new FalBatchWorkerOptions());
        if (file is null)
        {
            using var lines = new TextStream(host.Output);
            await WriteAsync(lines);
            return null;
        }

        string path = host.PathOf(file), part = path + ".klinggen-part";
        long written;
        try
        {
            await using (FileStream output = File.Create(part))
                written = await WriteAsync(output);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Unwritable($"'{host.Shown(path)}' cannot be written: {Sentences.Of(error)} Check the folder, and the space there.", error);
        }
        finally
        {
            File.Delete(part);
        }

        return new BatchActionReport(id, "export", written, $"{host.Shown(path)}: {Sentences.Count((int)written, "job")}.");

        Task<long> WriteAsync(Stream to) => isCsv ? batch.ExportCsvAsync(to, cancellationToken) : batch.ExportAsync(to, cancellationToken);
    }

    /// <summary>Writes one page of the files on disk, newest first.</summary>
    /// <exception cref="CliException">There are none, or the page cannot be written.</exception>
    public async Task<GalleryReport> GalleryAsync(string id, string? page, CancellationToken cancellationToken)
    {
        FalBatchStatus batch = await BatchRun.BatchOfAsync(store, id, cancellationToken);
        var jobs = new List<(JobRecord Job, IReadOnlyList<string> Files)>();
        long after = 0;
        IReadOnlyList<FalBatchJob> some;
        do
        {
            some = await store.Store.ReadJobsAsync(id, FalBatchJobState.Downloaded, after, Page, cancellationToken);
            foreach (FalBatchJob job in some)
            {
                after = job.Number;
                if (job.Files.Where(File.Exists).ToArray() is { Length: > 0 } files)
                    jobs.Add((Record(batch, job), files));
            }
        }
        while (some.Count == Page && jobs.Count < MaxOfPage);

        if (jobs.Count == 0 || batch.Definition.DownloadFolder is not { } folder)
            throw CliException.Unusable($"The batch {id} has no files on this disk. Make it with --download, or run this where its files are.");
        return GalleryRun.Write(host, page is null ? Path.Combine(folder, id, GalleryRun.UsualName) : host.PathOf(page), jobs);
    }

    private static JobRecord Record(FalBatchStatus batch, FalBatchJob job)
    {
        string id = $"{batch.Id}.{job.Number}";
        var record = new JobRecord(id);
        DateTimeOffset at = job.SentAt ?? batch.CreatedAt;
        record.Apply(new JobEvent(id, JobEvents.Intent, at, new JsonObject { ["endpoint"] = batch.Definition.EndpointId, ["input"] = JsonNode.Parse(job.Input ?? "{}") is { } input ? JobText.Shortened(input) : null }));
        if (job.RequestId is { } request)
            record.Apply(new JobEvent(id, JobEvents.Handle, at, new JsonObject { ["handle"] = JsonNode.Parse(new FalJobHandle(batch.Definition.EndpointId, request).ToJson()) }));
        record.Apply(new JobEvent(id, JobEvents.Completed, at, new JsonObject { ["cost"] = JobRecord.CostOf(new FalCost(job.Cost, batch.Definition.Currency)) }));
        return record;
    }

    /// <summary>Bytes of UTF-8 into a writer of text, in whole lines.</summary>
    private sealed class TextStream(TextWriter output) : WriteOnlyStream
    {
        private readonly System.Text.Decoder _decoder = System.Text.Encoding.UTF8.GetDecoder();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            char[] text = new char[buffer.Length + 4];
            output.Write(text, 0, _decoder.GetChars(buffer, text, flush: false));
        }

        public override void Flush() => output.Flush();
    }
}
