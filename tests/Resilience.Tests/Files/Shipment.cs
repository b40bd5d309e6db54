using KlingGen;
using KlingGen.Emulator;
using Operation = KlingGen.Emulator.FalOperation;

namespace Resilience.Tests.Files;

/// <summary>One random upload in parts, all of it decided by its seed: size, parts, how many at once, kind of content, route, faults.</summary>
internal sealed class Shipment
{
    private static readonly FalFaultKind[] Kinds =
    [
        FalFaultKind.Status, FalFaultKind.HtmlPage, FalFaultKind.NothingFin, FalFaultKind.NothingReset, FalFaultKind.HeadersFin, FalFaultKind.HeadersReset,
        FalFaultKind.HalfFinish, FalFaultKind.HalfReset, FalFaultKind.FullReset, FalFaultKind.NothingFinish, FalFaultKind.WrongLength, FalFaultKind.ByteByByte,
    ];

    private readonly Random _dice;

    public Shipment(int seed)
    {
        Seed = seed;
        _dice = new Random(seed);
        PartSize = _dice.Next(100, 4000);
        Content = new byte[_dice.Next(PartSize + 1, PartSize * 30)];
        _dice.NextBytes(Content);
        Parallel = _dice.Next(1, 9);
        Kind = _dice.Next(4);
        Routes = _dice.Next(3) switch
        {
            0 => [FalUploadRoute.Cdn],
            1 => [FalUploadRoute.SignedUrl],
            _ => [FalUploadRoute.SignedUrl, FalUploadRoute.Cdn],
        };
    }

    public int Seed { get; }

    public byte[] Content { get; }

    public int PartSize { get; }

    public int Parallel { get; }

    /// <summary>Bytes, a file, a stream that can seek, one that cannot.</summary>
    public int Kind { get; }

    public IReadOnlyList<FalUploadRoute> Routes { get; }

    /// <summary>Two or three faults, each at some of the requests of one step.</summary>
    public void Arm(FalFaults faults)
    {
        faults.Clear();
        for (int i = _dice.Next(2, 4); i > 0; i--)
        {
            faults.Add(new FalFault
            {
                Operation = _dice.Next(6) switch { 0 => Operation.UploadInitiate, 1 => Operation.UploadComplete, _ => Operation.UploadPart },
                Kind = Kinds[_dice.Next(Kinds.Length)],
                StatusCode = _dice.Next(2) == 0 ? 503 : 500,
                Probability = 0.1 + (_dice.NextDouble() * 0.4),
                After = _dice.Next(5),
                Seed = _dice.Next(),
            });
        }
    }

    public void Configure(FalClientOptions options)
    {
        options.MultipartThreshold = PartSize;
        options.UploadPartBytes = PartSize;
        options.MaxParallelUploads = Parallel;
        options.UploadRoutes = Routes;
        options.MaxRetries = 3;
    }

    public FalMedia Media(string folder)
    {
        switch (Kind)
        {
            case 0:
                return FalMedia.FromBytes(Content);
            case 1:
                string path = Path.Combine(folder, $"{Seed}.bin");
                File.WriteAllBytes(path, Content);
                return FalMedia.FromFile(path);
            case 2:
                return FalMedia.FromStream(new MemoryStream(Content));
            default:
                return FalMedia.FromStream(new OneWayStream(Content, new Random(Seed)));
        }
    }

    public override string ToString() => $"seed {Seed}: {Content.Length} bytes in parts of {PartSize}, {Parallel} at once, kind {Kind}, {string.Join(" then ", Routes)}";
}
