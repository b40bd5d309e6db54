using KlingGen.Emulator.Exchange;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace KlingGen.Emulator.Faults;

/// <summary>Faults that exist where a connection carries streams; RFC 9113, sections 6.8 and 8.7, says what they promise.</summary>
internal static class StreamFaults
{
    private const int InternalError = 2;
    private const int RefusedStream = 7;

    public static bool Strikes(FalFaultKind kind) => kind is FalFaultKind.GoAway or FalFaultKind.RefusedStream or FalFaultKind.StreamReset;

    public static bool CanStrike(FalCall call) => HttpProtocol.IsHttp2(call.Http.Request.Protocol);

    public static void Strike(FalFaultKind kind, FalCall call)
    {
        IFeatureCollection features = call.Http.Features;
        // Streams of callers are odd: the one before this one is the last that the GOAWAY vouches for. It leaves before the reset, which is written next.
        if (kind == FalFaultKind.GoAway && features.Get<IHttp2StreamIdFeature>() is { } stream)
            features.GetRequiredFeature<FrameOutput>().GoAway(Math.Max(0, stream.StreamId - 2));
        features.GetRequiredFeature<IHttpResetFeature>().Reset(kind == FalFaultKind.StreamReset ? InternalError : RefusedStream);
    }
}
