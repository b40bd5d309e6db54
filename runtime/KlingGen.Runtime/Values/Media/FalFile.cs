using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>
/// A file that an endpoint made, in the shape that most endpoints give it. Every result whose file has these members, whatever its schema calls it, holds this type;
/// so a file can be stored, and passed on to another endpoint: <c>ImageUrl = result.Images[0]</c>.
/// </summary>
/// <remarks>
/// A file with other members besides is a record of the endpoint's own, and an <see cref="IFalFile"/> too. Save or read it by
/// <see cref="FalFileExtensions.SaveAsync"/> and its siblings. Text of the service throughout: check it before you use it as a path or in a page.
/// </remarks>
[JsonConverter(typeof(FalJsonConverter<FalFile>))]
public record FalFile : IFalFile, IFalJson<FalFile>
{
    private readonly FalMap<FalJson>? _additionalProperties;

    /// <summary>Makes a file, in a test for one.</summary>
    public FalFile()
    {
    }

    [SetsRequiredMembers]
    private protected FalFile(in FileMembers members, Dictionary<string, FalJson>? additional)
    {
        Url = members.Url!;
        ContentType = members.ContentType;
        FileName = members.FileName;
        FileSize = members.FileSize;
        FileData = members.FileData;
        AdditionalProperties = additional;
    }

    /// <inheritdoc/>
    public required string Url { get; init; }

    /// <inheritdoc/>
    public string? ContentType { get; init; }

    /// <inheritdoc/>
    public string? FileName { get; init; }

    /// <inheritdoc/>
    public long? FileSize { get; init; }

    /// <summary>The content itself, as text, where the service sends it beside the address; most endpoints never do.</summary>
    public string? FileData { get; init; }

    /// <summary>Members that the type does not name, and those that do not fit it: kept as they came.</summary>
    public IReadOnlyDictionary<string, FalJson>? AdditionalProperties { get => _additionalProperties; init => _additionalProperties = FalMap.From(value); }

#if !NETSTANDARD2_0
    static
#endif
    FalShape IFalJson<FalFile>.Shape => FileMembers.Describe();

    void IFalJson<FalFile>.WriteTo(FalJsonWriter writer) => WriteTo(writer);

#if !NETSTANDARD2_0
    static
#endif
    FalFile IFalJson<FalFile>.ReadFrom(ref FalJsonReader reader)
    {
        FileMembers members = default;
        Dictionary<string, FalJson>? additional = null;

        reader.BeginObject();
        while (reader.NextMember())
            if (!members.Read(ref reader, ref additional))
                reader.Keep(ref additional);
        return new FalFile(members.Complete(reader), additional);
    }

    private protected void WriteTo(FalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Write("url"u8, Url);
        writer.WriteOptional("content_type"u8, ContentType);
        writer.WriteOptional("file_name"u8, FileName);
        writer.WriteOptional("file_size"u8, FileSize);
        writer.WriteOptional("file_data"u8, FileData);
        WriteMembers(writer);
        writer.WriteAdditional(_additionalProperties);
        writer.WriteEndObject();
    }

    /// <summary>What a derived type has besides.</summary>
    private protected virtual void WriteMembers(FalJsonWriter writer)
    {
    }
}
