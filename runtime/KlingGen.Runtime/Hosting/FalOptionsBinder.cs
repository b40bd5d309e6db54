using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace KlingGen;

/// <summary>Reads options from configuration by name, without the reflection of the general binder.</summary>
internal static class FalOptionsBinder
{
    /// <exception cref="InvalidOperationException">A value cannot be read; the message names its path.</exception>
    public static void Bind(IConfiguration section, FalClientOptions options)
    {
        if (HttpAddress(section, "EmulatorAddress") is { } emulator)
            options.UseEmulator(emulator, FalClientOptions.EmulatorKey);
        options.ApiKey = Text(section, nameof(options.ApiKey)) is { Length: > 0 } key ? key : options.ApiKey;
        options.RunBaseAddress = Address(section, nameof(options.RunBaseAddress)) ?? options.RunBaseAddress;
        options.QueueBaseAddress = Address(section, nameof(options.QueueBaseAddress)) ?? options.QueueBaseAddress;
        options.RestBaseAddress = Address(section, nameof(options.RestBaseAddress)) ?? options.RestBaseAddress;
        options.CdnBaseAddress = Address(section, nameof(options.CdnBaseAddress)) ?? options.CdnBaseAddress;
        options.PlatformBaseAddress = Address(section, nameof(options.PlatformBaseAddress)) ?? options.PlatformBaseAddress;
        options.WebBaseAddress = Address(section, nameof(options.WebBaseAddress)) ?? options.WebBaseAddress;
        options.WebSocketBaseAddress = Address(section, nameof(options.WebSocketBaseAddress)) ?? options.WebSocketBaseAddress;
        options.ProxyAddress = HttpAddress(section, nameof(options.ProxyAddress)) ?? options.ProxyAddress;
        options.AllowAnonymous = Flag(section, nameof(options.AllowAnonymous)) ?? options.AllowAnonymous;
        options.UseBackupHosts = Flag(section, nameof(options.UseBackupHosts)) ?? options.UseBackupHosts;
        options.UseHttp2 = Flag(section, nameof(options.UseHttp2)) ?? options.UseHttp2;
        options.Validate = Flag(section, nameof(options.Validate)) ?? options.Validate;
        options.AllowPrivateDownloads = Flag(section, nameof(options.AllowPrivateDownloads)) ?? options.AllowPrivateDownloads;
        options.LookUpPrices = Flag(section, nameof(options.LookUpPrices)) ?? options.LookUpPrices;
        options.Timeout = Span(section, nameof(options.Timeout)) ?? options.Timeout;
        options.RequestTimeout = Span(section, nameof(options.RequestTimeout)) ?? options.RequestTimeout;
        options.StreamIdleTimeout = Span(section, nameof(options.StreamIdleTimeout)) ?? options.StreamIdleTimeout;
        options.RetryBaseDelay = Span(section, nameof(options.RetryBaseDelay)) ?? options.RetryBaseDelay;
        options.RetryMaxDelay = Span(section, nameof(options.RetryMaxDelay)) ?? options.RetryMaxDelay;
        options.MaxRetries = (int?)Number(section, nameof(options.MaxRetries), int.MaxValue) ?? options.MaxRetries;
        options.MaxResponseBytes = Number(section, nameof(options.MaxResponseBytes), long.MaxValue) ?? options.MaxResponseBytes;
        options.MaxFileBytes = Number(section, nameof(options.MaxFileBytes), long.MaxValue) ?? options.MaxFileBytes;
        options.MaxParallelUploads = (int?)Number(section, nameof(options.MaxParallelUploads), int.MaxValue) ?? options.MaxParallelUploads;
        options.MediaTransfer = Word<FalMediaTransfer>(section, nameof(options.MediaTransfer)) ?? options.MediaTransfer;
        options.UploadRoutes = Words<FalUploadRoute>(section, nameof(options.UploadRoutes)) ?? options.UploadRoutes;
        options.MaxInlineBytes = Number(section, nameof(options.MaxInlineBytes), long.MaxValue) ?? options.MaxInlineBytes;
    }

    private static Uri? Address(IConfiguration section, string name) => Read(section, name, static text => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : null, "an absolute address");

    private static Uri? HttpAddress(IConfiguration section, string name) => Read(
        section, name, static text => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https") ? address : null, "an absolute address that starts with http");

    private static bool? Flag(IConfiguration section, string name) => Read<bool?>(section, name, static text => bool.TryParse(text, out bool flag) ? flag : null, "true or false");

    private static TimeSpan? Span(IConfiguration section, string name) =>
        Read<TimeSpan?>(section, name, static text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) ? span : null, "a time span such as 00:05:00");

    private static T? Word<T>(IConfiguration section, string name)
        where T : struct, Enum =>
        Read(section, name, Parse<T>, OneOf<T>());

    private static T? Parse<T>(string text)
        where T : struct, Enum => Enum.TryParse(text.Trim(), ignoreCase: true, out T word) && Enum.IsDefined(word) ? word : null;

    private static string OneOf<T>()
        where T : struct, Enum => "one of " + string.Join(", ", Enum.GetNames<T>());

    /// <summary>A list, in its own order and in place of the one before: as an array, or as words between commas.</summary>
    private static T[]? Words<T>(IConfiguration section, string name)
        where T : struct, Enum
    {
        IConfigurationSection list = section.GetSection(name);
        IConfigurationSection[] items = [.. list.GetChildren()];
        if (items.Length > 0)
            return [.. items.Select(item => Word<T>(list, item.Key) ?? throw Unreadable(item.Path, OneOf<T>()))];
        return Read(section, name, static text => text.Split(',').Select(Parse<T>).ToArray() is var words && words.All(static word => word is not null)
            ? words.Select(static word => word!.Value).ToArray() : null, "a list of " + string.Join(", ", Enum.GetNames<T>()));
    }

    private static long? Number(IConfiguration section, string name, long max) => Read<long?>(
        section, name, text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) && number <= max ? number : null, "a whole number");

    private static T? Read<T>(IConfiguration section, string name, Func<string, T?> parse, string expected)
    {
        string? text = Text(section, name);
        if (string.IsNullOrWhiteSpace(text))
            return default;
        string path = section is IConfigurationSection { Path: var parent } ? parent + ":" + name : name;
        return parse(text.Trim()) ?? throw Unreadable(path, expected);
    }

    /// <summary>The text of an option: a member of the section, or, where the section is itself a value, a part of that as a connection string.</summary>
    private static string? Text(IConfiguration section, string name)
    {
        if (section is not IConfigurationSection { Value: { Length: > 0 } connection } part)
            return section[name];

        // An address alone is the emulator's.
        if (connection.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !connection.Contains(';', StringComparison.Ordinal))
            return name == "EmulatorAddress" ? connection : null;
        foreach (string pair in connection.Split(';').Select(static pair => pair.Trim()).Where(static pair => pair.Length > 0))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            // The text is not quoted: it may hold a key.
            if (equals <= 0)
                throw Unreadable(part.Path, "a connection string such as 'EmulatorAddress=http://127.0.0.1:5000/' or 'ApiKey=<key id>:<key secret>'");
            if (pair.AsSpan(0, equals).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return pair[(equals + 1)..].Trim();
        }
        return null;
    }

    private static InvalidOperationException Unreadable(string path, string expected) => new($"The configuration value {path} is not {expected}.");
}
