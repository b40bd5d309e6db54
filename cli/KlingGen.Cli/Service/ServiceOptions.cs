using System.CommandLine;
using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Service;

/// <summary><c>--service</c>, and the addresses and the key that follow from it.</summary>
internal static class ServiceOptions
{
    public const string Variable = "KLINGGEN_SERVICE";

    /// <summary>Makes the option for one command.</summary>
    public static Option<string?> Create() => new("--service")
    {
        Description = $"Ask an emulator at this loopback address instead of fal.ai (also {Variable}).",
        HelpName = "url",
    };

    /// <summary>The emulator that is asked instead of the service; null where the service is.</summary>
    public static Uri? Emulator(CliHost host, string? service) =>
        Uri.TryCreate(service ?? host.Environment(Variable), UriKind.Absolute, out Uri? uri) ? uri : null;

    /// <summary>Where to ask, and with which key.</summary>
    /// <exception cref="CliException">The address is not one of loopback, or a key cannot be one.</exception>
    public static FalClientOptions Resolve(CliHost host, string? service)
    {
        string? address = service ?? host.Environment(Variable);
        if (string.IsNullOrWhiteSpace(address))
            return new FalClientOptions { ApiKey = Key(host) };

        // The key of the real account never goes to another address: the emulator has a key of its own.
        if (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.IsLoopback && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0)
            return FalClientOptions.ForEmulator(uri);
        throw CliException.Usage($"The service address '{Schemas.EndpointIds.Shown(address)}' (--service or {Variable}) is not one of this machine. Give an emulator's address such as http://127.0.0.1:5000/, or omit it to ask fal.ai.");
    }

    /// <summary>The key, or null where none is set. Documents are public; only prices may need it.</summary>
    public static string? Key(CliHost host)
    {
        string? key = Clean(host.Environment("FAL_KEY"));
        if (key is null && Clean(host.Environment("FAL_KEY_ID")) is { } id && Clean(host.Environment("FAL_KEY_SECRET")) is { } secret)
            key = $"{id}:{secret}";
        return key is null || key.All(static c => c is >= '!' and <= '~')
            ? key
            : throw CliException.Usage("The API key in FAL_KEY has a character that no key has (a space, a line break or a letter beyond ASCII). Copy it again, as '<key id>:<key secret>'.");
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
