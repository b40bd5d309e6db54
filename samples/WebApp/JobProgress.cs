using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using KlingGen;
using WebApp.Fal.KlingImageV3TextToImage;

namespace WebApp;

/// <summary>What the page is sent: lines while the job moves, then the addresses of its pictures, or why there are none.</summary>
internal static class JobProgress
{
    public static async IAsyncEnumerable<SseItem<JobEvent>> FollowAsync(FalJob<KlingImageV3TextToImageOutput> job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<FalQueueStatus> statuses = job.StreamStatusAsync(logs: true, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            (FalQueueStatus? status, string? failure) = await NextAsync(statuses);
            if (failure is not null)
            {
                yield return new(new(failure), "failed");
                yield break;
            }

            if (status is null)
                break;
            yield return new(new(status.ToString()), "progress");
        }

        yield return await EndAsync(job, cancellationToken);
    }

    // A `yield` may not stand in a `try` with a `catch`.
    private static async Task<(FalQueueStatus? Status, string? Failure)> NextAsync(IAsyncEnumerator<FalQueueStatus> statuses)
    {
        try
        {
            return (await statuses.MoveNextAsync() ? statuses.Current : null, null);
        }
        catch (FalException exception)
        {
            return (null, exception.Message);
        }
    }

    private static async Task<SseItem<JobEvent>> EndAsync(FalJob<KlingImageV3TextToImageOutput> job, CancellationToken cancellationToken)
    {
        try
        {
            FalResult<KlingImageV3TextToImageOutput> result = await job.GetResultAsync(cancellationToken);
            string[] pictures = [.. result.Value.Images.Select((_, index) => $"/jobs/{job.RequestId}/pictures/{index}")];
            return new(new($"done, cost {result.Cost?.ToString() ?? "unknown"}", pictures), "done");
        }
        catch (FalException exception)
        {
            return new(new(exception.Message), "failed");
        }
    }
}

/// <summary>The answer to an order.</summary>
/// <param name="Id">The job's id.</param>
internal sealed record JobCreated(string Id);

/// <summary>One event.</summary>
/// <param name="Text">A line for the reader.</param>
/// <param name="Pictures">Where the pictures are, at the end.</param>
internal sealed record JobEvent(string Text, IReadOnlyList<string>? Pictures = null);
