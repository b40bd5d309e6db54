namespace KlingGen;

/// <summary>
/// Remembers which jobs were handled, so that each is handled once however often its webhook comes. <see cref="FalInMemoryWebhookStore"/> does it for one
/// process; several processes need one that they share. Thread-safe.
/// </summary>
/// <remarks>
/// In a database it is one table with the request id as its primary key, a token, a lease and a flag; each method is one statement:
/// <list type="bullet">
/// <item>claim: insert, or update where not completed and the lease has ended; no row changed means that the claim was refused;</item>
/// <item>complete: set completed where id and token are those of the claim; in the transaction of your own work, nothing at all can be handled twice;</item>
/// <item>release: delete where id and token are those of the claim and it is not completed.</item>
/// </list>
/// Keep completed rows for as long as the service may deliver again: a day is plenty.
/// </remarks>
public interface IFalWebhookStore
{
    /// <summary>Claims a job for the caller, if nobody has. Of many callers at the same moment exactly one succeeds.</summary>
    /// <param name="requestId">The job.</param>
    /// <param name="lease">How long the claim holds if it is neither completed nor released: the process may die.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The claim, or why there is none.</returns>
    ValueTask<FalWebhookClaim> ClaimAsync(string requestId, TimeSpan lease, CancellationToken cancellationToken = default);

    /// <summary>Notes that the job was handled, for good.</summary>
    /// <param name="requestId">The job.</param>
    /// <param name="token">The claim's <see cref="FalWebhookClaim.Token"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the claim still held.</returns>
    ValueTask<bool> CompleteAsync(string requestId, string token, CancellationToken cancellationToken = default);

    /// <summary>Gives a claim back, so that the next delivery is handled. Does nothing when the claim holds no more.</summary>
    /// <param name="requestId">The job.</param>
    /// <param name="token">The claim's <see cref="FalWebhookClaim.Token"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the claim is gone.</returns>
    ValueTask ReleaseAsync(string requestId, string token, CancellationToken cancellationToken = default);
}
