// A shop that keeps its orders and has them filled by webhooks.
// includes: web

public sealed record Order(string Id, FalJobHandle Handle);

public sealed class Orders
{
    public IEnumerable<Order> OpenSince(DateTimeOffset time) => time == default ? [] : [];

    public void MarkUnknown(string? clientJobId) => _ = clientJobId;

    public void Attach(string clientJobId, FalJobHandle handle) => _ = (clientJobId, handle);

    public Task CompleteAsync(string clientJobId, FalWebhook<KlingImageV3TextToImageOutput> webhook, CancellationToken cancellationToken) => Task.FromResult((clientJobId, webhook, cancellationToken));
}

public abstract partial class Ambient
{
    protected static Orders orders = new();
    protected static DateTimeOffset now = DateTimeOffset.UtcNow;
    protected static FalWebhookInbox inbox = null!;
    protected static FalWebhookVerifier verifier = null!;
    protected static FalWebhook<KlingImageV3TextToImageOutput> webhook = null!;

    protected static Task CompleteAsync(string clientJobId, FalWebhook<KlingImageV3TextToImageOutput> webhook, CancellationToken cancellationToken) => Task.FromResult((clientJobId, webhook, cancellationToken));

    protected static Task CompleteAsync(Order order, FalJob<KlingImageV3TextToImageOutput> job, CancellationToken cancellationToken) => Task.FromResult((order, job, cancellationToken));

    /// <summary>What the reader does with a webhook.</summary>
    protected static void Handle(FalWebhook<KlingImageV3TextToImageOutput> webhook) => _ = webhook;
}
