using System.Net;
using KlingGen;

namespace Resilience.Worker;

/// <summary>Works through orders; may be killed at any instruction and started again.</summary>
internal sealed class OrderRunner(FalClient fal, string endpointId, OrderBook book, bool careless)
{
    private readonly FalEndpoint<FalJson, FalJson> _endpoint = fal.Endpoint(endpointId);

    public async Task RunAsync(string order, CancellationToken cancellationToken)
    {
        // An unknown order waits until someone has looked whether its job exists.
        if (book.IsDone(order) || (book.IsUnknown(order) && !careless))
            return;

        FalJob<FalJson>? job = book.Handle(order) is { } handle && !careless ? _endpoint.Resume(handle) : await SubmitAsync(order, cancellationToken);
        if (job is null)
            return;
        await job.WaitAsync(cancellationToken: cancellationToken);
        FalResult<FalJson> result = await job.GetResultAsync(cancellationToken);
        string url = result.Value.Element.GetProperty("images")[0].GetProperty("url").GetString()!;
        string saved = await new Picture(url).SaveAsync(Path.Combine(book.Folder, "files"), fal, order, cancellationToken: cancellationToken);
        book.WriteDone(order, saved);
    }

    private async Task<FalJob<FalJson>?> SubmitAsync(string order, CancellationToken cancellationToken)
    {
        book.WriteIntent(order);
        try
        {
            var options = new FalCallOptions { Tags = new Dictionary<string, string> { ["order"] = order } };
            FalJob<FalJson> job = await _endpoint.SubmitAsync(FalJson.Parse($$"""{"prompt":"{{order}}"}"""), options, cancellationToken);
            book.WriteHandle(order, job.Handle);
            return job;
        }
        catch (FalException error) when (error is FalSubmitUnknownException or FalApiException { StatusCode: >= HttpStatusCode.InternalServerError })
        {
            // It may have been bought: the intent stays, and the order is unknown.
            return null;
        }
        catch (FalException)
        {
            // Refused, invalid, or never sent: nothing was bought.
            book.WithdrawIntent(order);
            throw;
        }
    }

    private sealed record Picture(string Url) : IFalFile
    {
        public string? ContentType => null;

        public string? FileName => null;

        public long? FileSize => null;
    }
}
