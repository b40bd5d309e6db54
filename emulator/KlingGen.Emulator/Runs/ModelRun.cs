using System.Globalization;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Outputs;
using KlingGen.Emulator.Recording;

namespace KlingGen.Emulator.Runs;

/// <summary>One execution of a model: checked and worked out when somebody asks, once.</summary>
internal sealed class ModelRun
{
    private readonly EmulatorContext _context;
    private readonly EndpointName _name;
    private readonly byte[] _body;
    private readonly Lazy<JsonBody> _json;
    private readonly Lazy<ModelFailure?> _refusal;
    private readonly Lazy<ModelFailure?> _evaluation;
    private readonly Lazy<IReadOnlyList<ModelOutput>> _outputs;
    private readonly Lazy<decimal> _units;
    private volatile ModelFailure? _failure;

    public ModelRun(EmulatorContext context, EndpointCatalog catalog, OutputMaker outputs, EndpointName name, FalCall call)
    {
        _context = context;
        _name = name;
        _body = call.Body;
        RequestId = Guid.NewGuid().ToString();
        Addresses = call.Addresses;
        Terms = CallTerms.Of(call);
        Endpoint = catalog.Find(name.Id);
        string? contentType = call.Header("Content-Type");
        _json = new Lazy<JsonBody>(() => JsonBody.Read(_body, contentType));
        _refusal = new Lazy<ModelFailure?>(Refuse);
        _evaluation = new Lazy<ModelFailure?>(Evaluate);
        _outputs = new Lazy<IReadOnlyList<ModelOutput>>(() => Outputs(outputs, ModelInput.Of(_json.Value.Root, _body)));
        _units = new Lazy<decimal>(() => Recorded?.Outcome?.BillableUnits ?? context.Options.BillableUnits(name.Id, Output.Files));
    }

    public string RequestId { get; }

    public string EndpointId => _name.Id;

    /// <summary>The input as it came; not always JSON.</summary>
    public ReadOnlyMemory<byte> Input => _body;

    /// <summary>Addresses under the name by which the request came; for its webhook, which nobody asks for.</summary>
    public Addresses Addresses { get; }

    /// <summary>What the account pays for; ask of a run that succeeded.</summary>
    public decimal BillableUnits => _units.Value;

    public CallTerms Terms { get; }

    public EmulatedEndpoint? Endpoint { get; }

    /// <summary>Why there is nothing to work on: no such endpoint, or a wrong input. Null for what can be worked on.</summary>
    public ModelFailure? Refusal => _refusal.Value;

    /// <summary>Null when the request succeeds. Ask when the work has ended.</summary>
    public ModelFailure? Failure => _failure ?? _evaluation.Value;

    /// <summary>The whole output; of a stream the last one.</summary>
    public ModelOutput Output => _outputs.Value[^1];

    /// <summary>The output with addresses that the caller can reach.</summary>
    public ReadOnlyMemory<byte> OutputFor(Addresses caller) => Output.For(_context.Addresses, caller);

    /// <summary>What a stream sends, the whole output at its end.</summary>
    /// <param name="caller">Addresses that the caller can reach.</param>
    /// <param name="partial">How many partial outputs come first where no recording says it.</param>
    public IReadOnlyList<ReadOnlyMemory<byte>> OutputsFor(Addresses caller, int partial) => Recorded?.Outcome is { Events.Count: > 0 }
        ? [.. _outputs.Value.Select(output => output.For(_context.Addresses, caller))]
        : [.. Enumerable.Repeat(OutputFor(caller), partial + 1)];

    /// <summary>Ends the request with a failure of the platform, whatever the model would have said.</summary>
    public void Fail(ModelFailure failure) => _failure = failure;

    /// <summary>Whether an attempt ends with a failure after which the platform tries again.</summary>
    /// <param name="attempt">The attempt that has just ended, from 1.</param>
    public bool WantsRetry(int attempt) =>
        Refusal is null && Terms is { Failure.ErrorType: { } type, DisableServiceRetries: false } && FailureTable.PlatformRetries(type)
        && attempt <= Terms.Failure.FailedAttempts && attempt < _context.Options.PlatformAttempts;

    /// <summary>What the runner writes: what it wrote while it was recorded, else some lines of its kind.</summary>
    /// <param name="lines">How many of those.</param>
    public IReadOnlyList<(string Message, string Level)> LogLines(int lines) => Recorded?.Outcome is { } outcome
        ? outcome.Logs
        : [.. Enumerable.Range(0, lines).Select(line => (LogLine(line, lines), "INFO"))];

    private string LogLine(int line, int lines) => line switch
    {
        0 => $"Loading {_name}",
        _ when line == lines - 1 => "Encoding output",
        _ => string.Create(CultureInfo.InvariantCulture, $"Generating: step {line} of {lines - 2} ({100 * line / (lines - 2)} %)"),
    };

    private IReadOnlyList<ModelOutput> Outputs(OutputMaker outputs, ModelInput input) => Recorded is { Outcome: { } outcome } recorded
        ? outputs.Replay(recorded, outcome, input, Terms.FilesLiveFor)
        : [outputs.Make(Endpoint!, input, Terms.FilesLiveFor)];

    /// <summary>The model's own answer, as the result call and the synchronous call give it.</summary>
    /// <param name="caller">Addresses as that call can reach them.</param>
    public Reply ToReply(Addresses caller)
    {
        if (Failure is { } failure)
            return failure.ToReply().With("x-fal-request-id", RequestId);

        return Reply.Json(200, OutputFor(caller))
            .With("x-fal-request-id", RequestId)
            .With("X-Fal-Billable-Units", BillableUnits.ToString(CultureInfo.InvariantCulture));
    }

    private ModelFailure? Refuse()
    {
        // What the service said of this very input goes before what a schema says of it.
        if (Recorded?.Outcome is { } outcome)
            return outcome.Status == 422 ? ModelFailure.Of(outcome) : null;
        if (Endpoint is null)
            return ModelFailure.Model(404, new JsonObject { ["detail"] = $"Path /{_name.Path} not found" });

        JsonArray detail = _json.Value.Problem is { } problem ? [problem.DeepClone()] : InputFindings.Of(Endpoint.InputChecker, _json.Value.Root, _context.Options.InputChecks);
        return detail.Count > 0 ? ModelFailure.Model(422, new JsonObject { ["detail"] = detail }) : null;
    }

    private ModelFailure? Evaluate() => Refusal
        ?? (Terms.Failure is { ErrorType: { } type } fault && !OutlivedBy(type, fault) ? FailureTable.Make(type, fault, _context.Options) : Recorded?.Outcome is { } recorded ? ModelFailure.Of(recorded) : null);

    /// <summary>A failure that the platform's own retries get over.</summary>
    private bool OutlivedBy(string type, WantedFailure fault) =>
        Retried && FailureTable.PlatformRetries(type) && !Terms.DisableServiceRetries && fault.FailedAttempts < _context.Options.PlatformAttempts;

    /// <summary>The recording that answers; null where the schema does.</summary>
    public RecordedCall? Recorded { get; init; }

    /// <summary>Whether this run is the queue's, which alone tries again.</summary>
    public bool Retried { get; init; }
}
