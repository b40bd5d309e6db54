using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Files;
using Microsoft.Net.Http.Headers;

namespace KlingGen.Emulator.Calls;

/// <summary>Serves files with type and ranges.</summary>
internal sealed class Downloads(EmulatorServices services)
{
    public Reply Answer(FalCall call)
    {
        string path = string.Join('/', call.Target.Segments);
        StoredFile? file = services.Files.Find(path);
        string decision = file is null ? "hide" : Decision(call, path, file);
        if (file is null || decision == "hide")
            return Errors.Detail(404, "File not found");
        if (decision == "forbid")
            return Errors.Detail(403, "Access to this file is forbidden");

        // A part of another version is worth nothing: the whole is sent then.
        bool same = call.Header("If-Range") is not { Length: > 0 } version || version == file.Tag;
        (long From, long To)? range = same ? Range(call.Header("Range"), file.Bytes.Length) : null;
        if (range is null)
            return Served(200, file, file.Bytes);

        (long from, long to) = range.Value;
        if (from > to)
            return new Reply { Status = 416 }.With("Content-Range", $"bytes */{file.Bytes.Length}");

        return Served(206, file, file.Bytes[(int)from..(int)(to + 1)]).With("Content-Range", $"bytes {from}-{to}/{file.Bytes.Length}");
    }

    /// <summary>The owner passes always; a key is no credential here, a storage token is. Of several credentials the most permissive counts.</summary>
    private string Decision(FalCall call, string path, StoredFile file)
    {
        string? user = services.Tokens.StorageUser(call.Header("Authorization"));
        if (user is not null && user == (file.Owner ?? services.Options.UserName))
            return "allow";

        return services.Tokens.Opens(call.QueryText("identity"), path) ? "allow" : file.Rules.For(user);
    }

    private static Reply Served(int status, StoredFile file, ReadOnlyMemory<byte> bytes) =>
        new Reply { Status = status, ContentType = file.ContentType, Body = bytes }
            .With("Accept-Ranges", "bytes")
            .With("ETag", file.Tag)
            .With("Cache-Control", "public, max-age=31536000, immutable");

    /// <summary>Null for no range, several, or one that cannot be read: all of these are answered with the whole. From beyond to means unsatisfiable.</summary>
    private static (long From, long To)? Range(string? header, long length)
    {
        if (!RangeHeaderValue.TryParse(header, out RangeHeaderValue? parsed) || parsed.Unit != "bytes" || parsed.Ranges.Count != 1)
            return null;

        RangeItemHeaderValue item = parsed.Ranges.First();
        if (item.From is null)
            return item.To is > 0 ? (Math.Max(0, length - item.To.Value), length - 1) : (1, 0);

        return item.From >= length ? (1, 0) : (item.From.Value, Math.Min(item.To ?? long.MaxValue, length - 1));
    }
}
