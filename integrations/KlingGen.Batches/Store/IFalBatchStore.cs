using System.Data.Common;

namespace KlingGen.Batches;

/// <summary>
/// The database of the batches. Every method is one transaction; what it returns is committed. All state that matters is here: a worker may end between any two calls.
/// It may gain members in any version.
/// </summary>
/// <remarks>
/// <para>
/// Every method may throw <see cref="FalBatchStoreException"/>; nothing is changed then. One exception, which its message names: where the connection to a server breaks under a commit,
/// the step is stored as a whole or not at all, and may be repeated. Thread-safe.
/// </para>
/// <para>Steps carry the fence of their lease and name the states they start from, so that any of them may come late, twice, or from a worker that was thought dead.</para>
/// </remarks>
public interface IFalBatchStore : IAsyncDisposable
{
    /// <summary>
    /// The same store inside a transaction of yours, so that rows of your own, or a message of your engine, are committed with a step or not at all. Its methods commit nothing;
    /// when one of them throws, roll back. Not thread-safe.
    /// </summary>
    /// <param name="transaction">The transaction, on a connection to the same database.</param>
    /// <returns>The store; disposing it does nothing.</returns>
    IFalBatchStore Within(DbTransaction transaction);

    /// <summary>Creates the tables, or brings them to the version of this program. Call it once before anything else.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the database can be used.</returns>
    /// <exception cref="FalBatchStoreException">The database is of a newer program, cannot be written, or is damaged.</exception>
    Task OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Creates a batch, in the state <see cref="FalBatchState.Importing"/>. One that has this id already is left as it is.</summary>
    /// <param name="definition">What it is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The batch.</returns>
    Task<FalBatchStatus> CreateAsync(FalBatchDefinition definition, CancellationToken cancellationToken = default);

    /// <summary>Adds lines to a batch that is importing.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="first">The number of the first line. Lines that the batch has already are skipped, so that an import may be repeated from its start.</param>
    /// <param name="lines">The lines, in their order.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many lines the batch has now.</returns>
    Task<long> AppendAsync(string batchId, long first, IReadOnlyList<FalBatchLine> lines, CancellationToken cancellationToken = default);

    /// <summary>Ends the import: the batch runs. Does nothing where it ran before.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the jobs may be sent.</returns>
    Task SealAsync(string batchId, CancellationToken cancellationToken = default);

    /// <summary>Finds a batch.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The batch; <see langword="null"/> where there is none.</returns>
    Task<FalBatchStatus?> FindAsync(string batchId, CancellationToken cancellationToken = default);

    /// <summary>The batches, the newest first.</summary>
    /// <param name="skip">How many to skip.</param>
    /// <param name="max">The maximum to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The batches.</returns>
    Task<IReadOnlyList<FalBatchStatus>> ListAsync(int skip, int max, CancellationToken cancellationToken = default);

