using System.Collections.Concurrent;
using KlingGen;

namespace Webhooks;

/// <summary>The orders. In memory here; in your program a table, and each method a transaction.</summary>
public sealed class OrderBook(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Order> _orders = new(StringComparer.Ordinal);

    /// <summary>Raised after each completion.</summary>
    public event Action<Order>? Completed;

    public IEnumerable<Order> All => _orders.Values;

    public Order Find(string id) => _orders[id];

    /// <summary>Orders that nothing has been reported about since a time.</summary>
    public IEnumerable<Order> OpenSince(DateTimeOffset time) => _orders.Values.Where(order => order.Completions == 0 && order.BegunAt <= time);

    /// <summary>Written before the submit: the webhook may be sooner than its answer.</summary>
    public void Begin(string id) => _orders.TryAdd(id, new Order(id, time.GetUtcNow()));

    /// <summary>Notes which job is the order's. False when it is another one already: that job is somebody else's, or a second purchase.</summary>
    public bool TryAttach(string id, FalJobHandle handle)
    {
        if (!_orders.TryGetValue(id, out Order? order))
            return false;
        lock (order)
        {
            order.Handle ??= handle;
            return order.Handle.RequestId == handle.RequestId;
        }
    }

    public Task CompleteAsync(string id, string outcome, string reportedBy)
    {
        Order order = Find(id);
        lock (order)
        {
            order.Completions++;
            order.Outcome = outcome;
            order.ReportedBy = reportedBy;
        }

        Completed?.Invoke(order);
        return Task.CompletedTask;
    }
}
