using KlingGen.Emulator;

namespace Resilience.Tests.Money;

/// <summary>A batch made by chance: inputs, limit, faults, and how its caller behaves.</summary>
internal sealed class Batch
{
    /// <summary>Three and a bit, so that sums of prices are not whole numbers.</summary>
    public const decimal Price = 0.028m;

    private static readonly FalFaultKind[] s_kinds = [.. Enum.GetValues<FalFaultKind>().Where(static kind => !kind.ToString().EndsWith("Stall", StringComparison.Ordinal))];
    private static readonly FalOperation[] s_struck = [FalOperation.Submit, FalOperation.Submit, FalOperation.StatusStream, FalOperation.Status, FalOperation.Result];

    private static readonly int[] s_codes = [400, 401, 404, 429, 500, 502, 503, 504];

    private Batch(Random random)
    {
        Images = [.. Enumerable.Range(0, random.Next(1, 13)).Select(_ => random.Next(10) == 0 ? 99 : random.Next(1, 10))];
        Limit = Math.Round((decimal)random.NextDouble() * Images.Sum(static images => Math.Min(images, 9)) * Price * 1.2m, 3);
        MaxConcurrency = random.Next(1, 9);
        StopAfter = random.Next(4) == 0 ? random.Next(Images.Length) : null;
        Cancels = random.Next(2) == 0;
        Estimates = random.Next(4) != 0;
        Faults = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Fault(random))];
    }

    /// <summary>How many images each input asks for. The service takes nine; more are refused by its model, when they have been bought.</summary>
    public int[] Images { get; }

    public decimal Limit { get; }

    public int MaxConcurrency { get; }

    /// <summary>The outcome after which the caller has seen enough.</summary>
    public int? StopAfter { get; }

    /// <summary>Whether it then cancels, or just leaves the loop.</summary>
    public bool Cancels { get; }

    /// <summary>Whether the input says its cost; otherwise its maximum is given.</summary>
    public bool Estimates { get; }

    public FalFault[] Faults { get; }

    public static Batch Of(int seed) => new(new Random(seed));

    public override string ToString() =>
        $"limit {Limit} for {string.Join('+', Images)} images, {MaxConcurrency} at a time, stops after {StopAfter}, faults: {string.Join(", ", Faults.Select(static fault => $"{fault.Operation} {fault.Kind} {fault.StatusCode} {fault.Probability:0.00}"))}";

    private static FalFault Fault(Random random)
    {
        FalOperation operation = s_struck[random.Next(s_struck.Length)];
        FalFaultKind kind = random.Next(2) == 0 ? FalFaultKind.Status : s_kinds[random.Next(s_kinds.Length)];
        var fault = new FalFault { Kind = kind, Operation = operation, Probability = random.NextDouble(), Seed = random.Next() };
        if (kind != FalFaultKind.Status)
            return fault;

        // The service's own no (4xx) is one; a gateway's failure may hide a yes.
        int code = s_codes[random.Next(s_codes.Length)];
        return fault with { StatusCode = code, TakesEffect = code >= 500 && random.Next(2) == 0 };
    }
}
