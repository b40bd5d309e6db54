using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KlingGen.Emulator;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Resilience.Tests.Support;

/// <summary>A way of HTTP/2 between the library and the emulator.</summary>
internal sealed class Transport : IDisposable
{
    /// <summary>TLS and ALPN, as with the service: paid requests and uploads over HTTP/1.1, all others over HTTP/2.</summary>
    public const string Negotiated = "negotiated";

    /// <summary>Prior knowledge and a client that insists: paid requests too.</summary>
    public const string Insisting = "insisting";

    private static readonly X509Certificate2 s_certificate = NewCertificate();
    private readonly bool _insists;

    public Transport(string way)
    {
        _insists = way == Insisting;
        Http = NewClient();
    }

    public HttpClient Http { get; private set; }

    /// <summary>Leaves the connections behind that a fault has cut: what is sent on one before its end is noticed is lost, and no fault of the next call.</summary>
    public void Renew()
    {
        Http.Dispose();
        Http = NewClient();
    }

    public void Configure(FalEmulatorOptions options)
    {
        if (_insists)
            options.Protocols = HttpProtocols.Http2;
        else
            options.Certificate = s_certificate;
    }

    public void Dispose() => Http.Dispose();

    private HttpClient NewClient()
    {
        var ssl = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, shown, _, _) => shown?.GetCertHashString() == s_certificate.GetCertHashString() };
        return new HttpClient(new SocketsHttpHandler { SslOptions = ssl, AllowAutoRedirect = false, UseCookies = false, EnableMultipleHttp2Connections = true })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = _insists ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=emulator", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
