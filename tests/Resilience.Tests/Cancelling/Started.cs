using KlingGen;

namespace Resilience.Tests.Cancelling;

/// <summary>A call that has been begun, and the moment at which it stands where it shall be cancelled.</summary>
internal sealed class Started(Task call, Task reached) : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public Task Call => call;

    public Task Reached => reached;

    /// <summary>The job, to be cancelled by another client.</summary>
    public required Func<Task<FalJobHandle>> Handle { get; init; }

    /// <summary>Whether the call knows the job, so that its exceptions must carry it.</summary>
    public bool KnowsJob { get; init; } = true;

    /// <summary>Whether a paid request may have left, so that the exception must say what was sent.</summary>
    public bool Left { get; init; }

    public Started Owning(params IDisposable[] owned)
    {
        _owned.AddRange(owned);
        return this;
    }

    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
            owned.Dispose();
    }
}
