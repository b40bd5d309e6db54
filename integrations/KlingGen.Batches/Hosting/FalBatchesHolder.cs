using Microsoft.Extensions.DependencyInjection;

namespace KlingGen.Batches;

/// <summary>Opens the store of a container once; the host does so when it starts.</summary>
internal sealed class FalBatchesHolder : IAsyncDisposable, IDisposable
{
    private readonly Lazy<Task<FalBatches>> _batches;
    private readonly Lazy<FalBatchWorkerOptions> _options;

    public FalBatchesHolder(IServiceProvider provider, FalBatchesBuilder builder)
    {
        RunsWorker = builder.RunsWorker;
        _options = new Lazy<FalBatchWorkerOptions>(() => builder.NewOptions(provider));
        _batches = new Lazy<Task<FalBatches>>(() => FalBatches.OpenAsync(builder.NewStore(provider), provider.GetRequiredService<FalClient>(), _options.Value));
    }

    /// <summary>How the worker works; known before the store is opened.</summary>
    public FalBatchWorkerOptions Options => _options.Value;

    public bool RunsWorker { get; }

    /// <summary>Opened by now where a host has started. Without one, whoever asks first waits for it; nothing of it needs the caller's thread.</summary>
    public FalBatches Batches => _batches.Value.GetAwaiter().GetResult();

    public Task<FalBatches> OpenAsync() => _batches.Value;

    public async ValueTask DisposeAsync()
    {
        if (_batches is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await _batches.Value.Result.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
