using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KlingGen.Emulator.Recording;

/// <summary>Takes out of JSON what must not be kept: keys, tokens, signatures of addresses, and the bytes of files, of which a digest stays.</summary>
/// <remarks>Scrubbing what is scrubbed changes nothing, so an input of a recording and the same input of a later call come out equal.</remarks>
internal sealed partial class Scrubber
{
    public const string Mark = "scrubbed";
    public const string DigestPrefix = "file:sha256:";

    /// <summary>Below this a text is no secret worth a search.</summary>
    private const int ShortestSecret = 6;

    /// <summary>A value of a query that is as long as this and has no blank or dot is taken for a signature.</summary>
    private const int LongestPlainValue = 32;

    private static readonly string[] SecretMembers = ["api_key", "apikey", "secret", "password", "passwd", "authorization", "credential", "access_token", "auth_token", "hf_token", "private_key", "bearer"];
    private static readonly string[] SigningParameters = ["sig", "sign", "token", "key", "secret", "credential", "policy", "expires", "auth", "password", "jwt", "identity", "x-amz", "x-goog", "x-oss"];

    private readonly string[] _secrets;

    /// <param name="key">The key of the account; neither it nor its halves stay anywhere.</param>
    public Scrubber(string? key = null) =>
        _secrets = key is null ? [] : [.. new[] { key, Convert.ToBase64String(Encoding.UTF8.GetBytes(key)) }.Concat(key.Split(':')).Where(static part => part.Length >= ShortestSecret).OrderByDescending(static part => part.Length)];

    /// <param name="node">Foreign JSON; it is not changed.</param>
    /// <param name="digestOf">The digest of a file by its address; null where nobody knows it.</param>
    public JsonNode? Scrub(JsonNode? node, Func<string, string?>? digestOf = null) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(Text(member.Key), IsSecret(member) ? JsonValue.Create(Mark) : Scrub(member.Value, digestOf)))),
        JsonArray items => new JsonArray([.. items.Select(item => Scrub(item, digestOf))]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(digestOf?.Invoke(text) is { } digest ? DigestPrefix + digest : DataDigest(text) ?? Text(text)),
        _ => node?.DeepClone(),
    };

    /// <summary>The same for plain text: a path, a header.</summary>
    public string Text(string text)
    {
        foreach (string secret in _secrets)
            text = text.Replace(secret, Mark, StringComparison.Ordinal);
        return text.Contains("://", StringComparison.Ordinal) ? Address().Replace(text, static match => Unsigned(match.Value)) : text;
    }

    /// <summary>Path and query of a call: what its query signs goes.</summary>
    public string Path(string path, string query) => Text(path) + (IsSigned(query) ? "?" + Mark : Text(query));

    private static bool IsSecret(KeyValuePair<string, JsonNode?> member) =>
        member.Value is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0
        && Array.Exists(SecretMembers, name => member.Key.Contains(name, StringComparison.OrdinalIgnoreCase) || member.Key.Replace("-", "_", StringComparison.Ordinal).Contains(name, StringComparison.OrdinalIgnoreCase));

    private static string? DataDigest(string text)
    {
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || text.IndexOf(',', StringComparison.Ordinal) is not (> 0 and var comma) || comma > 200)
            return null;

        string head = text[5..comma];
        try
        {
            byte[] bytes = head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase) ? Convert.FromBase64String(text[(comma + 1)..]) : Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text[(comma + 1)..]));
            return DigestPrefix + Convert.ToHexStringLower(SHA256.HashData(bytes));
        }
        catch (FormatException)
        {
            return DigestPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
    }

    // Of an address: whoever it names before the host, and a query that signs it.
    private static string Unsigned(string address)
    {
        int query = address.IndexOf('?', StringComparison.Ordinal);
        string rest = query < 0 ? "" : address[query..];
        string start = query < 0 ? address : address[..query];
        start = UserInfo().Replace(start, "://");
        return start + (IsSigned(rest) ? "" : rest);
    }

    private static bool IsSigned(string query) => query.Split(['?', '&', '#', ';'], StringSplitOptions.RemoveEmptyEntries).Any(static pair =>
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? pair : pair[..equals], value = equals < 0 ? "" : pair[(equals + 1)..];
        return Array.Exists(SigningParameters, word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
            || (value.Length >= LongestPlainValue && !value.Contains('+', StringComparison.Ordinal) && !value.Contains("%20", StringComparison.Ordinal) && !value.Contains("%2F", StringComparison.OrdinalIgnoreCase));
    });

    [GeneratedRegex("""[A-Za-z][A-Za-z0-9+.-]*://[^\s"'<>)\]}]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex("://[^/@\\s]*@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
