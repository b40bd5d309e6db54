using System.Text;

namespace KlingGen;

/// <summary>Finds the key, checks its form, and takes it out of texts that leave the library.</summary>
internal sealed class ApiKey
{
    private readonly string? _value;
    private readonly string? _secret;
    private volatile string? _token;

    private ApiKey(string? value)
    {
        _value = value;
        Authorization = value is null ? null : "Key " + value;
        int colon = value?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        // A short secret (as in tests) could be part of any word; only the whole key is taken out then.
        _secret = colon >= 0 && value!.Length - colon - 1 >= 8 ? value[(colon + 1)..] : null;
    }

    /// <summary>The value of the Authorization header, or null for anonymous calls.</summary>
    public string? Authorization { get; }

    public static ApiKey Resolve(FalClientOptions options)
    {
        // The proxy has the key.
        if (options.ProxyAddress is not null)
            return new ApiKey(null);

        string? value = Clean(options.ApiKey) ?? Clean(options.Environment("FAL_KEY"));
        if (value is null && Clean(options.Environment("FAL_KEY_ID")) is { } id && Clean(options.Environment("FAL_KEY_SECRET")) is { } secret)
            value = id + ":" + secret;

        if (value is null)
        {
            return options.AllowAnonymous
                ? new ApiKey(null)
                : throw new FalAuthenticationException(OperatingSystem.IsBrowser()
                    ? "There is no API key, and none belongs in a browser, where everybody can read it. Give the key to a proxy of your own (app.MapFalProxy of KlingGen.AspNetCore) "
                    + "and its address to FalClientOptions.ProxyAddress. To work without a key, use the emulator: FalClientOptions.ForEmulator(address)."
                    : $"There is no API key. Set the environment variable FAL_KEY to '<key id>:<key secret>' (keys are made at {ServiceHosts.Dashboard}/keys), "
                    + "or FalClientOptions.ApiKey. To work without a key, use the emulator: FalClientOptions.ForEmulator(address).");
        }

        foreach (char c in value)
        {
            if (c is < '!' or > '~')
                throw new FalAuthenticationException("The API key has a character that no key has (a space, a line break or a letter beyond ASCII). Copy it again, as '<key id>:<key secret>'.");
        }

        return new ApiKey(value);
    }

    /// <summary>Takes a storage token, which the key was exchanged for, out of texts as well.</summary>
    public void Hide(string token) => _token = token;

    /// <summary>The text without the key, should the other side have sent it back.</summary>
    public string Scrub(string text)
    {
        if (_token is { } token)
            text = text.Replace(token, "***", StringComparison.Ordinal);
        if (_value is null || text.Length == 0)
            return text;
        text = text.Replace(_value, "***", StringComparison.Ordinal);
        return _secret is null ? text : text.Replace(_secret, "***", StringComparison.Ordinal);
    }

    /// <summary>The text of a body without the key; the very same bytes when it is not there.</summary>
    public ReadOnlyMemory<byte> Scrub(ReadOnlyMemory<byte> body)
    {
        if (!Holds(body, _secret ?? _value) && !Holds(body, _token))
            return body;
        return Encoding.UTF8.GetBytes(Scrub(Encoding.UTF8.GetString(body.Span)));
    }

    private static bool Holds(ReadOnlyMemory<byte> body, string? secret) => secret is not null && body.Span.IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0;

    /// <summary>A cause that can be shown: one whose text has the key (a handler of the caller may write anything) is replaced by its scrubbed text.</summary>
    public Exception Scrub(Exception cause)
    {
        if (_value is null || cause is SecondSendException)
            return cause;
        return !cause.ToString().Contains(_secret ?? _value, StringComparison.Ordinal)
            ? cause
            : RequestErrors.New((cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown, Scrub(cause.Message));
    }

    public override string ToString() => "***";

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
