using System.Net;
using KlingGen;

namespace Webhooks.Tests.Support;

/// <summary>The address of the keys, without a network: what it answers, whether it answers, and how often it was asked.</summary>
internal sealed class KeyServer : HttpMessageHandler
{
    private int _requests;

    public KeyServer(params Signer[] signers) => Publish(signers);

    public int Requests => Volatile.Read(ref _requests);

    public string Set { get; set; } = "";

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public bool Dead { get; set; }

    /// <summary>While set, requests wait for it.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public void Publish(params Signer[] signers) => Set = $$"""{"keys":[{{string.Join(',', signers.Select(static signer => signer.Jwk))}}]}""";

    public FalWebhookVerifier NewVerifier(TimeProvider time, Action<FalWebhookOptions>? configure = null, IFalEd25519? ed25519 = null)
    {
        var options = new FalWebhookOptions { TimeProvider = time };
        configure?.Invoke(options);
        return new FalWebhookVerifier(ed25519 ?? FalEd25519.Instance, options, new HttpClient(this, disposeHandler: false));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        Assert.Equal("https://rest.fal.ai/.well-known/jwks.json", request.RequestUri!.AbsoluteUri);
        Assert.Null(request.Headers.Authorization);
        if (Hold is { } hold)
            await hold.Task.WaitAsync(cancellationToken);
        return Dead ? throw new HttpRequestException("connection refused") : new HttpResponseMessage(Status) { Content = new StringContent(Set) };
    }
}
