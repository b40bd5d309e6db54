using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KlingGen.TestKit;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KlingGen.Emulator.Tests;

/// <summary>HTTP/2 with prior knowledge and by TLS, and the faults that exist there.</summary>
public sealed class Http2Tests : IAsyncDisposable
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;
    private readonly List<IDisposable> _held = [];

    [Fact]
    public async Task Prior_knowledge_is_served_on_a_port_of_http2_alone()
    {
        await using FalEmulator emulator = await StartAsync(options => options.Protocols = HttpProtocols.Http2);
        HttpClient http = Client(emulator, HttpVersion.Version20);
        using HttpResponseMessage response = await http.PostAsync("queue/" + Rig.Kling, Rig.Input(), s_token);
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (response.StatusCode, response.Version));
        Assert.StartsWith(emulator.Address.AbsoluteUri, (await Rig.ReadAsync(response)).GetProperty("status_url").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("1.1")]
    public async Task With_a_certificate_the_caller_chooses_the_version(string version)
    {
        using X509Certificate2 certificate = Certificate();
        await using FalEmulator emulator = await StartAsync(options => options.Certificate = certificate);
        Assert.Equal("https", emulator.Address.Scheme);
        HttpClient http = Client(emulator, Version.Parse(version), certificate);
        using HttpResponseMessage response = await http.PostAsync("run/" + Rig.Kling, Rig.Input(), s_token);
        Assert.Equal(Version.Parse(version), response.Version);
        string url = (await Rig.ReadAsync(response)).GetProperty("images")[0].GetProperty("url").GetString()!;
        Assert.StartsWith("https://", url, StringComparison.Ordinal);
        Assert.NotEmpty(await http.GetByteArrayAsync(new Uri(url), s_token));
    }

    [Fact]
    public async Task A_request_that_a_go_away_disowns_is_made_again_by_the_handler_and_was_not_processed()
    {
        await using FalEmulator emulator = await StartAsync(options => options.Protocols = HttpProtocols.Http2);
        HttpClient http = Client(emulator, HttpVersion.Version20);
        // A connection that has served something, so that the last stream is another than none.
        await http.GetStringAsync("emulator/health", s_token);
        emulator.Faults.Add(new FalFault { Kind = FalFaultKind.GoAway, Operation = FalOperation.Submit, Times = 1 });

        using HttpResponseMessage response = await http.PostAsync("queue/" + Rig.Kling, Rig.Input(), s_token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, emulator.Faults.Strikes);
        Assert.Equal(["GoAway", null], emulator.Journal.Where(entry => entry.Operation == FalOperation.Submit).Select(entry => entry.Fault));
        using HttpResponseMessage status = await http.GetAsync((await Rig.ReadAsync(response)).GetProperty("status_url").GetString(), s_token);
        Assert.Equal(HttpStatusCode.Accepted, status.StatusCode is HttpStatusCode.OK ? HttpStatusCode.Accepted : status.StatusCode);
    }

    [Theory]
    [InlineData(FalFaultKind.RefusedStream, 7, false)]
    [InlineData(FalFaultKind.StreamReset, 2, true)]
    public async Task A_stream_is_reset_with_the_code_of_the_fault(FalFaultKind kind, long code, bool processed)
    {
        await using FalEmulator emulator = await StartAsync(options => options.Protocols = HttpProtocols.Http2);
        HttpClient http = Client(emulator, HttpVersion.Version20);
        emulator.Faults.Add(new FalFault { Kind = kind, Operation = FalOperation.Run });

        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsync("run/" + Rig.Kling, Rig.Input(), s_token));
        Assert.Equal(code, Assert.IsType<HttpProtocolException>(error.InnerException).ErrorCode);
        Assert.Equal(processed ? 1 : 0, emulator.Billing.Events.Count);
    }

    [Theory]
    [InlineData(FalFaultKind.GoAway)]
    [InlineData(FalFaultKind.RefusedStream)]
    [InlineData(FalFaultKind.StreamReset)]
    public async Task The_faults_of_streams_pass_over_what_has_none(FalFaultKind kind)
    {
        await using FalEmulator emulator = await StartAsync(_ => { });
        emulator.Faults.Add(new FalFault { Kind = kind });
        using HttpResponseMessage response = await Client(emulator, HttpVersion.Version11).PostAsync("run/" + Rig.Kling, Rig.Input(), s_token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, emulator.Faults.Strikes);
    }

    [Theory]
    [InlineData(HttpProtocols.None)]
    [InlineData(HttpProtocols.Http3)]
    [InlineData(HttpProtocols.Http1AndHttp2AndHttp3)]
    public async Task A_protocol_that_is_not_served_is_refused_in_words(HttpProtocols protocols)
    {
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(options => options.Protocols = protocols));
        Assert.Contains("Http1, Http2 or Http1AndHttp2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_without_its_key_is_refused_in_words()
    {
        using X509Certificate2 certificate = Certificate();
        using X509Certificate2 half = X509CertificateLoader.LoadCertificate(certificate.Export(X509ContentType.Cert));
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(options => options.Certificate = half));
        Assert.Contains("private key", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What comes of the grid's kinds over HTTP/2 and over TLS: by HttpClient's word, or the length of what came.</summary>
    [Theory]
    [InlineData(FalFaultKind.FullFinish, "whole")]
    [InlineData(FalFaultKind.FullFin, "broken")]
    [InlineData(FalFaultKind.FullReset, "broken")]
    [InlineData(FalFaultKind.HalfFinish, "half")]
    [InlineData(FalFaultKind.HalfFin, "broken")]
    [InlineData(FalFaultKind.HalfReset, "broken")]
    [InlineData(FalFaultKind.HeadersFinish, "empty")]
    [InlineData(FalFaultKind.HeadersFin, "broken")]
    [InlineData(FalFaultKind.HeadersReset, "broken")]
    [InlineData(FalFaultKind.NothingFinish, "empty")]
    [InlineData(FalFaultKind.NothingFin, "broken")]
    [InlineData(FalFaultKind.NothingReset, "broken")]
    [InlineData(FalFaultKind.ByteByByte, "whole")]
    [InlineData(FalFaultKind.WrongLength, "part")]
    public async Task The_grid_strikes_there_too(FalFaultKind kind, string expected)
    {
        using X509Certificate2 certificate = Certificate();
        foreach ((Version version, bool tls) in new[] { (HttpVersion.Version20, false), (HttpVersion.Version20, true), (HttpVersion.Version11, true) })
        {
            await using FalEmulator emulator = await StartAsync(options =>
            {
                options.Protocols = tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http2;
                options.Certificate = tls ? certificate : null;
            });
            HttpClient http = Client(emulator, version, tls ? certificate : null);
            int whole = (await http.GetByteArrayAsync("platform/v1/models", s_token)).Length;
            emulator.Faults.Add(new FalFault { Kind = kind });
            string outcome;
            try
            {
                int came = (await http.GetByteArrayAsync("platform/v1/models", s_token)).Length;
                outcome = came == 0 ? "empty" : came == whole ? "whole" : came == whole / 2 ? "half" : "part";
            }
            catch (HttpRequestException)
            {
                outcome = "broken";
            }

            Assert.Equal((expected, version, tls), (outcome, version, tls));
        }
    }

    public ValueTask DisposeAsync()
    {
        _held.ForEach(static held => held.Dispose());
        return default;
    }

    private static Task<FalEmulator> StartAsync(Action<FalEmulatorOptions> configure)
    {
        var options = new FalEmulatorOptions { Schemas = { Rig.SchemaFile }, Timing = FalEmulatorTiming.Instant, DrawPictures = false };
        configure(options);
        return FalEmulator.StartAsync(options, s_token);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=emulator", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private HttpClient Client(FalEmulator emulator, Version version, X509Certificate2? trusted = null)
    {
        var ssl = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && trusted is not null && shown.GetCertHashString() == trusted.GetCertHashString(),
        };
        var http = new HttpClient(new SocketsHttpHandler { SslOptions = ssl })
        {
            BaseAddress = emulator.Address,
            Timeout = HangGuard.Limit,
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", FalEmulator.DefaultApiKey);
        _held.Add(http);
        return http;
    }
}
