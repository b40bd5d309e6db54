using System.Runtime.CompilerServices;

namespace KlingGen.Batches;

/// <summary>Reads JSON lines: one input a line, empty lines skipped. Never more than a line is in memory.</summary>
internal static class JsonLines
{
    public static async IAsyncEnumerable<FalBatchLine> ReadAsync(IFalBatchEndpoint endpoint, TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The number of a job is that of its line in the file, as far as none is empty.
        long number = 0;
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            number++;
            yield return endpoint.Check(line.TrimStart('\uFEFF').Trim(), number);
        }
    }
}
