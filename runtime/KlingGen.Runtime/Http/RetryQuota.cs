namespace KlingGen;

/// <summary>
/// A store of retries that all calls of a client share, so that an outage is not answered with a storm:
/// every retry takes from it, every success puts back.
/// </summary>
internal sealed class RetryQuota
{
    public const int Capacity = 500;
    public const int CostOfRetry = 5;
    public const int GainOfSuccess = 1;

    private int _left = Capacity;

    public int Left => Volatile.Read(ref _left);

    public bool TryTake()
    {
        while (true)
        {
            int left = Volatile.Read(ref _left);
            if (left < CostOfRetry)
                return false;
            if (Interlocked.CompareExchange(ref _left, left - CostOfRetry, left) == left)
                return true;
        }
    }

    /// <summary>After a success; one that came after retries gives back what its last retry took.</summary>
    public void PutBack(bool afterRetry)
    {
        int gain = afterRetry ? CostOfRetry : GainOfSuccess;
        while (true)
        {
            int left = Volatile.Read(ref _left);
            int now = Math.Min(Capacity, left + gain);
            if (now == left || Interlocked.CompareExchange(ref _left, now, left) == left)
                return;
        }
    }
}
