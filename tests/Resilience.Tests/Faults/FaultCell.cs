using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Faults;

/// <summary>One cell of the grid: a fault, an operation, and a seed that decides how often the fault strikes.</summary>
internal sealed record FaultCell(string Fault, Call Call, int Seed)
{
    public static IEnumerable<string> AllFaults => [.. Enum.GetNames<FalFaultKind>(), .. Unreachable.Kinds];

    public bool IsUnreachable => Array.IndexOf(Unreachable.Kinds, Fault) >= 0;

    public bool Stalls => Fault.EndsWith("Stall", StringComparison.Ordinal);

    /// <summary>Whether the head of the answer, with the id of the request, came before things went wrong.</summary>
    public bool IdArrives => Fault.StartsWith("Full", StringComparison.Ordinal) || Fault.StartsWith("Half", StringComparison.Ordinal)
        || Fault.StartsWith("Headers", StringComparison.Ordinal) || Fault.StartsWith("Unreadable", StringComparison.Ordinal) || Fault is "ByteByByte" or "WrongLength" or "WrongType";

    /// <summary>Whether the fault strikes exactly one request, so that a repeatable call must succeed in the end.</summary>
    public bool StrikesOnce => Seed == 0 && !IsUnreachable;

    public string Prompt => $"{Fault} {Call} {Seed}";

    public void Arm(FalFaults faults)
    {
        faults.Clear();
        if (IsUnreachable)
            return;
        faults.Add(Rule(Call.Operation()));
        // The stand-in of the event stream is polling; with these seeds it suffers too.
        if (Call == Call.StatusStream && Seed >= 2)
            faults.Add(Rule(KlingGen.Emulator.FalOperation.Status));
    }

    public FalClientOptions Options(Rig rig, Unreachable nowhere)
    {
        Uri address = IsUnreachable ? nowhere.AddressOf(Fault) : rig.Emulator.Address;
        return Rig.OptionsFor(address, options =>
        {
            // A look-up of a name waits outside this process, where the clock cannot see it; none of its limits has to pass.
            options.TimeProvider = Fault == Unreachable.Dns ? TimeProvider.System : new IdleTime();
            options.RequestTimeout = TimeSpan.FromSeconds(Stalls ? 30 : 1500);
            // In one seed a silent stream meets the limit of the whole call in place of its own.
            options.StreamIdleTimeout = TimeSpan.FromSeconds(Stalls && !(Call == Call.Stream && Seed == 2) ? 30 : 1500);
            // An upload makes eight requests or more in place of one.
            options.Timeout = TimeSpan.FromSeconds(Stalls ? Call.IsUpload() ? 300 : 60 : 3000);
        });
    }

    public override string ToString() => $"fault {Fault} × {Call}, seed {Seed}";

    private FalFault Rule(KlingGen.Emulator.FalOperation operation) => new()
    {
        Operation = operation,
        Kind = Enum.Parse<FalFaultKind>(Fault),
        Times = Seed switch { 0 => 1, 1 => 2, _ => null },
        Probability = Seed switch { 3 => 0.5, 4 => 0.8, _ => 1 },
        Seed = Seeds.Of(Seed),
    };
}
