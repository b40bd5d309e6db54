namespace Runtime.Tests.Support;

/// <summary>A request as it arrived.</summary>
internal sealed record Seen(string Method, Uri Address, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string PathAndQuery => Address.PathAndQuery;

    public string? Header(string name) => Headers.TryGetValue(name, out string? value) ? value : null;

    public override string ToString() => $"{Method} {PathAndQuery}";
}
