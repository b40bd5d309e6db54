using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Faults;

/// <summary>A fault with its count and its dice. Used under the lock of its owner.</summary>
internal sealed class FaultRule(FalFault fault)
{
    // Not cryptography: a test repeats a run by its seed.
#pragma warning disable CA5394
    private readonly Random _dice = new(fault.Seed);
    private int _seen;

    public FalFault Fault => fault;

    public int Strikes { get; private set; }

    public bool Strike(FalCall call)
    {
        if (!Fits(call) || Strikes >= fault.Times)
            return false;

        if (_seen++ < fault.After || (fault.Probability < 1 && _dice.NextDouble() >= fault.Probability))
            return false;

        Strikes++;
        return true;
    }
#pragma warning restore CA5394

    private bool Fits(FalCall call)
    {
        if (fault.Operation is { } operation ? operation != call.Operation : call.Operation == FalOperation.Preflight)
            return false;

        if (fault.Kind == FalFaultKind.Failure && call.Operation is not (FalOperation.Submit or FalOperation.Run or FalOperation.Stream))
            return false;

        if (StreamFaults.Strikes(fault.Kind) && !StreamFaults.CanStrike(call))
            return false;

        return fault.Endpoint is null
            || string.Equals(call.Endpoint?.Id, fault.Endpoint, StringComparison.Ordinal)
            || string.Equals(call.Endpoint?.Application, fault.Endpoint, StringComparison.Ordinal);
    }
}
