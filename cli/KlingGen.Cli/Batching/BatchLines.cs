using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using KlingGen.Batches;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Running;
using KlingGen.Cli.Running.Inputs;

namespace KlingGen.Cli.Batching;

/// <summary>Inputs, one a line, read as a stream: checked by the schema, their local files uploaded, their cost estimated. Never more than a line is in memory.</summary>
internal sealed class BatchLines(CliHost host, FalClient client, RunEndpoint endpoint, InputModel model, string path) : IFalBatchEndpoint
{
    private readonly InputNames _names = new(model, []);

    public string EndpointId => endpoint.EndpointId;

    /// <summary>What the good lines cost together.</summary>
    public decimal Estimate { get; private set; }

    /// <summary>Whether the cost of each good line is known.</summary>
    public bool IsEstimateKnown { get; private set; } = true;

    /// <summary>Good lines.</summary>
    public long Good { get; private set; }

    /// <summary>Where a cost is not known by itself, the most that one may be.</summary>
    public decimal? CostPerJob { get; init; }

    public FalBatchLine Check(string json, long number) => throw new NotSupportedException();

    public ValueTask<FalPrice?> GetPriceAsync(CancellationToken cancellationToken = default) => endpoint.GetPriceAsync(cancellationToken);

    /// <summary>The lines; of the first ones, which are there already, only the cost.</summary>
    public async IAsyncEnumerable<FalBatchLine> ReadAsync(long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader reader = Open();
        long number = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            number++;
            yield return await ReadAsync(line.Trim(), number, number > skip, cancellationToken);
        }
    }

    private async Task<FalBatchLine> ReadAsync(string line, long number, bool isNew, CancellationToken cancellationToken)
    {
        if (ValueText.TryJson(line, out JsonNode? node) is { } reason)
            return FalBatchEndpoint.Bad(line, number, $"it is not JSON: {Sentences.Ended(reason)}");
        if (node is not JsonObject)
            return FalBatchEndpoint.Bad(line, number, "it is JSON, but not an object.");
        var input = new ShapedInput(model, node, LocalFiles.Of(host, model, node));
        IReadOnlyList<string> findings = InputFindings.Of(input, _names);
        if (findings.Count > 0)
            return FalBatchEndpoint.Bad(line, number, Sentences.Ended(string.Join("; ", findings.Take(4))));
        Good++;
        decimal? cost = endpoint.EstimateCost(input)?.Amount ?? CostPerJob;
        IsEstimateKnown &= cost is not null;
        Estimate += cost ?? 0;
        return isNew ? await TypedLines.MakeAsync(client, endpoint, input, number, cancellationToken) : new FalBatchLine { Input = string.Empty };
    }

    private StreamReader Open()
    {
        try
        {
            // What is not UTF-8 is an error, not another text.
            return new StreamReader(path == TextSource.StandardInput ? host.OpenInput() : File.OpenRead(host.PathOf(path)), new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CliException.Unusable($"The file '{path}' cannot be read: {Sentences.Of(error)} Check the path; it is taken from {host.WorkingDirectory}.", error);
        }
    }
}
