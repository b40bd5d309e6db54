using System.Runtime.CompilerServices;

namespace KlingGen;

/// <content>The service's two names for its run and queue hosts.</content>
internal sealed partial class FalTransport
{
    /// <summary>One attempt: at one host, and at once at the other where no connection to the first was made.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Attempt> TryHostsAsync(ApiRequest request, CallDeadline deadline, int attempt)
    {
        if (HostOf(request.Address) is not { } host)
            return await TryAsync(request, deadline, attempt).ConfigureAwait(false);

        Uri backup = host.AtBackup(request.Address);
        bool backupFirst = host.IsBackupFirst();
        (Uri first, Uri second) = backupFirst ? (backup, request.Address) : (request.Address, backup);
        Attempt outcome = await TryAsync(request with { Address = first }, deadline, attempt).ConfigureAwait(false);
        if (!outcome.NeverConnected)
        {
            if (!backupFirst && !deadline.IsOver)
                host.MainServed();
            return outcome;
        }

        FalLog.OtherHost(Logger, request.Operation.Name(), request.EndpointId, request.Handle?.RequestId, first.Host, Telemetry.ErrorType(outcome.Error!), second.Host);
        outcome = await TryAsync(request with { Address = second, TriedBefore = first }, deadline, attempt).ConfigureAwait(false);
        if (!outcome.NeverConnected && !deadline.IsOver)
        {
            if (backupFirst)
                host.MainServed();
            else
                host.BackupServed();
        }

        return outcome;
    }

    private BackupHost? HostOf(Uri address)
    {
        foreach (BackupHost host in _backups)
        {
            if (host.IsMainOf(address))
                return host;
        }

        return null;
    }
}
