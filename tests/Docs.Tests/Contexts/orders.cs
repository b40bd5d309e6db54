// A program that writes down its orders, as tests/Resilience.Worker does.
// includes: default

public sealed class OrderBook
{
    public bool IsDone(string order) => order.Length == 0;

    public bool IsUnknown(string order) => order.Length == 0;

    public FalJobHandle? Handle(string order) => order.Length == 0 ? null : default;

    public void WriteIntent(string order) => _ = order;

    public void WithdrawIntent(string order) => _ = order;

    public void WriteHandle(string order, FalJobHandle handle) => _ = (order, handle);

    public void WriteDone(string order, string file) => _ = (order, file);
}

public abstract partial class Ambient
{
    protected static OrderBook book = new();
    protected static string order = "order-42";
    protected static string folder = "out";
}
