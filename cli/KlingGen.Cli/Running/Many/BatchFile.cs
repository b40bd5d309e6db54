using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Running.Inputs;

namespace KlingGen.Cli.Running.Many;

/// <summary>Reads the lines of a batch.</summary>
internal static class BatchFile
{
    private const int Maximum = 100_000;

    /// <param name="host">The machine.</param>
    /// <param name="path">The file, or - for standard input.</param>
    /// <param name="start">What all lines have in common.</param>
    /// <param name="request">The call.</param>
    /// <param name="batch">The batch's own name.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="CliException">The file cannot be read, or has no line.</exception>
    public static async Task<IReadOnlyList<BatchLine>> ReadAsync(CliHost host, string path, JsonNode start, RunRequest request, string batch, CancellationToken cancellationToken)
    {
        string text = await TextSource.ReadAsync(host, path, cancellationToken);
        var lines = new List<BatchLine>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (lines.Count == Maximum)
                throw CliException.Unusable($"'{path}' has more than {Maximum} lines. Split it.");
            lines.Add(Read(host, line, number, start, request, batch, seen));
        }
        return lines.Count > 0 ? lines : throw CliException.Unusable($"{(path == TextSource.StandardInput ? "Standard input" : $"The file '{path}'")} has no line. Write one JSON object a line, each with the inputs of one call.");
    }

    private static BatchLine Read(CliHost host, string line, int number, JsonNode start, RunRequest request, string batch, Dictionary<string, int> seen)
    {
        var read = new BatchLine(number);
        if (ValueText.TryJson(line, out JsonNode? node) is { } reason)
            return read with { Findings = [$"the line is not JSON: {reason.TrimEnd('.')}"] };
        if (node is not JsonObject members)
            return read with { Findings = ["the line is JSON, but not an object"] };
        JsonNode root = start.DeepClone();
        if (root is JsonObject common)
            foreach ((string name, JsonNode? value) in members)
                common[name] = value?.DeepClone();
        else
            root = members;
        var input = new ShapedInput(request.Model, root, LocalFiles.Of(host, request.Model, root));
        string first = BatchLine.KeyOf(batch, root, 0);
        int occurrence = seen[first] = seen.GetValueOrDefault(first, -1) + 1;
        return read with { Input = input, Key = BatchLine.KeyOf(batch, root, occurrence), Findings = request.SkipsValidation ? [] : InputFindings.Of(input, request.Names) };
    }
}
