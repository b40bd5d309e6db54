using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace KlingGen;

/// <summary>Reads options from configuration by name, without the reflection of the general binder.</summary>
internal static class FalOptionsBinder
{
    /// <exception cref="InvalidOperationException">A value cannot be read; the message names its path.</exception>
    public static void Bind(IConfiguration section, FalClientOptions options)
    {
        if (Address(section, "EmulatorAddress") is { } emulator)
            UseEmulator(options, emulator);
        options.ApiKey = section[nameof(options.ApiKey)] is { Length: > 0 } key ? key : options.ApiKey;
        options.RunBaseAddress = Address(section, nameof(options.RunBaseAddress)) ?? options.RunBaseAddress;
        options.QueueBaseAddress = Address(section, nameof(options.QueueBaseAddress)) ?? options.QueueBaseAddress;
        options.RestBaseAddress = Address(section, nameof(options.RestBaseAddress)) ?? options.RestBaseAddress;
        options.CdnBaseAddress = Address(section, nameof(options.CdnBaseAddress)) ?? options.CdnBaseAddress;
        options.PlatformBaseAddress = Address(section, nameof(options.PlatformBaseAddress)) ?? options.PlatformBaseAddress;
        options.WebBaseAddress = Address(section, nameof(options.WebBaseAddress)) ?? options.WebBaseAddress;
        options.WebSocketBaseAddress = Address(section, nameof(options.WebSocketBaseAddress)) ?? options.WebSocketBaseAddress;
        options.AllowAnonymous = Flag(section, nameof(options.AllowAnonymous)) ?? options.AllowAnonymous;
        options.UseBackupHosts = Flag(section, nameof(options.UseBackupHosts)) ?? options.UseBackupHosts;
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
        options.MaxInlineBytes = Number(section, nameof(options.MaxInlineBytes), long.MaxValue) ?? options.MaxInlineBytes;
    }

    private static void UseEmulator(FalClientOptions options, Uri address)
    {
        FalClientOptions emulator = FalClientOptions.ForEmulator(address);
        options.ApiKey = emulator.ApiKey;
        options.RunBaseAddress = emulator.RunBaseAddress;
        options.QueueBaseAddress = emulator.QueueBaseAddress;
        options.RestBaseAddress = emulator.RestBaseAddress;
        options.CdnBaseAddress = emulator.CdnBaseAddress;
        options.PlatformBaseAddress = emulator.PlatformBaseAddress;
        options.WebBaseAddress = emulator.WebBaseAddress;
        options.WebSocketBaseAddress = emulator.WebSocketBaseAddress;
        options.AllowPrivateDownloads = true;
    }

    private static Uri? Address(IConfiguration section, string name) => Read(section, name, static text => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : null, "an absolute address");

    private static bool? Flag(IConfiguration section, string name) => Read<bool?>(section, name, static text => bool.TryParse(text, out bool flag) ? flag : null, "true or false");

    private static TimeSpan? Span(IConfiguration section, string name) =>
        Read<TimeSpan?>(section, name, static text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) ? span : null, "a time span such as 00:05:00");

    private static T? Word<T>(IConfiguration section, string name)
        where T : struct, Enum =>
        Read<T?>(section, name, static text => Enum.TryParse(text, ignoreCase: true, out T word) && Enum.IsDefined(word) ? word : null, "one of " + string.Join(", ", Enum.GetNames<T>()));

    private static long? Number(IConfiguration section, string name, long most) => Read<long?>(
        section, name, text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) && number <= most ? number : null, "a whole number");

    private static T? Read<T>(IConfiguration section, string name, Func<string, T?> parse, string expected)
    {
        string? text = section[name];
        if (string.IsNullOrWhiteSpace(text))
            return default;
        string path = section is IConfigurationSection { Path: var parent } ? parent + ":" + name : name;
        return parse(text.Trim()) ?? throw new InvalidOperationException($"The configuration value {path} is not {expected}.");
    }
}
