using System.Runtime.CompilerServices;
using KlingGen.CompilerServices;

namespace KlingGen.Batches;

/// <summary>The batches of a store: creates them, finds them, and has the worker that works on them. Thread-safe.</summary>
/// <example>
/// <code>
/// await using FalBatches batches = await FalBatches.OpenAsync(FalBatchStores.Sqlite("jobs.db"), fal);
/// FalBatch batch = await batches.CreateAsync(fal.KlingImageV3TextToImage(), inputs, new() { Budget = 250m });
/// Task work = batches.Worker.RunAsync(stop);
/// await foreach (FalBatchEvent done in batch.FollowAsync()) …
/// </code>
/// </example>
public sealed class FalBatches : IAsyncDisposable, IDisposable
{
    private const int LinesOfChunk = 500;
    private const int CharactersOfChunk = 4 << 20;

    private readonly FalClient _client;
    private readonly FalBatchWorkerOptions _options;

    private FalBatches(IFalBatchStore store, FalClient client, FalBatchWorkerOptions options)
    {
        (Store, _client, _options) = (store, client, options);
        Worker = new FalBatchWorker(store, client, options);
    }

    /// <summary>The store.</summary>
    public IFalBatchStore Store { get; }

    /// <summary>The worker. It does nothing until <see cref="FalBatchWorker.RunAsync"/>, or one of its steps, is called.</summary>
    public FalBatchWorker Worker { get; }

    /// <summary>Opens a store: creates its tables, or brings them to the version of this program.</summary>
    /// <param name="store">The store: <see cref="FalBatchStores.Sqlite"/>. Disposed with the batches.</param>
    /// <param name="client">The client with the key of the account. Not disposed.</param>
    /// <param name="options">How the worker works; left <see langword="null"/>, the defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The batches.</returns>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    /// <exception cref="FalBatchStoreException">The database is of a newer program, cannot be written, or is damaged.</exception>
    public static async Task<FalBatches> OpenAsync(IFalBatchStore store, FalClient client, FalBatchWorkerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var batches = new FalBatches(store, client, options ?? new FalBatchWorkerOptions());
        await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        return batches;
    }

