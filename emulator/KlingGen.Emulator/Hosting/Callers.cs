using KlingGen.Emulator.Calls;
using KlingGen.Emulator.Exchange;
using Microsoft.AspNetCore.Http;

namespace KlingGen.Emulator.Hosting;

/// <summary>From a request to where it was meant to go, and to the names under which its answer hands out addresses.</summary>
internal static class Callers
{
    /// <summary>Header by which the service's own clients name the real address when they talk to a proxy.</summary>
    public const string ProxyHeader = "x-fal-target-url";

    private static readonly CalledHost Service = CalledHost.Of(new Uri("https://fal.run/"));

    /// <summary>The proxy header wins, then a host name of the service, then the path prefix.</summary>
    public static (CallTarget Target, Addresses Addresses) Read(HttpRequest request, EmulatorServices services)
    {
        CalledHost called = CalledHost.Of(request, services.Context.Origin);
        CalledHost calls = called;
        CallTarget target;
        if (Uri.TryCreate(request.Headers[ProxyHeader], UriKind.Absolute, out Uri? real) && real.Scheme is "http" or "https")
        {
            target = TargetOf(real, called);
            if (target.Host != FalHost.None)
                calls = CalledHost.Of(real);
        }
        else
        {
            target = CallTarget.Of(called.Named, request.Path.Value ?? "", request.QueryString.Value ?? "");
        }

        return (target, services.Options.AddressOrigin switch
        {
            FalAddressOrigin.Listener => services.Context.Addresses,
            FalAddressOrigin.Service => new Addresses(Service, Service),
            _ => new Addresses(calls, called),
        });
    }

    private static CallTarget TargetOf(Uri real, CalledHost called)
    {
        FalHost named = HostTable.ByName(real.Host);
        bool isOurs = named != FalHost.None || real.IsLoopback || CalledHost.Of(real).Host == called.Host;
        return isOurs ? CallTarget.Of(named, real.AbsolutePath, real.Query) : new CallTarget(FalHost.None, [], real.Query);
    }
}
