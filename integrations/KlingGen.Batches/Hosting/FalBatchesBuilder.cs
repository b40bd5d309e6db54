using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KlingGen.Batches;

/// <summary>Chooses store and worker of <c>AddFalBatches</c>.</summary>
public sealed class FalBatchesBuilder
{
    private Func<IServiceProvider, IFalBatchStore> _store = static provider =>
        FalBatchStores.Sqlite(Path.Combine(provider.GetService<IHostEnvironment>()?.ContentRootPath ?? ".", "klinggen-batches.db"), provider.GetService<TimeProvider>());

    private Func<FalBatchWorkerOptions, FalBatchWorkerOptions> _configure = static options => options;

    internal FalBatchesBuilder()
    {
    }

    internal bool RunsWorker { get; private set; } = true;

    /// <summary>Keeps batches in a file of SQLite.</summary>
    /// <param name="path">The file; made when it does not exist.</param>
    /// <returns>This builder.</returns>
    public FalBatchesBuilder UseSqlite(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return UseStore(provider => FalBatchStores.Sqlite(path, provider.GetService<TimeProvider>()));
    }

    /// <summary>Keeps batches in a store of your choice.</summary>
    /// <param name="store">Makes the store.</param>
    /// <returns>This builder.</returns>
    public FalBatchesBuilder UseStore(Func<IServiceProvider, IFalBatchStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        return this;
    }

    /// <summary>Sets options of the worker: <c>worker => worker with { MaxInFlight = 10 }</c>.</summary>
    /// <param name="configure">Changes the options. Clock and logger factory come from the services.</param>
    /// <returns>This builder.</returns>
    public FalBatchesBuilder ConfigureWorker(Func<FalBatchWorkerOptions, FalBatchWorkerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Func<FalBatchWorkerOptions, FalBatchWorkerOptions> before = _configure;
        _configure = options => configure(before(options));
        return this;
    }

    /// <summary>Runs no worker in this host: it creates batches and looks at them; workers run elsewhere, or an engine drives the steps.</summary>
    /// <returns>This builder.</returns>
    public FalBatchesBuilder WithoutWorker()
    {
        RunsWorker = false;
        return this;
    }

    internal IFalBatchStore NewStore(IServiceProvider provider) => _store(provider);

    internal FalBatchWorkerOptions NewOptions(IServiceProvider provider) => _configure(new FalBatchWorkerOptions
    {
        TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
        LoggerFactory = provider.GetService<ILoggerFactory>(),
    });
}
