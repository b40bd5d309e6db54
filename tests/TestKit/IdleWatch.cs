using System.Net;
using System.Net.Sockets;

namespace KlingGen.TestKit;

/// <summary>Finds out when nothing in this process can run any more but by a timer, and then advances the clocks that wait for that.</summary>
internal static class IdleWatch
{
    /// <summary>How often in a row the process must be found idle.</summary>
    private const int Looks = 2;

    /// <summary>How often the work that a look makes by itself is counted beforehand.</summary>
    private const int Rehearsals = 20;

    private static readonly HashSet<IdleTime> s_clocks = [];
    private static bool s_isRunning;
    private static long s_ownWork = long.MaxValue;

    /// <summary>Advances this clock whenever the process is idle, until it has no timers.</summary>
    public static void Add(IdleTime clock)
    {
        lock (s_clocks)
        {
            s_clocks.Add(clock);
            if (!s_isRunning)
                new Thread(Run) { IsBackground = true, Name = nameof(IdleWatch) }.Start();
            s_isRunning = true;
            Monitor.Pulse(s_clocks);
        }
    }

    private static void Run()
    {
        using var echo = new Echo();
        for (int i = 0; i < Rehearsals; i++)
        {
            long before = ThreadPool.CompletedWorkItemCount;
            echo.Send();
            Thread.Sleep(1);
            s_ownWork = Math.Min(s_ownWork, ThreadPool.CompletedWorkItemCount - before);
        }

        while (true)
        {
            IdleTime[] clocks;
            lock (s_clocks)
            {
                while (s_clocks.Count == 0)
                    Monitor.Wait(s_clocks);
            }

            WaitUntilIdle(echo);
            lock (s_clocks)
                clocks = [.. s_clocks];
            foreach (IdleTime clock in clocks)
            {
                lock (s_clocks)
                    s_clocks.Remove(clock);
                // A timer that is set by what fires here adds the clock again by itself; those that stay are added here.
                if (clock.Advance())
                    Add(clock);
            }
        }
    }

    // Work runs on a thread, waits for one, or is a packet on its way to a socket. All sockets share one queue of events: when a byte has gone
    // through it, whatever was sent before has arrived, and the pool has it or is done with it. A thread that the machine does not let run
    // is not asleep, so it counts.
    private static void WaitUntilIdle(Echo echo)
    {
        for (int quiet = 0; quiet < Looks;)
        {
            long before = ThreadPool.CompletedWorkItemCount;
            echo.Send();
            while (ThreadPool.PendingWorkItemCount > 0 || !Threads.AreAsleep())
                Thread.Sleep(1);
            // The byte itself is work. What ran beside it may have sent something, so it is looked at once more.
            long ran = ThreadPool.CompletedWorkItemCount - before;
            s_ownWork = Math.Min(s_ownWork, ran);
            quiet = ran == s_ownWork ? quiet + 1 : 0;
        }
    }

    /// <summary>A connection to itself.</summary>
    private sealed class Echo : IDisposable
    {
        private readonly Socket _from = new(SocketType.Stream, ProtocolType.Tcp);
        private readonly Socket _to;
        private readonly SocketAsyncEventArgs _receive = new();
        private readonly SemaphoreSlim _received = new(0);

        public Echo()
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(1);
            _from.Connect((IPEndPoint)listener.LocalEndPoint!);
            _from.NoDelay = true;
            _to = listener.Accept();
            _receive.SetBuffer(new byte[1]);
            _receive.Completed += (_, _) => _received.Release();
        }

        /// <summary>Sends a byte and returns when it has come by the queue of events of all sockets.</summary>
        public void Send()
        {
            if (!_to.ReceiveAsync(_receive))
                throw new InvalidOperationException("Nothing was sent, and something came.");
            _from.Send([1]);
            _received.Wait();
        }

        public void Dispose()
        {
            _from.Dispose();
            _to.Dispose();
            _receive.Dispose();
            _received.Dispose();
        }
    }
}