    /// <summary>Creates a batch of inputs of the endpoint's own type. Local content is uploaded while they are read.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the output.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="inputs">The inputs, read one by one. One that does not fit becomes a failed job that costs nothing.</param>
    /// <param name="options">Name, budget, limits.</param>
    /// <param name="cancellationToken">Cancels the import. What was read stays, and nothing of it is sent, until it is created again with its <see cref="FalBatchOptions.Id"/>.</param>
    /// <returns>The batch; workers begin with it now.</returns>
    /// <exception cref="ArgumentException">An option is not valid, or the cost of a job is not known although there is a budget.</exception>
    /// <exception cref="FalUploadException">Local content could not be uploaded.</exception>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public Task<FalBatch> CreateAsync<TInput, TOutput>(IFalEndpoint<TInput, TOutput> endpoint, IAsyncEnumerable<TInput> inputs, FalBatchOptions? options = null, CancellationToken cancellationToken = default)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(inputs);
        return CreateAsync(FalBatchEndpoint.Of(endpoint), (skip, token) => LinesAsync(endpoint, inputs, skip, token), options, cancellationToken);
    }

    /// <inheritdoc cref="CreateAsync{TInput, TOutput}(IFalEndpoint{TInput, TOutput}, IAsyncEnumerable{TInput}, FalBatchOptions?, CancellationToken)"/>
    public Task<FalBatch> CreateAsync<TInput, TOutput>(IFalEndpoint<TInput, TOutput> endpoint, IEnumerable<TInput> inputs, FalBatchOptions? options = null, CancellationToken cancellationToken = default)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return CreateAsync(endpoint, OneByOneAsync(inputs, cancellationToken), options, cancellationToken);
    }

    /// <summary>Creates a batch of JSON lines: one input a line, read as a stream. Empty lines are skipped.</summary>
    /// <param name="endpoint">The endpoint: <see cref="FalBatchEndpoint.Of"/> makes one of a client.</param>
    /// <param name="jsonLines">The lines. Not closed.</param>
    /// <param name="options">Name, budget, limits.</param>
    /// <param name="cancellationToken">Cancels the import, as above.</param>
    /// <returns>The batch; workers begin with it now.</returns>
    /// <exception cref="ArgumentException">An option is not valid, or the cost of a job is not known although there is a budget.</exception>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public Task<FalBatch> CreateAsync(IFalBatchEndpoint endpoint, TextReader jsonLines, FalBatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(jsonLines);
        return CreateAsync(endpoint, (_, token) => JsonLines.ReadAsync(endpoint, jsonLines, token), options, cancellationToken);
    }

    /// <summary>Opens a batch that exists, of this program or another.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The batch.</returns>
    /// <exception cref="FalBatchStoreException">There is none, or the database cannot do it.</exception>
    public async Task<FalBatch> OpenAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return await Store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } found
            ? new FalBatch(Store, found.Id, _options)
            : throw new FalBatchStoreException($"There is no batch {id} in this database. Check the id, and that it is the right database.");
    }

    /// <summary>All batches, the newest first.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The batches with their counters.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public async IAsyncEnumerable<FalBatchStatus> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const int Page = 100;
        IReadOnlyList<FalBatchStatus> page;
        for (int skip = 0; ; skip += Page)
        {
            page = await Store.ListAsync(skip, Page, cancellationToken).ConfigureAwait(false);
            foreach (FalBatchStatus batch in page)
                yield return batch;
            if (page.Count < Page)
                yield break;
        }
    }

    /// <summary>Closes the store.</summary>
    /// <returns>A task that ends when it is closed.</returns>
    public ValueTask DisposeAsync() => Store.DisposeAsync();

    /// <summary>Closes the store.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <param name="endpoint">Its id and its price.</param>
    /// <param name="lines">The lines, all of them; of those that are there already, only as many as it is called with, nothing is read.</param>
    /// <param name="options">Name, budget, limits.</param>
    /// <param name="cancellationToken">Cancels the import.</param>
    /// <param name="confirm">Asked when all lines are there, before the first job may be sent; false leaves the batch importing.</param>
    internal async Task<FalBatch> CreateAsync(
        IFalBatchEndpoint endpoint, Func<long, CancellationToken, IAsyncEnumerable<FalBatchLine>> lines, FalBatchOptions? options, CancellationToken cancellationToken, Func<FalBatch, Task<bool>>? confirm = null)
    {
        options ??= new FalBatchOptions();
        FalPrice? price = await endpoint.GetPriceAsync(cancellationToken).ConfigureAwait(false);
        decimal? unit = price is not null && string.Equals(price.Currency, options.Currency, StringComparison.Ordinal) ? price.Amount : null;
        FalBatchStatus batch = await Store.CreateAsync(options.ToDefinition(endpoint.EndpointId, _options.Account, unit, _options.TimeProvider.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        if (batch.State == FalBatchState.Importing)
        {
            await ImportAsync(batch, lines(batch.Total, cancellationToken), price, options, cancellationToken).ConfigureAwait(false);
            if (confirm is null || await confirm(new FalBatch(Store, batch.Id, _options)).ConfigureAwait(false))
                await Store.SealAsync(batch.Id, cancellationToken).ConfigureAwait(false);
        }

        return new FalBatch(Store, batch.Id, _options);
    }

    private async Task ImportAsync(FalBatchStatus batch, IAsyncEnumerable<FalBatchLine> lines, FalPrice? price, FalBatchOptions options, CancellationToken cancellationToken)
    {
        var chunk = new List<FalBatchLine>(LinesOfChunk);
        long number = 0, first = 1;
        int characters = 0;
        await foreach (FalBatchLine line in lines.ConfigureAwait(false))
        {
            number++;
            // Lines of an import that was interrupted are there already.
            if (number <= batch.Total)
            {
                first = number + 1;
                continue;
            }

            bool costIsKnown = line.Error is not null || options.Budget is null || options.CostPerJob is not null || (line.Estimate is not null && price?.Currency == options.Currency);
            if (!costIsKnown)
                throw new ArgumentException($"The batch {batch.Id} has a budget, and what a job costs is not known ({(price is null ? "no price" : $"price: {price}")}). Set FalBatchOptions.CostPerJob to the maximum cost of one job.", nameof(options));
            chunk.Add(price?.Currency == options.Currency ? line : line with { Estimate = null });
            characters += line.Input.Length;
            if (chunk.Count >= LinesOfChunk || characters >= CharactersOfChunk)
            {
                await Store.AppendAsync(batch.Id, first, chunk, cancellationToken).ConfigureAwait(false);
                (first, characters) = (number + 1, 0);
                chunk.Clear();
            }
        }

        if (chunk.Count > 0)
            await Store.AppendAsync(batch.Id, first, chunk, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<FalBatchLine> LinesAsync<TInput, TOutput>(
        IFalEndpoint<TInput, TOutput> endpoint, IAsyncEnumerable<TInput> inputs, long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        long number = 0;
        await foreach (TInput input in inputs.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            number++;
            // What is there already is not uploaded a second time.
            yield return number <= skip ? Skipped : await TypedLines.MakeAsync(_client, endpoint, input, number, cancellationToken).ConfigureAwait(false);
        }
    }

    private static FalBatchLine Skipped { get; } = new() { Input = string.Empty };

    private static async IAsyncEnumerable<T> OneByOneAsync<T>(IEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (T item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
