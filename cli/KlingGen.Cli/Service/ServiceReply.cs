using System.Net;
using System.Text.Json;
using KlingGen.Compiler;

namespace KlingGen.Cli.Service;

/// <summary>An answer, read whole.</summary>
/// <param name="Address">Who was asked.</param>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="RetryAfter">The pause that was asked for.</param>
/// <param name="IsEmulated">Whether the answer says that an emulator gave it, whatever name it stands behind.</param>
internal sealed record ServiceReply(Uri Address, HttpStatusCode Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter, bool IsEmulated = false)
{
    /// <summary>Who gave it, as a lock file keeps it: an address of the service as it was asked, or an emulator.</summary>
    public string Source => !IsEmulated && LockSources.IsService(Address.AbsoluteUri) ? Address.GetLeftPart(UriPartial.Authority) : LockSources.Emulator;

    /// <summary>Whether the same question may have another answer a little later.</summary>
    public bool IsPassing => (int)Status is 408 or 429 or 500 or 502 or 503 or 504 || ((int)Status is >= 200 and < 300 && !SaysSomething());

    /// <summary>The body of a success.</summary>
    /// <exception cref="CliException">It is another answer.</exception>
    public ReadOnlyMemory<byte> Success(string what)
    {
        string host = Address.GetLeftPart(UriPartial.Authority);
        return (int)Status switch
        {
            200 => Body,
            >= 300 and < 400 => throw CliException.Service($"{host} answered with a redirect ({(int)Status}) when asked for {what}; redirects are not followed. Check the address."),
            401 or 403 => throw CliException.Service($"{host} refused to give {what} ({(int)Status}). Check the key in FAL_KEY."),
            429 => throw CliException.Service($"{host} refused to give {what}: too many requests (429). Wait a little and run the command again."),
            _ => throw CliException.Service($"{host} answered {(int)Status} when asked for {what}. Run the command again later."),
        };
    }

    // All that is asked for is a JSON object. A success with anything else in it is the page of a proxy, or broke off on its way.
    private bool SaysSomething()
    {
        ReadOnlySpan<byte> body = Body.Span;
        var reader = new Utf8JsonReader(body.StartsWith("\uFEFF"u8) ? body[3..] : body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            bool full = reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.TokenType != JsonTokenType.EndObject;
            while (reader.Read())
            {
            }

            return full;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
