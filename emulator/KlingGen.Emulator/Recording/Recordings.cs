using KlingGen.Emulator.Files;

namespace KlingGen.Emulator.Recording;

/// <summary>A folder of recordings: one file a call, in a folder for each endpoint.</summary>
internal sealed class Recordings
{
    /// <summary>In the data of an exception that is of a recording and not of a schema file.</summary>
    public const string Mark = "KlingGen.Recording";

    private const string MediaFolder = "media";

    private readonly Lock _sync = new();
    private readonly List<RecordedCall> _calls = [];

    private Recordings(string folder) => Folder = folder;

    /// <summary>Absolute.</summary>
    public string Folder { get; }

    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            lock (_sync)
                return [.. _calls];
        }
    }

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">One of its files is no recording of this version.</exception>
    /// <exception cref="IOException">One of its files cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One of its files must not be read.</exception>
    public static Recordings Open(string folder, bool make = false)
    {
        var recordings = new Recordings(Path.GetFullPath(folder));
        if (make)
            Directory.CreateDirectory(recordings.Folder);
        else if (!Directory.Exists(recordings.Folder))
            throw new DirectoryNotFoundException($"'{recordings.Folder}' is no folder of recordings. Make one with FalEmulatorOptions.Record (klinggen serve --record).");
        string media = Path.Combine(recordings.Folder, MediaFolder) + Path.DirectorySeparatorChar;
        foreach (string file in Directory.EnumerateFiles(recordings.Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!file.StartsWith(media, StringComparison.Ordinal))
                recordings._calls.Add(RecordedCall.Read(file, File.ReadAllBytes(file)));
        }
        return recordings;
    }

    /// <summary>Writes the call as it is now, whole or not at all. Its file is chosen the first time and stays.</summary>
    public void Save(RecordedCall call)
    {
        lock (_sync)
        {
            if (call.File is null)
            {
                call.File = NewFile(call);
                _calls.Add(call);
            }
            Replace(call.File, call.ToBytes());
        }
    }

    /// <summary>Forgets a call that never left.</summary>
    public void Discard(RecordedCall call)
    {
        lock (_sync)
        {
            _calls.Remove(call);
            try
            {
                File.Delete(call.File!);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It stays without an exchange, which says as much.
            }
        }
    }

    /// <summary>Keeps the bytes of a file under their digest.</summary>
    /// <returns>Where they are, relative to the folder.</returns>
    public string KeepMedia(ReadOnlySpan<byte> bytes, string extension)
    {
        string name = $"{MediaFolder}/{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}{extension}";
        string file = Path.Combine(Folder, name);
        lock (_sync)
        {
            if (!File.Exists(file))
                Replace(file, bytes.ToArray());
        }
        return name;
    }

    /// <summary>The bytes of a kept file; null where it is gone.</summary>
    public byte[]? ReadMedia(RecordedMedia media)
    {
        if (media.File is null)
            return null;
        string file = Path.GetFullPath(Path.Combine(Folder, media.File));
        return file.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    private string NewFile(RecordedCall call)
    {
        string folder = Path.Combine([Folder, .. call.Endpoint.Split('/').Select(FileNames.Safe)]);
        Directory.CreateDirectory(folder);
        for (int number = 1; ; number++)
        {
            string file = Path.Combine(folder, $"{call.Key}-{number}.json");
            if (!File.Exists(file))
                return file;
        }
    }

    private static void Replace(string file, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string temporary = file + ".tmp";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, file, overwrite: true);
    }
}
