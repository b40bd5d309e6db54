using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Passthrough;

/// <summary>Uploads that pass through: which bytes came to lie at which address, so that an input is known again by its files and not by their addresses.</summary>
internal sealed class RecordedUploads
{
    private readonly ConcurrentDictionary<string, string> _digests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Open> _open = new(StringComparer.Ordinal);

    /// <summary>The digest of an uploaded file; null for all other texts.</summary>
    public string? DigestOf(string address) => _digests.GetValueOrDefault(address);

    /// <summary>An upload by signed address: the caller gets one of this emulator in its place.</summary>
    public JsonNode? Begin(FalCall call, JsonNode? answer)
    {
        if (answer is not JsonObject members || Text(members, "upload_url") is not { } upload || Text(members, "file_url") is not { } file || !Uri.TryCreate(upload, UriKind.Absolute, out Uri? signed))
            return answer;

        string id = Guid.NewGuid().ToString("n");
        _open[id] = new Open(file, signed);
        members["upload_url"] = call.Addresses.Of(FalHost.Cdn, "uploads/" + id);
        return members;
    }

    /// <summary>Where the service wants the bytes of an upload, or of a part; null where nothing of ours was called.</summary>
    public Uri? AddressOf(FalCall call)
    {
        if (call.Target.Segments is not ["uploads", var id, .. var rest] || !_open.TryGetValue(id, out Open? upload) || upload.Signed is not { } signed)
            return null;
        return rest.Length == 0 ? signed : new UriBuilder(signed) { Path = signed.AbsolutePath.TrimEnd('/') + "/" + string.Join('/', rest) }.Uri;
    }

    /// <summary>Takes notice of bytes that the service has taken.</summary>
    /// <param name="call">The call that brought them.</param>
    /// <param name="answer">What the service answered, where that is JSON.</param>
    public void Took(FalCall call, JsonNode? answer)
    {
        string[] path = call.Target.Segments;
        JsonObject? members = answer as JsonObject;
        switch (call.Operation)
        {
            case FalOperation.UploadInitiate when members is not null && Text(members, "uploadId") is { } id && Text(members, "access_url") is { } file:
                _open[id] = new Open(file, null);
                break;
            case FalOperation.Upload when path is ["uploads", var id] && _open.TryRemove(id, out Open? upload):
                _digests[upload.File] = call.BodySha256;
                break;
            case FalOperation.Upload when members is not null && Text(members, "access_url") is { } file:
                _digests[file] = call.BodySha256;
                break;
            case FalOperation.UploadPart when _open.TryGetValue(path[^2], out Open? upload) && int.TryParse(path[^1], out int number):
                upload.Parts[number] = call.Body;
                break;
            case FalOperation.UploadComplete when _open.TryRemove(path[^2], out Open? upload):
                _digests[members is null ? upload.File : Text(members, "access_url") ?? upload.File] = upload.Digest(Numbers(call));
                break;
        }
    }

    private static int[] Numbers(FalCall call) => JsonBody.Of(call).Root.Member("parts", JsonValueKind.Array) is { } parts
        ? [.. parts.EnumerateArray().Select(static part => (int)(part.Number("partNumber") ?? 0)).Order()]
        : [];

    private static string? Text(JsonObject owner, string name) => owner[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>An upload that has begun; its address here is known until its bytes are there.</summary>
    private sealed record Open(string File, Uri? Signed)
    {
        public ConcurrentDictionary<int, byte[]> Parts { get; } = new();

        public string Digest(int[] numbers)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (int number in numbers)
                hash.AppendData(Parts.TryGetValue(number, out byte[]? part) ? part : []);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }
}
