namespace KlingGen;

/// <summary>One way into the storage: a grant is asked for (a token, a signed address), then used. One that is refused is asked for again, once.</summary>
/// <typeparam name="TGrant">What the service gives.</typeparam>
internal abstract class UploadRoute<TGrant>(FalTransport transport) : IUploadRoute
{
    protected FalTransport Transport => transport;

    public async Task<string> SendAsync(UploadBody body, UploadTerms terms, CallDeadline deadline)
    {
        for (bool again = true; ; again = false)
        {
            TGrant grant = await AskAsync(body, terms, deadline).ConfigureAwait(false);
            try
            {
                return await UseAsync(grant, body, terms, deadline).ConfigureAwait(false);
            }
            catch (FalApiException refused) when (again && (int?)refused.StatusCode is 401 or 403 or 404 or 410 && body.CanBeginAgain)
            {
                // Tokens and addresses expire, and one that a lost answer has used up is used up all the same.
                Forget(grant);
                body.Restart();
            }
        }
    }

    /// <summary>Asks for a grant.</summary>
    protected abstract ValueTask<TGrant> AskAsync(UploadBody body, UploadTerms terms, CallDeadline deadline);

    /// <summary>Sends the bytes.</summary>
    /// <returns>The file's address.</returns>
    protected abstract Task<string> UseAsync(TGrant grant, UploadBody body, UploadTerms terms, CallDeadline deadline);

    protected virtual void Forget(TGrant grant)
    {
    }

    /// <summary>The address of the file, as it is given to an endpoint.</summary>
    protected string FileAddress(ApiRequest request, ApiReply reply, string member) =>
        StorageAnswer.Text(reply, member) is { } text && StorageAddresses.Read(text, transport.Options) is not null
            ? text
            : throw StorageAnswer.Unusable(request, reply, $"its {member} is not an https address");
}

/// <summary>A way into the storage.</summary>
internal interface IUploadRoute
{
    /// <summary>Sends the bytes.</summary>
    /// <returns>The file's address.</returns>
    Task<string> SendAsync(UploadBody body, UploadTerms terms, CallDeadline deadline);
}
