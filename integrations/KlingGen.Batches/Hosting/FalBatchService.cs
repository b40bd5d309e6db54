using Microsoft.Extensions.Hosting;

namespace KlingGen.Batches;

/// <summary>Opens the store when the host starts, and runs the worker until it stops.</summary>
internal sealed class FalBatchService(FalBatchesHolder holder) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await holder.OpenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => holder.RunsWorker ? holder.Batches.Worker.RunAsync(stoppingToken) : Task.CompletedTask;
}
