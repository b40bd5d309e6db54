using KlingGen.Cli.Hosting;
using KlingGen.Cli.Inspecting;
using KlingGen.Cli.Output;
using KlingGen.Cli.Running;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KlingGen.Cli.Mcp;

/// <summary>Serves tools until the client goes, or the command is stopped.</summary>
internal sealed class McpRun(CliHost host, Reporter reporter, McpRequest request)
{
    /// <exception cref="CliException">It cannot start: the schemas, the key, the emulator or the port.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var tools = new McpTools(host, reporter, request);
        IReadOnlyList<InspectedEndpoint> endpoints = await tools.EndpointsAsync(cancellationToken);
        await using RunService service = await tools.ServiceAsync(endpoints, cancellationToken);
        using SessionLock? held = request.OwnEmulator ? null : SessionLock.Take(request);
        (IReadOnlyList<EndpointTool> made, FalBudget budget) = tools.Create(endpoints, service);
        string who = service.Address is null ? "the service" : $"an emulator at {service.Address}";
        string about = $"{Sentences.Count(endpoints.Count, "endpoint")} of {who}; {new FalCost(budget.Remaining, budget.Currency)} left of {new FalCost(request.Budget, budget.Currency)} under '{request.Session}'";
        if (request.Port is { } port)
            return await McpHttp.RunAsync(host, () => Options(made), port, about, cancellationToken);

        await host.Error.WriteLineAsync($"klinggen mcp: Ready on standard input and output with {about}.");
        await host.Error.FlushAsync(cancellationToken);
        await using var transport = new StreamServerTransport(host.OpenInput(), new WriterStream(host.Output), "klinggen", NullLoggerFactory.Instance);
        await using McpServer server = McpServer.Create(transport, Options(made), NullLoggerFactory.Instance);
        try
        {
            await server.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C.
        }
        return ExitCodes.Success;
    }

    private static McpServerOptions Options(IReadOnlyList<EndpointTool> tools) => new()
    {
        ServerInfo = new Implementation { Name = "klinggen", Version = ToolVersion.Text },
        ServerInstructions = "Tools that make pictures, clips and sounds. Each call costs money of a budget that cannot be exceeded; descriptions say how much. A result that is pending is fetched with job_result, never by calling the tool again.",
        ToolCollection = [.. tools],
    };
}
