using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Jobs;

/// <summary>
/// What this user has bought, or is about to: a file of JSON lines that only grows. A line is whole on the disk before the command goes on; one process
/// writes at a time; a line that a crash has cut off hurts no other.
/// </summary>
internal sealed class JobJournal(CliHost host, string folder)
{
    public const string FileName = "jobs.jsonl";

    private const string LockName = "jobs.lock";
    private const string Header = "klinggen jobs";
    private const int Version = 1;

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(25);
    private static readonly JsonSerializerOptions s_oneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Other processes are kept out by the lock file, other jobs of this one by the semaphore.
    private static readonly SemaphoreSlim s_turn = new(1);

    /// <summary>The file, absolute.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, FileName);

    /// <summary>Lines that could not be read the last time: cut off by a crash, or written by something else.</summary>
    public int BrokenLines { get; private set; }

    /// <summary>Adds a line and waits until it is on the disk.</summary>
    /// <exception cref="CliException">The journal cannot be written, is locked for too long, or is of a newer version.</exception>
    public async Task AppendAsync(string job, string kind, JsonObject facts, CancellationToken cancellationToken)
    {
        var line = new JsonObject { ["at"] = host.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), ["job"] = job, ["event"] = kind };
        foreach ((string name, JsonNode? value) in facts)
            if (value is not null)
                line[name] = value.DeepClone();
        await s_turn.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream held = await LockAsync(cancellationToken);
            using var file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1);
            if (!HasHeader(file))
                file.SetLength(0);
            var text = new StringBuilder();
            if (file.Length == 0)
                text.Append(new JsonObject { ["journal"] = Header, ["version"] = Version }.ToJsonString(s_oneLine)).Append('\n');
            else if (!EndsWhole(file))
                text.Append('\n');
            text.Append(line.ToJsonString(s_oneLine)).Append('\n');
            file.Seek(0, SeekOrigin.End);
            file.Write(new UTF8Encoding(false).GetBytes(text.ToString()));
            file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw CliException.Unwritable($"The job journal '{Path}' cannot be written: {Sentences.Of(error)} Check the folder and its space, or name another with --data.", error);
        }
        finally
        {
            s_turn.Release();
        }
    }

    /// <summary>All jobs, oldest first.</summary>
    /// <exception cref="CliException">The journal cannot be read, or is of a newer version.</exception>
    public IReadOnlyList<JobRecord> Read()
    {
        var jobs = new Dictionary<string, JobRecord>(StringComparer.Ordinal);
        var order = new List<JobRecord>();
        BrokenLines = 0;
        try
        {
            if (!File.Exists(Path) && !Directory.Exists(Path))
                return [];
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!HasHeader(file))
                return [];
            file.Position = 0;
            using var reader = new StreamReader(file, new UTF8Encoding(false));
            reader.ReadLine();
            while (reader.ReadLine() is { } text)
            {
                if (text.Length == 0)
                    continue;
                if (Parse(text) is not { } line)
                {
                    BrokenLines++;
                    continue;
                }
                if (!jobs.TryGetValue(line.Job, out JobRecord? job))
                {
                    jobs[line.Job] = job = new JobRecord(line.Job);
                    order.Add(job);
                }
                job.Apply(line);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Unusable($"The job journal '{Path}' cannot be read: {Sentences.Of(error)} Check that it is a file and that you may read it.", error);
        }
        return [.. order.Where(static job => job.Endpoint.Length > 0).Select(static job => job.Now(Processes.IsAlive))];
    }

    /// <summary>The job that a person means: by the tool's id, by the service's, or by the beginning of one of them.</summary>
    /// <exception cref="CliException">There is none, or several.</exception>
    public JobRecord Find(string name)
    {
        IReadOnlyList<JobRecord> jobs = [.. Read().Where(static job => !job.IsForgotten)];
        JobRecord[] found = [.. jobs.Where(job => job.Id == name || job.Handle?.RequestId == name)];
        if (found.Length == 0 && name.Length > 0)
            found = [.. jobs.Where(job => job.Id.StartsWith(name, StringComparison.Ordinal) || job.Handle?.RequestId.StartsWith(name, StringComparison.Ordinal) == true)];
        return found.Length switch
        {
            1 => found[0],
            0 => throw CliException.Usage($"The journal has no job '{Schemas.EndpointIds.Shown(name)}'. See 'klinggen jobs list'."),
            _ => throw CliException.Usage($"'{Schemas.EndpointIds.Shown(name)}' is the beginning of {found.Length} jobs. Give more of the id; see 'klinggen jobs list'."),
        };
    }

    private static JobEvent? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject facts
                && facts["job"] is JsonValue job && job.TryGetValue(out string? id) && id.Length > 0
                && facts["event"] is JsonValue kind && kind.TryGetValue(out string? word)
                && facts["at"] is JsonValue at && at.TryGetValue(out string? time)
                && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
                ? new JobEvent(id, word, moment, facts)
                : null;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return null;
        }
    }

    // The first line says what the file is. Where a crash has cut it off there is nothing behind it.
    private bool HasHeader(FileStream file)
    {
        if (file.Length == 0)
            return false;
        file.Position = 0;
        byte[] start = new byte[256];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        string text = Encoding.UTF8.GetString(start, 0, read);
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        string first = end < 0 ? text : text[..end];
        try
        {
            if (JsonNode.Parse(first) is JsonObject header && header["journal"] is JsonValue name && name.TryGetValue(out string? word) && word == Header && header["version"] is JsonValue value && value.TryGetValue(out int version))
            {
                if (version > Version)
                    throw CliException.Unusable($"The job journal '{Path}' is of version {version}, and this klinggen knows version {Version}. Update klinggen, or name another folder with --data.");
                return end >= 0;
            }
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // No JSON at all.
        }
        if (end >= 0 || !new JsonObject { ["journal"] = Header, ["version"] = Version }.ToJsonString(s_oneLine).StartsWith(first, StringComparison.Ordinal))
            throw CliException.Unusable($"'{Path}' is not a job journal of klinggen. Move it away, or name another folder with --data.");
        return false;
    }

    private static bool EndsWhole(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        long started = host.Time.GetTimestamp();
        string path = System.IO.Path.Combine(folder, LockName);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(path))
            {
                if (host.Time.GetElapsedTime(started) > s_timeout)
                    throw CliException.Unwritable($"The job journal '{Path}' is locked by another klinggen for more than {s_timeout.TotalSeconds:0} seconds. Nothing was submitted; end the other one, or name another folder with --data.", error);
            }
            await Task.Delay(s_pause, host.Time, cancellationToken);
        }
    }
}
