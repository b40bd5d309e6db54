using System.Net;
using System.Security.Cryptography.X509Certificates;
using KlingGen.Emulator.Calls;
using KlingGen.Emulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
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
    /// <summary>What nginx, which stands before many services, allows; Kestrel's own default is 100.</summary>
    private const int StreamsPerConnection = 128;

    private readonly KestrelServer _server;
    private readonly IAsyncDisposable? _tls;

    private KestrelListener(KestrelServer server, IAsyncDisposable? tls)
    {
        _server = server;
        _tls = tls;
    }

    public static async Task<KestrelListener> StartAsync(EmulatorServices services, CancellationToken cancellationToken)
    {
        X509Certificate2? certificate = Checked(services.Options);
        WebApplication? tls = certificate is null ? null : TlsServices();
        var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = tls?.Services! };
        options.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(services.Options.BindAddress, services.Options.Port, listen =>
        {
            listen.Protocols = services.Options.Protocols;
            // Where HTTP/1.1 is plain, faults write to the socket past the server and need no more.
            if (certificate is null && listen.Protocols != HttpProtocols.Http2)
                return;
            listen.Use(DirectTransport.Wrap);
            if (certificate is not null)
                listen.UseHttps(certificate);
            listen.Use(FrameOutput.Wrap);
        });

        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { NoDelay = true }), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new Application(new Gateway(services)), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            server.Dispose();
            if (tls is not null)
                await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var bound = new UriBuilder(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First() + "/");
        // Nobody can call "any address".
        if (IPAddress.TryParse(bound.Host.Trim('[', ']'), out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            bound.Host = "127.0.0.1";
        services.Context.Origin = bound.Uri;
        return new KestrelListener(server, tls);
    }

    public async ValueTask DisposeAsync()
    {
        // A cancelled token makes Kestrel cut what is open instead of waiting for it to end.
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
        if (_tls is not null)
            await _tls.DisposeAsync().ConfigureAwait(false);
    }

    private static X509Certificate2? Checked(FalEmulatorOptions options)
    {
        if (options.Protocols is not (HttpProtocols.Http1 or HttpProtocols.Http2 or HttpProtocols.Http1AndHttp2))
            throw new ArgumentException($"{nameof(FalEmulatorOptions)}.{nameof(options.Protocols)} is {options.Protocols}; set Http1, Http2 or Http1AndHttp2.", nameof(options));
        if (options.Certificate is { HasPrivateKey: false })
            throw new ArgumentException($"{nameof(FalEmulatorOptions)}.{nameof(options.Certificate)} has no private key; load it from a PFX file, or from PEM with its key.", nameof(options));
        return options.Certificate;
    }

    /// <summary>What Kestrel's https asks of a container. The application around it is never started.</summary>
    private static WebApplication TlsServices()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        return builder.Build();
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
