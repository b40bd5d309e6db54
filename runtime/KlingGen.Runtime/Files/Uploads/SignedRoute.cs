using System.Buffers;
using System.Text.Json;

namespace KlingGen;

/// <summary>By a signed address, which is asked for with the key and used without it.</summary>
internal sealed class SignedRoute(FalTransport transport) : UploadRoute<SignedRoute.Grant>(transport)
{
    protected override async ValueTask<Grant> AskAsync(UploadBody body, UploadTerms terms, CallDeadline deadline)
    {
        string kind = body.IsWhole ? "initiate" : "initiate-multipart";
        var request = new ApiRequest
        {
            Operation = FalOperation.UploadInitiate,
            Address = new Uri(Transport.Options.RestBaseAddress, $"storage/upload/{kind}?storage_type=fal-cdn-v3"),
            Headers = terms.LifecycleHeaders(),
            Body = Json(terms),
        };
        using ApiReply reply = await Transport.SendAsync(request, deadline, CheckGrant).ConfigureAwait(false);
        string file = FileAddress(request, reply, "file_url");
        return StorageAddresses.Read(StorageAnswer.Text(reply, "upload_url"), Transport.Options) is { } upload
            ? new Grant(upload, file)
            : throw StorageAnswer.Unusable(request, reply, "its upload_url is not an https address");
    }

    protected override async Task<string> UseAsync(Grant grant, UploadBody body, UploadTerms terms, CallDeadline deadline)
    {
        if (body.IsWhole)
            await PutAsync(grant, body, terms, deadline).ConfigureAwait(false);
        else
            await PartSender.SendAsync(Transport, body, Credential.None, step => StorageAddresses.Below(grant.Upload, step), deadline).ConfigureAwait(false);
        return grant.File;
    }

    private async Task PutAsync(Grant grant, UploadBody body, UploadTerms terms, CallDeadline deadline)
    {
        using UploadPart whole = await body.WholeAsync(deadline.Token).ConfigureAwait(false);
        var request = new ApiRequest
        {
            Operation = FalOperation.Upload,
            Verb = HttpMethod.Put,
            Address = grant.Upload,
            Credential = Credential.None,
            Headers = [new("Content-Type", terms.ContentType)],
            Bytes = whole.NewContent,
            HeadSuffices = true,
        };
        using ApiReply reply = await Transport.SendAsync(request, deadline, StorageAnswer.CheckNoPage).ConfigureAwait(false);
    }

    private static void CheckGrant(ApiReply reply)
    {
        StorageAnswer.Needed(reply, "file_url");
        StorageAnswer.Needed(reply, "upload_url");
    }

    private static ReadOnlyMemory<byte> Json(UploadTerms terms)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("content_type"u8, terms.ContentType);
            writer.WriteString("file_name"u8, terms.FileName);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>What the service granted.</summary>
    /// <param name="Upload">Where the bytes go. Signed: never shown.</param>
    /// <param name="File">Where the file will be.</param>
    internal sealed record Grant(Uri Upload, string File)
    {
        public override string ToString() => "signed address";
    }
}
