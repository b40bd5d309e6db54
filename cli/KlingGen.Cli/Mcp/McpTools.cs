using System.Text.Json;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Inspecting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Output;
using KlingGen.Cli.Running;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;
using KlingGen.Extensions.AI;
using ModelContextProtocol.Protocol;

namespace KlingGen.Cli.Mcp;

/// <summary>The tools of the locked endpoints, under one budget that outlives the process: what the journal says was spent is spent.</summary>
internal sealed class McpTools(CliHost host, Reporter reporter, McpRequest request)
{
    private const string Currency = "USD";
    private const string SessionPrefix = "mcp:";

    /// <summary>The endpoints that are served.</summary>
    /// <exception cref="CliException">There is no lock file, or one that was named is not locked.</exception>
    public async Task<IReadOnlyList<InspectedEndpoint>> EndpointsAsync(CancellationToken cancellationToken)
    {
        string folder = SchemaFolder.Locate(host, request.Schemas)
            ?? throw CliException.Unusable($"There is no {LockFile.FileName} here or above, and so no endpoint to serve. Add one with 'klinggen add <endpoint>', or name the folder with --schemas.");
        SchemaFolder schemas = await SchemaFolder.OpenAsync(host, folder, cancellationToken);
        string[] ids = [.. request.Endpoints.Count > 0 ? request.Endpoints.Distinct(StringComparer.Ordinal) : schemas.Lock.Entries.Select(static entry => entry.EndpointId)];
        if (Array.Find(ids, id => schemas.Lock.Find(id) is null) is { } missing)
            throw CliException.Usage($"'{EndpointIds.Shown(missing)}' is not locked in {host.Shown(folder)}. Add it with 'klinggen add {EndpointIds.Shown(missing)}'.");
        if (ids.Length == 0)
            throw CliException.Unusable($"{host.Shown(schemas.LockPath)} locks no endpoint. Add one with 'klinggen add <endpoint>'.");
        var found = new List<InspectedEndpoint>();
        foreach (string id in ids)
            found.Add(await new InspectRun(host, id, folder, null, null).RunAsync(cancellationToken));
        return found;
    }

    /// <summary>The schema files of the endpoints.</summary>
    public async Task<RunService> ServiceAsync(IReadOnlyList<InspectedEndpoint> endpoints, CancellationToken cancellationToken) => request.OwnEmulator
        ? await RunService.OpenOwnAsync(host, endpoints.Select(endpoint => host.PathOf(endpoint.Source)), endpoints.Where(static endpoint => endpoint.Price is not null).Select(static endpoint => (endpoint.Model.EndpointId, endpoint.Price!)), cancellationToken)
        : RunService.Open(host, request.Emulator, endpoints.Any(static endpoint => endpoint.Price is null));

    /// <summary>The tools, those for jobs last.</summary>
    public (IReadOnlyList<EndpointTool> Tools, FalBudget Budget) Create(IReadOnlyList<InspectedEndpoint> endpoints, RunService service)
    {
        var journal = new JobJournal(host, request.DataFolder);
        string session = SessionPrefix + request.Session;
        JobRecord[] earlier = [.. journal.Read().Where(job => job.Batch == session && job.Service == service.Address?.AbsoluteUri && !job.IsEphemeral)];
        var budget = new FalBudget(Math.Max(0, request.Budget - JobRecord.Spent(earlier, Currency)), Currency) { CostWhenUnknown = request.AssumeCost };
        var jobs = new JobCall(host, journal, service, new RunVoice(host, reporter, isJsonl: false) { IsSilent = true });
        var open = new OpenJobs(jobs, earlier);
        EndpointTool[] tools =
        [
            .. endpoints.Select(endpoint => new EndpointTool(Function(endpoint, service, budget, jobs, open, session), costs: true)),
            new EndpointTool(new JobFunctions(service.Client, budget, fetches: false, open.EndAsync), costs: false),
            new EndpointTool(new JobFunctions(service.Client, budget, fetches: true, open.EndAsync), costs: false),
        ];
        return (tools, budget);
    }

    private FalAIFunction<ShapedInput, FalJson> Function(InspectedEndpoint endpoint, RunService service, FalBudget budget, JobCall jobs, OpenJobs open, string session)
    {
        EndpointSpec model = endpoint.Model;
        FalPrice? price = endpoint.Price is { } quoted && (quoted.IsOfService || service.Address is not null) ? new FalPrice(quoted.Amount, quoted.Unit, quoted.Currency) : null;
        var terms = new ToolTerms
        {
            Name = ModelSchema.Name(model),
            Description = ModelSchema.Description(model),
            Schema = ToolTerms.Parse(System.Text.Encoding.UTF8.GetBytes(ModelSchema.Write(model))),
            Budget = budget,
            MaxCostPerCall = request.MaxCost,
            Wait = request.Wait,
            FilesFolder = request.Files,
        };
        var call = new JournaledToolCall(new RunEndpoint(service.Client, model, price), new InputModel(model), jobs, open, session, (cost, cancellationToken) => ConfirmAsync(model.EndpointId, cost, cancellationToken));
        return new FalAIFunction<ShapedInput, FalJson>(call, terms);
    }

    /// <summary>Asks the person behind the client. A client that cannot ask has not been approved.</summary>
    private async ValueTask<bool> ConfirmAsync(string endpointId, FalCost cost, CancellationToken cancellationToken)
    {
        if (request.AskAbove is not { } limit || cost.Amount <= limit)
            return true;
        if (EndpointTool.Caller is not { ClientCapabilities.Elicitation: not null } client)
            return false;
        ElicitResult answer;
        try
        {
            answer = await client.ElicitAsync(
                new ElicitRequestParams
                {
                    Message = $"A call of {endpointId} costs {cost}. Buy it?",
                    RequestedSchema = new ElicitRequestParams.RequestSchema { Properties = { ["buy"] = new ElicitRequestParams.BooleanSchema { Description = "Whether it is bought." } }, Required = ["buy"] },
                },
                cancellationToken);
        }
        catch (Exception unasked) when (unasked is InvalidOperationException or ModelContextProtocol.McpException)
        {
            // The question did not reach anybody.
            return false;
        }
        return answer is { IsAccepted: true, Content: { } content } && content.TryGetValue("buy", out JsonElement buy) && buy.ValueKind == JsonValueKind.True;
    }
}
