using KlingGen;

namespace Resilience.Tests.Support;

/// <summary>The operations of the library as its user knows them.</summary>
internal enum Call
{
    Run,
    Submit,
    Status,
    StatusStream,
    Result,
    Cancel,
    Stream,

    /// <summary>A file saved into a folder.</summary>
    Download,

    /// <summary>A file read into memory.</summary>
    Read,

    /// <summary>A call with a local picture, at the step that gets the CDN's token.</summary>
    StorageToken,

    /// <summary>The same with a picture of several parts, at its beginning.</summary>
    UploadInitiate,

    /// <summary>At the sending of a picture in one piece.</summary>
    Upload,

    /// <summary>At the sending of a part.</summary>
    UploadPart,

    /// <summary>At the putting together of the parts.</summary>
    UploadComplete,
}

internal static class Calls
{
    public static Call[] All { get; } = Enum.GetValues<Call>();

    /// <summary>Whether a second request could be a second purchase.</summary>
    public static bool IsPaid(this Call call) => call is Call.Run or Call.Submit or Call.Stream;

    /// <summary>Whether the call is a submit whose picture must be uploaded first.</summary>
    public static bool IsUpload(this Call call) => call >= Call.StorageToken;

    /// <summary>Whether the call is about a job that is known before it starts.</summary>
    public static bool HasJob(this Call call) => call is Call.Status or Call.StatusStream or Call.Result or Call.Cancel;

    public static KlingGen.Emulator.FalOperation Operation(this Call call) =>
        call == Call.Read ? KlingGen.Emulator.FalOperation.Download : Enum.Parse<KlingGen.Emulator.FalOperation>(call.ToString());

    /// <summary>Makes the call to its end and says what came of it.</summary>
    public static async Task<string> InvokeAsync(
        this Call call, FalClient client, string prompt, FalJobHandle? handle, string? url, FalCallOptions? options = null, CancellationToken token = default)
    {
        FalEndpoint<FalJson, FalJson> endpoint = client.Endpoint(Rig.Id);
        switch (call)
        {
            case Call.Run:
                return (await endpoint.RunAsync(Rig.Input(prompt), options, token)).ToString();
            case Call.Submit:
                return (await endpoint.SubmitAsync(Rig.Input(prompt), options, token)).ToString();
            case Call.Stream:
                int outputs = 0;
                await foreach (FalJson _ in endpoint.StreamAsync(Rig.Input(prompt), options, token))
                    outputs++;
                return $"{outputs} outputs";
            case Call.Download:
                return await SaveAsync(url!, client, token);
            case Call.Read:
                return Hash(await new RemoteFile(url!).GetBytesAsync(client, token));
            case >= Call.StorageToken:
                return (await new FalEndpoint<PictureInput, FalJson>(client, Rig.Id).SubmitAsync(PictureInput.Of(call, prompt), options, token)).ToString();
            default:
                return await AboutAsync(call, endpoint.Resume(handle!), options, token);
        }
    }

    /// <summary>What a downloaded file is compared by.</summary>
    public static string Hash(byte[] file) => $"{file.Length} bytes, {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file))}";

    // Well or badly: no half of a file stays behind.
    private static async Task<string> SaveAsync(string url, FalClient client, CancellationToken token)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("klinggen-resilience-");
        bool saved = false;
        try
        {
            string path = await new RemoteFile(url).SaveAsync(folder.FullName, client, cancellationToken: token);
            saved = true;
            return Hash(await File.ReadAllBytesAsync(path, token));
        }
        finally
        {
            Assert.Equal(saved ? 1 : 0, folder.GetFiles().Length);
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> AboutAsync(Call call, FalJob<FalJson> job, FalCallOptions? options, CancellationToken token)
    {
        switch (call)
        {
            case Call.Status:
                return (await job.GetStatusAsync(cancellationToken: token)).ToString();
            case Call.StatusStream:
                FalQueueStatus? last = null;
                await foreach (FalQueueStatus status in job.StreamStatusAsync(logs: true, options, token))
                    last = status;
                return last!.ToString();
            case Call.Result:
                return (await job.GetResultAsync(token)).ToString();
            default:
                return (await job.CancelAsync(token)).ToString();
        }
    }
}
