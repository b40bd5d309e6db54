namespace KlingGen.Emulator;

/// <summary>Whose name stands in the addresses that the emulator hands out.</summary>
public enum FalAddressOrigin
{
    /// <summary>The one under which the request came: <c>Host</c>, <c>X-Forwarded-*</c>, <c>Forwarded</c>, <c>x-fal-target-url</c>.</summary>
    Request,

    /// <summary>The emulator's own address, however the request came.</summary>
    Listener,

    /// <summary>The service's: <c>https://queue.fal.run</c>, <c>https://v3.fal.media</c> and so on, for clients that find the emulator under these names.</summary>
    Service,
}
