using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KlingGen.Extensions.AI;

/// <summary>The jobs that tools of a client have begun and not finished, with what is set aside for them. Whoever sees the end of one settles it, once.</summary>
internal sealed class ToolJobs
{
    private static readonly ConditionalWeakTable<FalClient, ToolJobs> s_jobs = [];

    private readonly ConcurrentDictionary<FalJobHandle, Reservation> _open = new();

    // The whole handle of a job: the service may have handed out addresses for it.
    private readonly ConcurrentDictionary<FalJobHandle, FalJobHandle> _handles = new();

    public static ToolJobs Of(FalClient client) => s_jobs.GetOrCreateValue(client);

    /// <summary>A job's name for a model: short enough to be copied without a mistake.</summary>
    public static string NameOf(FalJobHandle handle) => $"{handle.EndpointId}#{handle.RequestId}";

    /// <summary>Keeps what is set aside until the end of the job is seen.</summary>
    public void Hold(FalJobHandle handle, Reservation reservation)
    {
        _handles[handle] = handle;
        _open[handle] = reservation;
    }

    public void Settle(FalJobHandle handle, decimal? units)
    {
        _handles.TryRemove(handle, out _);
        if (_open.TryRemove(handle, out Reservation? reservation))
            reservation.Settle(units);
    }

    public void Settle(FalJobHandle handle, Exception error)
    {
        _handles.TryRemove(handle, out _);
        if (_open.TryRemove(handle, out Reservation? reservation))
            reservation.Settle(error);
    }

    /// <summary>The job of a name.</summary>
    public bool TryFind(string? name, [NotNullWhen(true)] out FalJobHandle? handle)
    {
        handle = null;
        int mark = name?.LastIndexOf('#') ?? -1;
        if (mark <= 0 || name!.Length > 400)
            return false;
        try
        {
            var plain = new FalJobHandle(name[..mark].Trim(), name[(mark + 1)..].Trim());
            handle = _handles.TryGetValue(plain, out FalJobHandle? whole) ? whole : plain;
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
