namespace KlingGen;

/// <summary>Straight to the CDN, with a storage token.</summary>
internal sealed class CdnRoute(FalTransport transport, StorageTokens tokens) : UploadRoute<StorageToken>(transport)
{
    protected override ValueTask<StorageToken> AskAsync(UploadBody body, UploadTerms terms, CallDeadline scope) => tokens.GetAsync(scope);

    protected override void Forget(StorageToken leave) => tokens.Forget(leave);

    protected override Task<string> UseAsync(StorageToken leave, UploadBody body, UploadTerms terms, CallDeadline scope) =>
        body.IsWhole ? SendWholeAsync(leave, body, terms, scope) : SendPartsAsync(leave, body, terms, scope);

    private async Task<string> SendWholeAsync(StorageToken leave, UploadBody body, UploadTerms terms, CallDeadline scope)
    {
        using UploadPart whole = await body.WholeAsync(scope.Token).ConfigureAwait(false);
        var request = new ApiRequest
        {
            Operation = FalOperation.Upload,
            Verb = HttpMethod.Post,
            Address = new Uri(Transport.Options.CdnBaseAddress, "files/upload"),
            Credential = leave.Credential,
            Headers = Headers(terms),
            Bytes = whole.NewContent,
        };
        using ApiReply reply = await Transport.SendAsync(request, scope, static reply => StorageAnswer.Needed(reply, "access_url")).ConfigureAwait(false);
        return FileAddress(request, reply, "access_url");
    }

    private async Task<string> SendPartsAsync(StorageToken leave, UploadBody body, UploadTerms terms, CallDeadline scope)
    {
        var request = new ApiRequest
        {
            Operation = FalOperation.UploadInitiate,
            Address = new Uri(Transport.Options.CdnBaseAddress, "files/upload/multipart"),
            Credential = leave.Credential,
            Headers = Headers(terms),
            // An empty body that says so: the type of the file travels with it.
            Body = ReadOnlyMemory<byte>.Empty,
        };
        using ApiReply reply = await Transport.SendAsync(request, scope, CheckBeginning).ConfigureAwait(false);
        string url = FileAddress(request, reply, "access_url");
        var file = new Uri(url);
        string id = StorageAnswer.Needed(reply, "uploadId");
        if (id.Length is 0 or > 2048)
            throw StorageAnswer.Unusable(request, reply, "its uploadId is none");
        if (!StorageAddresses.IsCdn(file, Transport.Options))
            throw StorageAnswer.Unusable(request, reply, $"its access_url is at {file.Host}, which must not be sent the storage token");

        string below = "multipart/" + Uri.EscapeDataString(id) + "/";
        await PartSender.SendAsync(Transport, body, leave.Credential, step => StorageAddresses.Below(file, below + step), scope).ConfigureAwait(false);
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
