namespace KlingGen;

/// <summary>Adds up what the parts of one transfer have moved. What is reported never goes back, though an attempt that failed does not count.</summary>
internal sealed class TransferMeter(IProgress<FalTransferProgress>? progress, long? total)
{
    private readonly object _gate = new();
    private readonly long? _total = total;
    private long _moved;
    private long _reported = -1;

    /// <summary>Everything arrived. Reported once more where the total was not known before.</summary>
    public void Complete(long length)
    {
        lock (_gate)
        {
            if (_total is null)
                _reported = -1;
            Report(length, length);
        }
    }

    // Under the lock, so that whoever listens hears the numbers in order.
    private void Report(long moved, long? whole)
    {
        if (progress is null || moved <= _reported)
            return;
        _reported = moved;
        try
        {
            progress.Report(new FalTransferProgress(moved, whole));
        }
        catch (Exception error)
        {
            throw new CallbackException(error);
        }
    }

    /// <summary>The count of one attempt.</summary>
    internal sealed class Attempt(TransferMeter meter)
    {
        private long _counted;
        private bool _isOver;

        public void Set(long sent)
        {
            lock (meter._gate)
            {
                if (_isOver)
                    return;
                meter._moved += sent - _counted;
                _counted = sent;
                meter.Report(meter._moved, meter._total);
            }
        }

        /// <summary>The attempt came to nothing; what it still sends does not count.</summary>
        public void TakeBack()
        {
            lock (meter._gate)
            {
                meter._moved -= _counted;
                _isOver = true;
            }
        }
    }
}

/// <summary>A callback of the caller threw. It must not be taken for a failure of the network; the caller gets it back as it was.</summary>
internal sealed class CallbackException(Exception cause) : FalException(cause.Message, cause);
