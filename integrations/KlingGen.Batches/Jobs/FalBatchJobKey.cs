using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KlingGen.Batches;

/// <summary>One attempt of one job. The id that travels in the address of its webhook is <see cref="ToClientJobId"/>.</summary>
/// <param name="BatchId">The id of the batch.</param>
/// <param name="Number">The job's number in its batch: the line of its input, from 1 on.</param>
/// <param name="Fence">
/// Counts the leases of the job. A step that carries an older fence than the row changes nothing: its worker was thought dead, and another one has the job.
/// </param>
public readonly record struct FalBatchJobKey(string BatchId, long Number, long Fence)
{
    /// <summary>The id of this attempt: batch, number and fence, joined by dots.</summary>
    /// <returns>For example <c>20260314-k3f9q2w8.17.1</c>.</returns>
    public string ToClientJobId() => string.Create(CultureInfo.InvariantCulture, $"{BatchId}.{Number}.{Fence}");

    /// <summary>Reads what <see cref="ToClientJobId"/> has written.</summary>
    /// <param name="clientJobId">The id, out of <see cref="FalWebhookJob.ClientJobId"/>.</param>
    /// <param name="key">The attempt.</param>
    /// <returns>Whether it is such an id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? clientJobId, out FalBatchJobKey key)
    {
        key = default;
        int last = clientJobId?.LastIndexOf('.') ?? -1;
        int middle = last <= 0 ? -1 : clientJobId!.LastIndexOf('.', last - 1);
        if (middle <= 0 || !TryRead(clientJobId.AsSpan(middle + 1, last - middle - 1), out long number) || !TryRead(clientJobId.AsSpan(last + 1), out long fence))
            return false;
        key = new FalBatchJobKey(clientJobId![..middle], number, fence);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => ToClientJobId();

    private static bool TryRead(ReadOnlySpan<char> text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
