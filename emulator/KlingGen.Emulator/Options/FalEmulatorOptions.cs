using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KlingGen.Emulator;

/// <summary>What a <see cref="FalEmulator"/> serves and how it behaves. Read once, at the start.</summary>
public sealed partial class FalEmulatorOptions
{
    internal const string DefaultApiKey = "emulator-key-id:emulator-key-secret";

    /// <summary>Endpoint documents to serve: files, or folders whose <c>*.json</c> files are read.</summary>
    /// <value>Paths, relative ones taken from the current directory. A file that is no endpoint document is skipped in a folder and refused when named.</value>
    public IList<string> Schemas { get; } = [];

    /// <summary>Address to listen on.</summary>
    /// <value>Default 127.0.0.1: this machine alone. <see cref="IPAddress.Any"/> lets other machines in.</value>
    public IPAddress BindAddress { get; set; } = IPAddress.Loopback;

    /// <summary>Whether other machines, and pages of other sites, may use the emulator's own switches (<c>/emulator/</c>): journal, faults, book.</summary>
    /// <value>Default <see langword="false"/>: callers of this machine under its own names alone.</value>
    public bool AllowRemoteControl { get; set; }

    /// <summary>Port on <see cref="BindAddress"/>.</summary>
    /// <value>Default 0: any free one; read it from <see cref="FalEmulator.Address"/>.</value>
    public int Port { get; set; }

    /// <summary>Protocols of the port. Without a <see cref="Certificate"/> there is nothing to negotiate by: both mean HTTP/1.1, and HTTP/2 alone prior knowledge.</summary>
    /// <value>Default <see cref="HttpProtocols.Http1AndHttp2"/>; HTTP/3 is not served.</value>
    public HttpProtocols Protocols { get; set; } = HttpProtocols.Http1AndHttp2;

    /// <summary>The certificate, with its private key, by which the port speaks https.</summary>
    /// <value>Default <see langword="null"/>: plain http.</value>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Keys that are let in, in the form <c>key_id:key_secret</c>.</summary>
    /// <value>Default: <see cref="FalEmulator.DefaultApiKey"/> alone.</value>
    public ISet<string> ApiKeys { get; } = new HashSet<string>(StringComparer.Ordinal) { DefaultApiKey };

    /// <summary>Keys with the scope ADMIN, let in as the others are; they alone may read <c>v1/models/billing-events</c>; others are answered 403 there.</summary>
    /// <value>Default: none.</value>
    public ISet<string> AdminKeys { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Lets any well-formed key in.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool AllowAnyKey { get; set; }

    /// <summary>Lets callers in who send no key at all, as an application deployed as public does.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool AllowAnonymous { get; set; }

    /// <summary>The clock of queue, logs, deadlines, expiry and signatures.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>; a fake one makes all waiting the test's own.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How long requests wait and work.</summary>
    /// <value>Default <see cref="FalEmulatorTiming.Demo"/>.</value>
    public FalEmulatorTiming Timing { get; set; } = FalEmulatorTiming.Demo;

    /// <summary>Requests of this account that may work at once; more wait in the queue, or are refused with 429 on the synchronous path.</summary>
    /// <value>Default 40, what an established account has; 1 or more.</value>
    public int ConcurrencyLimit { get; set; } = 40;

    /// <summary>Price by endpoint id; others cost <see cref="DefaultPrice"/>.</summary>
    public IDictionary<string, FalEmulatorPrice> Prices { get; } = new Dictionary<string, FalEmulatorPrice>(StringComparer.Ordinal);

    /// <summary>Price of an endpoint that <see cref="Prices"/> does not name.</summary>
    /// <value>Default 0.028 USD an image.</value>
    public FalEmulatorPrice DefaultPrice { get; set; } = new(0.028m);

    /// <summary>Billable units of a finished request, from its endpoint id and the number of files in its output.</summary>
    /// <value>Default: the number of files, at least one.</value>
    public Func<string, int, decimal> BillableUnits { get; set; } = static (_, files) => Math.Max(1, files);

    /// <summary>Whether pictures are drawn to be looked at, by a native library, or plain: of the right size and format, made in a millisecond without one.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool DrawPictures { get; set; } = true;

    /// <summary>Bytes of each request body that the journal keeps; the hash always covers all of it.</summary>
    /// <value>Default 64 KiB.</value>
    public int JournalBodyLimit { get; set; } = 64 * 1024;

    /// <summary>Shape of log entries.</summary>
    /// <value>Default <see cref="FalLogShape.Flat"/>.</value>
    public FalLogShape LogShape { get; set; }

    /// <summary>How much of the schema an input must fit. Applications often accept more than their schema says; see docs/validation.md.</summary>
    /// <value>Default <see cref="FalInputChecks.Schema"/>.</value>
    public FalInputChecks InputChecks { get; set; }

    /// <summary>Answers what is no part of the service's protocol: the page of the tool. True where it has.</summary>
    internal Func<HttpContext, Task<bool>>? Page { get; set; }

    internal bool IsUser(string name) => name == UserName || UserNames.Values.Contains(name, StringComparer.Ordinal);

    /// <summary>The account behind an <c>Authorization: Key …</c>.</summary>
    internal string UserOfKey(string? authorization) =>
        authorization?.StartsWith("Key ", StringComparison.OrdinalIgnoreCase) == true && UserNames.TryGetValue(authorization[4..].Trim(), out string? name) ? name : UserName;

    internal FalEmulatorPrice PriceOf(string endpointId) => Prices.TryGetValue(endpointId, out FalEmulatorPrice? price) ? price : DefaultPrice;
}
