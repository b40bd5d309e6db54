using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Faults;

namespace KlingGen.Emulator;

/// <summary>The faults in force. The first rule that strikes decides; a request header goes before all rules.</summary>
/// <remarks>
/// The header is <c>x-emulator-fault</c> with a kind and its settings, for example <c>NothingReset</c> or <c>Status; status=429; retry-after=2</c>.
/// It strikes its own request alone, and that only where its <c>operation</c> and <c>endpoint</c> fit.
/// Over HTTP: <c>POST</c>, <c>GET</c> and <c>DELETE</c> on <c>/emulator/faults</c>. Safe to use from many threads.
/// </remarks>
public sealed class FalFaults
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];

    /// <summary>The rules in force, used-up ones included.</summary>
    public IReadOnlyList<FalFault> Rules
    {
        get
        {
            lock (_gate)
                return [.. _rules.Select(static rule => rule.Fault)];
        }
    }

    /// <summary>How many requests were struck since the last <see cref="Clear"/>.</summary>
    public int Strikes
    {
        get
        {
            lock (_gate)
                return _rules.Sum(static rule => rule.Strikes);
        }
    }

    /// <summary>Adds a rule after those in force.</summary>
    /// <param name="fault">The rule.</param>
    /// <exception cref="ArgumentException">A probability outside 0 to 1, a negative count or time, a status that no answer has, an error type the service does not know.</exception>
    public void Add(FalFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (FaultRanges.Problem(fault) is { } problem)
            throw new ArgumentException("The fault is not valid: " + problem, nameof(fault));

        lock (_gate)
            _rules.Add(new FaultRule(fault));
    }

    /// <summary>Adds rules from text: one a line in the form of the request header; empty lines and lines that start with <c>#</c> are remarks.</summary>
    /// <param name="lines">The text.</param>
    /// <exception cref="FormatException">A line that names no fault, a setting nobody knows, or a value that it cannot have.</exception>
    public void AddLines(string lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        string[] all = lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        FalFault[] faults = [.. all.Where(static line => line[0] != '#').Select(FaultText.Parse)];
        foreach (FalFault fault in faults)
            Add(fault);
    }

    /// <summary>Removes all rules.</summary>
    public void Clear()
    {
        lock (_gate)
            _rules.Clear();
    }

    internal FalFault? Pick(FalCall call)
    {
        if (call.Header(FaultText.HeaderName) is { Length: > 0 } text && FaultText.Parse(text) is var asked && new FaultRule(asked).Strike(call))
            return asked;

        lock (_gate)
        {
            foreach (FaultRule rule in _rules)
            {
                if (rule.Strike(call))
                    return rule.Fault;
            }
        }

        return null;
    }
}
