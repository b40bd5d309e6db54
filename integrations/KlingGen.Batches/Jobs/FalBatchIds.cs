using System.Globalization;
using System.Security.Cryptography;

namespace KlingGen.Batches;

/// <summary>Ids of batches: unlike in any two databases, because a webhook finds its job by them.</summary>
internal static class FalBatchIds
{
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Longest = 100;

    /// <summary>The day, to be recognised by people, and forty random bits.</summary>
    public static string New(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd-", CultureInfo.InvariantCulture) + RandomNumberGenerator.GetString(Letters, 8);

    public static string Check(string id, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, parameter);
        bool sound = id.Length <= Longest && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        return sound ? id : throw new ArgumentException($"The id of a batch must have at most {Longest} characters: ASCII letters, digits, '-', '_' and '.'. This one is '{id}'.", parameter);
    }
}