    /// <summary>Pauses, resumes or cancels a batch. A batch that was cancelled stays so, one that is importing can be cancelled only.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="state"><see cref="FalBatchState.Running"/>, <see cref="FalBatchState.Paused"/> or <see cref="FalBatchState.Cancelled"/>.</param>
    /// <param name="reason">Why it is paused.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the batch is in that state now.</returns>
    Task<bool> SetStateAsync(string batchId, FalBatchState state, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Changes the budget.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="budget">The new maximum of all that is reserved and spent, in the currency of the batch; <see langword="null"/> for no limit.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when it holds.</returns>
    Task SetBudgetAsync(string batchId, decimal? budget, CancellationToken cancellationToken = default);

    /// <summary>Lets an account that was held send again at once, with all its slots.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when it may.</returns>
    Task ReleaseAccountAsync(string account, CancellationToken cancellationToken = default);

    /// <summary>Plans failed jobs again, those whose input is not valid excepted.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="numbers">Which; <see langword="null"/> for all.</param>
    /// <param name="max">The maximum of jobs of one call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were planned again.</returns>
    Task<int> RetryFailedAsync(string batchId, IReadOnlyCollection<long>? numbers, int max, CancellationToken cancellationToken = default);

    /// <summary>Plans unknown jobs again, because a person says so: they are sent, and bought, a second time.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="numbers">Which.</param>
    /// <param name="neverBought">Whether the person is sure that the first attempt bought nothing: then what was reserved for it is released; else it counts as spent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were planned again.</returns>
    Task<int> RetryUnknownAsync(string batchId, IReadOnlyCollection<long> numbers, bool neverBought, CancellationToken cancellationToken = default);

    /// <summary>
    /// Leases jobs of an account: as many as its limit leaves beside what is live, in each batch no more than its own maximum, and reserves their cost in the same
    /// transaction. Pause and budget are looked at here, and nowhere else.
    /// </summary>
    /// <param name="request">Who, and how many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The jobs.</returns>
    Task<FalBatchLeases> LeaseAsync(FalBatchLeaseRequest request, CancellationToken cancellationToken = default);

    /// <summary>Commits the intent to send jobs. Only those that are returned may be sent; each must be sent once, and its answer stored.</summary>
    /// <param name="jobs">The leased jobs.</param>
    /// <param name="duration">How long an answer may take; after that the job is unknown.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The jobs to send; without those whose lease was lost.</returns>
    Task<IReadOnlyList<FalBatchIntent>> BeginSubmitAsync(IReadOnlyList<FalBatchJobKey> jobs, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Stores the answers to submits. An answer is taken while the job is being sent, and as long as it is unknown.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>For each, whether it changed anything; false where a webhook was faster, or the job is in other hands.</returns>
    Task<IReadOnlyList<bool>> AnswerAsync(IReadOnlyList<FalBatchAnswer> answers, CancellationToken cancellationToken = default);

    /// <summary>Jobs to ask the service for now. Each is due again later by itself.</summary>
    /// <param name="schedule">How often.</param>
    /// <param name="max">The maximum to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The jobs; those another worker is taking at the moment are left out.</returns>
    Task<IReadOnlyList<FalBatchPoll>> TakePollsAsync(FalBatchPollSchedule schedule, int max, CancellationToken cancellationToken = default);

    /// <summary>Stores how jobs ended and settles their cost. Webhook, poll and sweep may come in any order, and twice.</summary>
    /// <param name="outcomes">The outcomes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>For each, what became of it.</returns>
    Task<IReadOnlyList<FalBatchFinish>> FinishAsync(IReadOnlyList<FalBatchOutcome> outcomes, CancellationToken cancellationToken = default);

    /// <summary>Jobs whose files are to be downloaded now. Each is due again when its lease ends.</summary>
    /// <param name="duration">How long a download may take before another worker begins it too.</param>
    /// <param name="max">The maximum to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The jobs.</returns>
    Task<IReadOnlyList<FalBatchDownload>> TakeDownloadsAsync(TimeSpan duration, int max, CancellationToken cancellationToken = default);

    /// <summary>Stores that the files of a job are on disk, or cannot be had.</summary>
    /// <param name="job">The job.</param>
    /// <param name="files">The files; <see langword="null"/> where they could not be downloaded: the job ends as <see cref="FalBatchJobState.Completed"/>.</param>
    /// <param name="failure">Why not.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it changed anything.</returns>
    Task<bool> FinishDownloadAsync(FalBatchJobKey job, IReadOnlyList<string>? files, string? failure = null, CancellationToken cancellationToken = default);

    /// <summary>Ends leases that are over, and cancels the jobs of cancelled batches.</summary>
    /// <param name="max">The maximum of jobs of one call.</param>
    /// <param name="maxLeases">How many leases of a job may end without anything sent before it is put aside.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was changed.</returns>
    Task<FalBatchSweep> SweepAsync(int max, int maxLeases, CancellationToken cancellationToken = default);

    /// <summary>The ends of jobs, in their order.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="afterSequence">The last one that is known; 0 for all.</param>
    /// <param name="max">The maximum to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events.</returns>
    Task<IReadOnlyList<FalBatchEvent>> ReadEventsAsync(string batchId, long afterSequence, int max, CancellationToken cancellationToken = default);

    /// <summary>Jobs of a batch with their inputs, by number.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="state">Only those in this state; <see langword="null"/> for all.</param>
    /// <param name="afterNumber">Only those behind this number.</param>
    /// <param name="max">The maximum to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The jobs.</returns>
    Task<IReadOnlyList<FalBatchJob>> ReadJobsAsync(string batchId, FalBatchJobState? state, long afterNumber, int max, CancellationToken cancellationToken = default);
}
