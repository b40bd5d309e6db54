using System.Text.Json;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Queue;

/// <summary>The three addresses of a request, in the form that the options choose.</summary>
internal static class RequestUrls
{
    public static void WriteTo(Utf8JsonWriter writer, FalEmulatorOptions options, Addresses addresses, Job job)
    {
        FalAddressStyle style = options.AddressStyle;
        string request = style switch
        {
            FalAddressStyle.Token => "q/" + RequestToken.Of(job.RequestId),
            FalAddressStyle.FullId or FalAddressStyle.Response => $"{job.Endpoint.Id}/requests/{job.RequestId}",
            _ => $"{job.Endpoint.Application}/requests/{job.RequestId}",
        };
        string root = options.QueueAddressBase is { } other ? other.OriginalString.TrimEnd('/') + "/" + request : addresses.Of(FalHost.Queue, request);
        string end = style == FalAddressStyle.TrailingSlash ? "/" : "";
        writer.WriteString("response_url"u8, root + (style == FalAddressStyle.Response ? "/response" : end));
        writer.WriteString("status_url"u8, root + "/status" + end);
        writer.WriteString("cancel_url"u8, root + "/cancel" + end);
    }
}
