using System.Net;
using KlingGen.Emulator.Calls;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KlingGen.Emulator.Hosting;

/// <summary>Kestrel without a host around it.</summary>
/// <remarks>
/// A guest in somebody's process must not read their <c>appsettings.json</c> or <c>ASPNETCORE_URLS</c>, nor take over Ctrl+C;
/// the web host would do all three, and starting the server alone is quicker.
/// </remarks>
internal sealed class KestrelListener : IAsyncDisposable
{
    private readonly KestrelServer _server;

    private KestrelListener(KestrelServer server) => _server = server;

    public static async Task<KestrelListener> StartAsync(EmulatorServices services, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, services.Options.Port, listen => listen.Protocols = HttpProtocols.Http1);

        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { NoDelay = true }), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new Application(new Gateway(services)), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        services.Context.Origin = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First() + "/");
        return new KestrelListener(server);
    }

    public async ValueTask DisposeAsync()
    {
        // A cancelled token makes Kestrel cut what is open instead of waiting for it to end.
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
    }

    private sealed class Application(Gateway gateway) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => gateway.HandleAsync(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
