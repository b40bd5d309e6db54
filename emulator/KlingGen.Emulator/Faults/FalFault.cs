using System.Globalization;

namespace KlingGen.Emulator;

/// <summary>A rule: which requests are struck, how, and how often.</summary>
/// <example><code>
/// emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.NothingReset, Times = 1 });
/// </code></example>
public sealed record FalFault
{
    private readonly bool? _takesEffect;
    private readonly string? _errorType;

    /// <summary>What goes wrong.</summary>
    public required FalFaultKind Kind { get; init; }

    /// <summary>The operation that is struck.</summary>
    /// <value>Default <see langword="null"/>: any.</value>
    public FalOperation? Operation { get; init; }

    /// <summary>The endpoint that is struck, by full id or by <c>owner/alias</c>.</summary>
    /// <value>Default <see langword="null"/>: any.</value>
    public string? Endpoint { get; init; }

    /// <summary>Strikes before the rule is used up.</summary>
    /// <value>Default <see langword="null"/>: never used up.</value>
    public int? Times { get; init; }

    /// <summary>Fitting requests let through before the first strike.</summary>
    /// <value>Default 0.</value>
    public int After { get; init; }

    /// <summary>Chance that a fitting request is struck.</summary>
    /// <value>Default 1; between 0 and 1.</value>
    public double Probability { get; init; } = 1;

    /// <summary>Seed of the chance: the same seed strikes the same requests of the same order.</summary>
    /// <value>Default 0.</value>
    public int Seed { get; init; }

    /// <summary>What the work of a <see cref="FalFaultKind.Failure"/> fails with: any type of the service's two error tables.</summary>
    /// <value>Default <c>internal_server_error</c> for that kind.</value>
    public string? ErrorType
    {
        get => _errorType ?? (Kind == FalFaultKind.Failure ? "internal_server_error" : null);
        init => _errorType = value;
    }

    /// <summary>Attempts of the platform that a <see cref="FalFaultKind.Failure"/> lets fail, where the type is one the platform tries again.</summary>
    /// <value>Default <see cref="int.MaxValue"/>: all of them.</value>
    public int FailedAttempts { get; init; } = int.MaxValue;

    /// <summary>Whether a failed model says that trying again makes sense.</summary>
    /// <value>Default <see langword="null"/>: what the service documents for the type.</value>
    public bool? Retryable { get; init; }

    /// <summary>Status of <see cref="FalFaultKind.Status"/>, <see cref="FalFaultKind.Failure"/> and <see cref="FalFaultKind.HtmlPage"/>.</summary>
    /// <value>Default <see langword="null"/>: 500, the type's own, or 502 for the page.</value>
    public int? StatusCode { get; init; }

    /// <summary>Body of <see cref="FalFaultKind.Status"/>, or the text of a <see cref="FalFaultKind.Failure"/>.</summary>
    /// <value>
    /// Default <see langword="null"/>: the body the service sends with that status. <c>{request_id}</c> and <c>{origin}</c> stand for the id of the
    /// request that was struck and for the address of the emulator as its caller knows it, so that a whole answer can be forged.
    /// </value>
    public string? Body { get; init; }

    /// <summary>Content type of <see cref="Body"/>, or the false one of <see cref="FalFaultKind.WrongType"/>.</summary>
    /// <value>Default <see langword="null"/>: JSON for a body, plain text for a false type.</value>
    public string? ContentType { get; init; }

    /// <summary>Value of a <c>Retry-After</c> header, sent as it stands.</summary>
    /// <value>Default <see langword="null"/>: no such header.</value>
    public string? RetryAfter { get; init; }

    /// <summary>Further headers of the answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Time before the answer, on the emulator's clock.</summary>
    /// <value>Default zero.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the request still does what it asked for: a struck submit creates its job all the same.</summary>
    /// <value>
    /// Default: <see langword="false"/> for <see cref="FalFaultKind.Status"/> (the service refused), <see cref="FalFaultKind.GoAway"/> and
    /// <see cref="FalFaultKind.RefusedStream"/> (it says so), <see langword="true"/> for all others (only the answer suffers).
    /// </value>
    public bool TakesEffect
    {
        get => _takesEffect ?? Kind is not (FalFaultKind.Status or FalFaultKind.GoAway or FalFaultKind.RefusedStream);
        init => _takesEffect = value;
    }

    internal string Name => Kind switch
    {
        FalFaultKind.Status => "Status" + (StatusCode ?? 500).ToString(CultureInfo.InvariantCulture),
        FalFaultKind.Failure => "Failure " + ErrorType,
        _ => Kind.ToString(),
    };
}
