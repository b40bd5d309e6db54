namespace KlingGen;

/// <summary>One way into the storage: leave is asked for (a token, a signed address), then used. Leave that is refused is asked for anew, once.</summary>
/// <typeparam name="TLeave">What the service gives.</typeparam>
internal abstract class UploadRoute<TLeave>(FalTransport transport) : IUploadRoute
{
    protected FalTransport Transport => transport;

    public async Task<string> SendAsync(UploadBody body, UploadTerms terms, CallDeadline scope)
    {
        for (bool again = true; ; again = false)
        {
            TLeave leave = await AskAsync(body, terms, scope).ConfigureAwait(false);
            try
            {
                return await UseAsync(leave, body, terms, scope).ConfigureAwait(false);
            }
            catch (FalApiException refused) when (again && (int?)refused.StatusCode is 401 or 403 or 404 or 410 && body.CanBeginAgain)
            {
                // Tokens and addresses expire, and one that a lost answer has used up is used up all the same.
                Forget(leave);
                body.Restart();
            }
        }
    }

    /// <summary>Asks for leave.</summary>
    protected abstract ValueTask<TLeave> AskAsync(UploadBody body, UploadTerms terms, CallDeadline scope);

    /// <summary>Sends the bytes.</summary>
    /// <returns>The file's address.</returns>
    protected abstract Task<string> UseAsync(TLeave leave, UploadBody body, UploadTerms terms, CallDeadline scope);

    protected virtual void Forget(TLeave leave)
    {
    }

    /// <summary>The address of the file, as it is given to an endpoint.</summary>
    protected string FileAddress(ApiRequest request, ApiReply reply, string member) =>
        StorageAnswer.Text(reply, member) is { } text && StorageAddresses.Read(text, transport.Options) is not null
            ? text
            : throw StorageAnswer.Unusable(request, reply, $"its {member} is no https address");
}

/// <summary>A way into the storage.</summary>
internal interface IUploadRoute
{
    /// <summary>Sends the bytes.</summary>
    /// <returns>The file's address.</returns>
    Task<string> SendAsync(UploadBody body, UploadTerms terms, CallDeadline scope);
}
