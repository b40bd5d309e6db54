using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>The members that every shared file type has, while its JSON is read.</summary>
internal struct FileMembers
{
    public string? Url { get; private set; }

    public string? ContentType { get; private set; }

    public string? FileName { get; private set; }

    public long? FileSize { get; private set; }

    public string? FileData { get; private set; }

    public static FalShape Describe() => FalShape.Record()
        .Add("url", nameof(FalFile.Url)).Add("content_type", nameof(FalFile.ContentType)).Add("file_name", nameof(FalFile.FileName))
        .Add("file_size", nameof(FalFile.FileSize)).Add("file_data", nameof(FalFile.FileData));

    /// <summary>Takes the member on which the reader stands; false if it is none of these.</summary>
    public bool Read(ref FalJsonReader reader, ref Dictionary<string, FalJson>? additional)
    {
        if (reader.Is("url"u8)) Url = reader.ReadString();
        else if (reader.Is("content_type"u8)) ContentType = reader.ReadStringOrNull(ref additional);
        else if (reader.Is("file_name"u8)) FileName = reader.ReadStringOrNull(ref additional);
        else if (reader.Is("file_size"u8)) FileSize = reader.ReadInt64OrNull(ref additional);
        else if (reader.Is("file_data"u8)) FileData = reader.ReadStringOrNull(ref additional);
        else return false;
        return true;
    }

    /// <summary>The members, once the object has ended; an address is among them.</summary>
    /// <exception cref="System.Text.Json.JsonException">There was no address.</exception>
    public readonly FileMembers Complete(in FalJsonReader reader) => Url is null ? throw reader.Missing("url") : this;
}
