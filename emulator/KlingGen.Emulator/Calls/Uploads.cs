using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Files;

namespace KlingGen.Emulator.Calls;

/// <summary>Both ways to upload: by a signed address from the REST host, and straight to the CDN with a token; each whole or in parts.</summary>
internal sealed class Uploads(EmulatorServices services)
{
    private readonly ConcurrentDictionary<string, Upload> _open = new(StringComparer.Ordinal);

    public Reply Initiate(FalCall call) => call.Target.Host == FalHost.Rest ? InitiateSigned(call) : InitiateDirect(call);

    /// <summary>The bytes in one piece.</summary>
    public Reply Take(FalCall call)
    {
        if (call.Target.Segments is ["uploads", var id])
        {
            if (!_open.TryRemove(id, out Upload? upload))
                return Errors.Detail(403, "The upload address is unknown or used up");

            services.Files.Put(upload.Path, upload.File(call.Header("Content-Type"), call.Body), upload.LivesFor);
            return new Reply { Status = 200 }.With("ETag", Tag(call));
        }

        if (services.Tokens.StorageUser(call.Header("Authorization")) is not { } owner)
            return Errors.Detail(401, "Invalid or expired storage token");

        Upload direct = New(call, owner, call.Header("X-Fal-File-Name"), call.Header("Content-Type"));
        services.Files.Put(direct.Path, direct.File(call.Header("Content-Type"), call.Body), direct.LivesFor);
        return Reply.Json(200, new JsonObject { ["access_url"] = call.Addresses.Of(FalHost.Cdn, direct.Path) });
    }

    /// <summary>One part. Clients read the tag from the body or from the header, so it is in both.</summary>
    public Reply TakePart(FalCall call)
    {
        if (!_open.TryGetValue(call.Target.Segments[^2], out Upload? upload)
            || !int.TryParse(call.Target.Segments[^1], CultureInfo.InvariantCulture, out int number) || number is < 1 or > 10000)
            return Errors.Detail(404, "No such multipart upload");
        if (upload.Direct && services.Tokens.StorageUser(call.Header("Authorization")) != upload.Owner)
            return Errors.Detail(401, "Invalid or expired storage token");

        if (upload.LengthWithout(number) + call.Body.Length > services.Options.LongestBody(FalOperation.UploadPart))
            return Errors.Body(BodyEnd.TooLong, services.Options.LongestBody(FalOperation.UploadPart));

        upload.Parts[number] = (Tag(call), call.Body);
        return Reply.Json(200, new JsonObject { ["partNumber"] = number, ["etag"] = Tag(call) }).With("ETag", Tag(call));
    }

    /// <summary>Parts may be named in any order; every one named must be there with its tag, and none may be left out.</summary>
    public Reply Complete(FalCall call)
    {
        string id = call.Target.Segments[^2];
        if (!_open.TryGetValue(id, out Upload? upload))
            return Errors.Detail(404, "No such multipart upload");

        var body = JsonBody.Of(call);
        if (body.Refusal() is { } refusal)
            return refusal;

        SortedDictionary<int, string>? named = NamedParts(body.Root);
        if (named is null || named.Count == 0)
            return Errors.Detail(400, "The list of parts cannot be read");
        if (named.Count != upload.Parts.Count || !named.All(part => upload.Holds(part.Key, part.Value)))
            return Errors.Detail(400, "The parts named are not the parts received");

        _open.TryRemove(id, out _);
        byte[] whole = upload.Whole(named.Keys);
        services.Files.Put(upload.Path, upload.File(contentType: null, whole), upload.LivesFor);
        return Reply.Json(200, new JsonObject { ["access_url"] = call.Addresses.Of(FalHost.Cdn, upload.Path) });
    }

    private Reply InitiateSigned(FalCall call)
    {
        var body = BodyMembers.Of(call, isOptional: false);
        string? name = body.Text("file_name"), contentType = body.Text("content_type");
        if (body.Refusal() is { } refusal)
            return refusal;

        Upload upload = New(call, services.Options.UserOfKey(call.Header("Authorization")), name, contentType);
        string id = Guid.NewGuid().ToString("n");
        _open[id] = upload;
        return Reply.Json(200, new JsonObject
        {
            ["upload_url"] = call.Addresses.Of(FalHost.Cdn, $"uploads/{id}?signature={id[..8]}"),
            ["file_url"] = call.Addresses.Of(FalHost.Cdn, upload.Path),
        });
    }

    private Reply InitiateDirect(FalCall call)
    {
        if (services.Tokens.StorageUser(call.Header("Authorization")) is not { } owner)
            return Errors.Detail(401, "Invalid or expired storage token");

        Upload upload = New(call, owner, call.Header("X-Fal-File-Name"), call.Header("Content-Type"), direct: true);
        string id = Guid.NewGuid().ToString("n");
        _open[id] = upload;
        return Reply.Json(200, new JsonObject { ["access_url"] = call.Addresses.Of(FalHost.Cdn, upload.Path), ["uploadId"] = id });
    }

    private Upload New(FalCall call, string owner, string? name, string? contentType, bool direct = false)
    {
        string? preference = call.Header("X-Fal-Object-Lifecycle-Preference") ?? call.Header("X-Fal-Object-Lifecycle");
        contentType = FileTypes.Sound(contentType);
        string file = string.IsNullOrWhiteSpace(name) ? "upload" + FileTypes.ExtensionOf(contentType) : name;
        return new Upload(FileStore.NewPath(file), file, contentType, owner, CallTerms.Lifetime(preference), FileRules.OfPreference(preference, services.Options), direct);
    }

    private static string Tag(FalCall call) => $"\"{call.BodySha256[..32]}\"";

    private static SortedDictionary<int, string>? NamedParts(JsonElement body)
    {
        var parts = new SortedDictionary<int, string>();
        if (body.Member("parts", JsonValueKind.Array) is not { } list)
            return null;

        foreach (JsonElement part in list.EnumerateArray())
        {
            if (part.Number("partNumber") is not (>= 1 and <= 10000 and var number) || part.Text("etag") is not { } tag || !parts.TryAdd((int)number, tag))
                return null;
        }

        return parts;
    }

    /// <summary>An upload that has begun.</summary>
    private sealed record Upload(string Path, string Name, string ContentType, string Owner, TimeSpan? LivesFor, FileRules Rules, bool Direct)
    {
        public ConcurrentDictionary<int, (string Tag, byte[] Bytes)> Parts { get; } = new();

        /// <summary>Whether a part is there with this tag; some clients send tags without their quotes.</summary>
        public bool Holds(int number, string tag) => Parts.TryGetValue(number, out (string Tag, byte[] Bytes) held) && held.Tag.Trim('"') == tag.Trim('"');

        /// <summary>What has arrived, but for the part of this number, which may come again.</summary>
        public long LengthWithout(int number) => Parts.Where(part => part.Key != number).Sum(static part => part.Value.Bytes.LongLength);

        public StoredFile File(string? contentType, byte[] bytes) => new(Name, contentType is null ? ContentType : FileTypes.Sound(contentType), bytes) { Rules = Rules, Owner = Owner };

        public byte[] Whole(IEnumerable<int> numbers)
        {
            byte[][] parts = [.. numbers.Select(number => Parts[number].Bytes)];
            var whole = new byte[parts.Sum(static part => part.LongLength)];
            int at = 0;
            foreach (byte[] part in parts)
            {
                part.CopyTo(whole, at);
                at += part.Length;
            }

            return whole;
        }
    }
}
