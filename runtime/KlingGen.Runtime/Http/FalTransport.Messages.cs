namespace KlingGen;

/// <content>The HTTP message of one attempt, and which credential may go where.</content>
internal sealed partial class FalTransport
{
    private HttpRequestMessage NewMessage(ApiRequest request, HttpContent? content)
    {
        bool allowed = request.Credential == Credential.None || (request.Credential == Credential.Key ? IsAllowed(request.Address) : StorageAddresses.IsCdn(request.Address, Options));
        if (!allowed)
            throw new InvalidOperationException($"The {request.Credential} must not be sent to an address outside the configured base addresses.");

        var message = new HttpRequestMessage(request.Method, request.Address) { Content = content };
        _sender.ChooseVersion(message, alone: request.Operation.IsPaid() || request.Bytes is not null);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        foreach ((string name, string value) in request.Headers)
        {
            if (message.Headers.TryAddWithoutValidation(name, value) || message.Content is null)
                continue;
            message.Content.Headers.Remove(name);
            message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        string? authorization = request.Credential == Credential.Key ? Key.Authorization : request.Credential.Token;
        if (authorization is not null)
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        return message;
    }

    private bool IsAllowed(Uri address)
    {
        foreach (Uri allowed in _allowed)
        {
            if (address.Scheme == allowed.Scheme && address.Host == allowed.Host && address.Port == allowed.Port && address.UserInfo.Length == 0)
                return true;
        }

        return false;
    }
}
