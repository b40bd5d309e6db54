namespace KlingGen;

/// <content>The HTTP message of one attempt, and which credential may go where.</content>
internal sealed partial class FalTransport
{
    /// <summary>Names the service's address to a proxy.</summary>
    private const string ProxyHeader = "x-fal-target-url";

    /// <summary>Whether the request goes to the proxy, which has the key.</summary>
    public bool IsProxied(ApiRequest request) => Options.ProxyAddress is not null && request.Credential == Credential.Key;

    /// <summary>Where the request is sent.</summary>
    public Uri Destination(ApiRequest request) => IsProxied(request) ? Options.ProxyAddress! : request.Address;

    private HttpRequestMessage NewMessage(ApiRequest request, HttpContent? content)
    {
        bool allowed = request.Credential == Credential.None || (request.Credential == Credential.Key ? IsAllowed(request.Address) : StorageAddresses.IsCdn(request.Address, Options));
        if (!allowed)
            throw new InvalidOperationException($"The {request.Credential} must not be sent to an address outside the configured base addresses.");

        var message = new HttpRequestMessage(request.Method, Destination(request)) { Content = content };
        _sender.ChooseVersion(message, alone: request.Operation.IsPaid() || request.Bytes is not null);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (!InBrowser.AsksForEachHeader)
            message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        if (request.Operation.IsStreamed())
            InBrowser.StreamAnswer(message);
        foreach ((string name, string value) in request.Headers)
        {
            if (message.Headers.TryAddWithoutValidation(name, value) || message.Content is null)
                continue;
            message.Content.Headers.Remove(name);
            message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        if (IsProxied(request))
            message.Headers.TryAddWithoutValidation(ProxyHeader, request.Address.AbsoluteUri);
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
