using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using KlingGen.TestKit;

namespace Cli.Tests.Serve;

/// <summary>A client that insists on https and verifies by one certificate alone. Every name leads to the emulator, as by the hosts file.</summary>
internal static class StrictClient
{
    public static HttpClient Of(string trustFile, Uri emulator)
    {
        var trusted = X509CertificateLoader.LoadCertificateFromFile(trustFile);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(trusted);
        return new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, emulator.Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { Timeout = HangGuard.Limit };
    }
}
