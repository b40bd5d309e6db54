using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace KlingGen;

/// <summary>
/// Puts your own id of a job, its endpoint and a MAC (HMAC-SHA256) into the address of its webhook, and reads them back. A submit whose answer was lost is
/// healed by it: the webhook brings your id together with the service's. And a webhook whose MAC is good was asked for by you, which the service's signature alone does not say.
/// </summary>
/// <remarks>The MAC covers the id and the endpoint, not the rest of the address. Thread-safe.</remarks>
public sealed class FalWebhookJobKey
{
    private const string Job = "kg_job";
    private const string Endpoint = "kg_endpoint";
    private const string Mac = "kg_mac";
    private const int LongestId = 200;
    private const int LongestQuery = 8192;

    private readonly byte[] _secret;

    /// <summary>Creates the key from a secret of yours.</summary>
    /// <param name="secret">At least 32 random bytes, the same in every process that submits or receives (<c>RandomNumberGenerator.GetBytes(32)</c>, kept with your other secrets). Copied.</param>
    /// <exception cref="ArgumentException">The secret is shorter than 32 bytes.</exception>
    public FalWebhookJobKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < 32)
            throw new ArgumentException("The secret of a FalWebhookJobKey must have at least 32 bytes. Create it with RandomNumberGenerator.GetBytes(32).", nameof(secret));
        _secret = secret.ToArray();
    }

    /// <summary>Adds id, endpoint and MAC to the query of an address. <see cref="FalCallOptions.ClientJobId"/> does this for you.</summary>
    /// <param name="webhookUrl">The address of your webhook; absolute. Its own query is kept.</param>
    /// <param name="endpointId">The endpoint the job is submitted to.</param>
    /// <param name="clientJobId">Your id: 1 to 200 printable ASCII characters.</param>
    /// <returns>The address to submit with.</returns>
    /// <exception cref="ArgumentException">An argument is not what it should be, the address has such a member already, or it would be longer than <see cref="TryRead"/> accepts: a query of 8,192 characters, an endpoint of 200.</exception>
    public Uri Sign(Uri webhookUrl, string endpointId, string clientJobId)
    {
        ArgumentNullException.ThrowIfNull(webhookUrl);
        if (!webhookUrl.IsAbsoluteUri)
            throw new ArgumentException("A webhook's address must be absolute.", nameof(webhookUrl));
        if (!IsSound(clientJobId))
            throw new ArgumentException("FalCallOptions.ClientJobId must have 1 to 200 characters of printable ASCII.", nameof(clientJobId));
        string endpoint = EndpointPath.Parse(endpointId).Full;
        if (!IsSound(endpoint))
            throw new ArgumentException($"An endpoint id in a webhook's address must have at most {LongestId} characters.", nameof(endpointId));
        string query = webhookUrl.Query.TrimStart('?');
        foreach (string part in query.Split('&'))
        {
            if (NameOf(part) is Job or Endpoint or Mac)
                throw new ArgumentException($"The webhook's address already has a '{NameOf(part)}'.", nameof(webhookUrl));
        }

        string own = $"{Job}={Uri.EscapeDataString(clientJobId)}&{Endpoint}={Uri.EscapeDataString(endpoint)}&{Mac}={MacOf(endpoint, clientJobId)}";
        Uri signed = new UriBuilder(webhookUrl) { Query = query.Length == 0 ? own : $"{query}&{own}" }.Uri;
        return signed.Query.Length <= LongestQuery
            ? signed
            : throw new ArgumentException($"The webhook's address would have a query of {signed.Query.Length} characters; use one with at most {LongestQuery}, id, endpoint and MAC included.", nameof(webhookUrl));
    }

    /// <summary>Reads id and endpoint out of the address on which a webhook came, if its MAC is good. The MAC is compared in constant time.</summary>
    /// <param name="query">The query, with or without its question mark: in ASP.NET Core <c>request.QueryString.Value</c>.</param>
    /// <param name="job">Your id and the endpoint.</param>
    /// <returns>Whether you asked for this webhook; false for an address without an id, too.</returns>
    public bool TryRead(string? query, [NotNullWhen(true)] out FalWebhookJob? job)
    {
        job = null;
        if (query is null || query.Length > LongestQuery)
            return false;

        string? clientJobId = null, endpoint = null, mac = null;
        foreach (string part in query.TrimStart('?').Split('&'))
        {
            bool once = NameOf(part) switch
            {
                Job => Take(part, ref clientJobId),
                Endpoint => Take(part, ref endpoint),
                Mac => Take(part, ref mac),
                _ => true,
            };
            if (!once)
                return false;
        }

        if (!IsSound(clientJobId) || !IsSound(endpoint) || mac is null
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(MacOf(endpoint, clientJobId))))
            return false;
        job = new FalWebhookJob(clientJobId, endpoint);
        return true;
    }

    /// <summary>Never the secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(FalWebhookJobKey);

    private string MacOf(string endpoint, string clientJobId)
    {
        byte[] mac = HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"klinggen webhook job 1\n{endpoint}\n{clientJobId}"));
        return Convert.ToBase64String(mac).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private static string NameOf(string part) => part.IndexOf('=', StringComparison.Ordinal) is > 0 and int end ? part[..end] : part;

    // A member that is there twice could be read twice differently.
    private static bool Take(string part, ref string? value)
    {
        if (value is not null)
            return false;
        value = part.IndexOf('=', StringComparison.Ordinal) is > 0 and int end ? Uri.UnescapeDataString(part[(end + 1)..]) : string.Empty;
        return true;
    }

    // No line feed, which could move the border between the two in the text that is signed.
    internal static bool IsSound([NotNullWhen(true)] string? text)
    {
        if (text is null || text.Length is 0 or > LongestId)
            return false;
        foreach (char c in text)
        {
            if (c is < ' ' or > '~')
                return false;
        }

        return true;
    }
}
