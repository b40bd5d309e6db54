namespace KlingGen;

/// <summary>Straight to the CDN, with a storage token.</summary>
internal sealed class CdnRoute(FalTransport transport, StorageTokens tokens) : UploadRoute<StorageToken>(transport)
{
    protected override ValueTask<StorageToken> AskAsync(UploadBody body, UploadTerms terms, CallDeadline deadline) => tokens.GetAsync(deadline);

    protected override void Forget(StorageToken grant) => tokens.Forget(grant);

    protected override Task<string> UseAsync(StorageToken grant, UploadBody body, UploadTerms terms, CallDeadline deadline) =>
        body.IsWhole ? SendWholeAsync(grant, body, terms, deadline) : SendPartsAsync(grant, body, terms, deadline);

    private async Task<string> SendWholeAsync(StorageToken grant, UploadBody body, UploadTerms terms, CallDeadline deadline)
    {
        using UploadPart whole = await body.WholeAsync(deadline.Token).ConfigureAwait(false);
        var request = new ApiRequest
        {
            Operation = FalOperation.Upload,
            Verb = HttpMethod.Post,
            Address = new Uri(Transport.Options.CdnBaseAddress, "files/upload"),
            Credential = grant.Credential,
            Headers = Headers(terms),
            Bytes = whole.NewContent,
        };
        using ApiReply reply = await Transport.SendAsync(request, deadline, static reply => StorageAnswer.Needed(reply, "access_url")).ConfigureAwait(false);
        return FileAddress(request, reply, "access_url");
    }

    private async Task<string> SendPartsAsync(StorageToken grant, UploadBody body, UploadTerms terms, CallDeadline deadline)
    {
        var request = new ApiRequest
        {
            Operation = FalOperation.UploadInitiate,
            Address = new Uri(Transport.Options.CdnBaseAddress, "files/upload/multipart"),
            Credential = grant.Credential,
            Headers = Headers(terms),
            // An empty body that says so: the type of the file travels with it.
            Body = ReadOnlyMemory<byte>.Empty,
        };
        using ApiReply reply = await Transport.SendAsync(request, deadline, CheckBeginning).ConfigureAwait(false);
        string url = FileAddress(request, reply, "access_url");
        var file = new Uri(url);
        string id = StorageAnswer.Needed(reply, "uploadId");
        if (id.Length is 0 or > 2048)
            throw StorageAnswer.Unusable(request, reply, "its uploadId is not valid");
        if (!StorageAddresses.IsCdn(file, Transport.Options))
            throw StorageAnswer.Unusable(request, reply, $"its access_url is at {file.Host}, to which the storage token must not be sent");

        string below = "multipart/" + Uri.EscapeDataString(id) + "/";
        await PartSender.SendAsync(Transport, body, grant.Credential, step => StorageAddresses.Below(file, below + step), deadline).ConfigureAwait(false);
        return url;
    }

    private static void CheckBeginning(ApiReply reply)
    {
        StorageAnswer.Needed(reply, "access_url");
        StorageAnswer.Needed(reply, "uploadId");
    }

    private static List<KeyValuePair<string, string>> Headers(UploadTerms terms) =>
        [.. terms.LifecycleHeaders(), new("X-Fal-File-Name", terms.HeaderName()), new("Content-Type", terms.ContentType)];
}
