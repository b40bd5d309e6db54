using KlingGen.Cli.Hosting;
using KlingGen.Cli.Schemas;

namespace KlingGen.Cli.Service;

/// <summary>Turns what the user named into a checked document.</summary>
internal sealed class DocumentSource(CliHost host, ServiceClient service)
{
    /// <summary>Whether an argument is a path and not an id: what is there, or looks like a file.</summary>
    public static bool IsFile(CliHost host, string argument)
    {
        if (argument == TextSource.StandardInput)
            return true;
        if (argument.Contains('\0', StringComparison.Ordinal))
            return false;
        return argument.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || argument.StartsWith('.') || Path.IsPathRooted(argument) || File.Exists(host.PathOf(argument));
    }

    /// <summary>Reads a file or standard input, or asks the service.</summary>
    /// <param name="argument">As the user wrote it.</param>
    /// <param name="known">Ids that a suggestion may name.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <returns>The document, and where it came from.</returns>
    /// <exception cref="CliException">It cannot be had, or is not what it should be.</exception>
    public async Task<(EndpointDocument Document, string Source)> ReadAsync(string argument, IEnumerable<string> known, CancellationToken cancellationToken)
    {
        if (IsFile(host, argument))
        {
            string text = await TextSource.ReadAsync(host, argument, cancellationToken);
            string name = argument == TextSource.StandardInput ? "standard input" : argument;
            return (EndpointDocument.ReadToKeep(name, text, cancellationToken), name == argument ? $"file {Path.GetFileName(argument)}" : name);
        }
        return await FetchAsync(EndpointIds.Check(argument), known, cancellationToken);
    }

    /// <summary>Asks the service for an endpoint's document.</summary>
    public async Task<(EndpointDocument Document, string Source)> FetchAsync(string endpointId, IEnumerable<string> known, CancellationToken cancellationToken)
    {
        if (await service.DocumentAsync(endpointId, cancellationToken) is not { } found)
        {
            IReadOnlyList<string> near = await Suggestions.NearAsync(service, endpointId, known, cancellationToken);
            string hint = near.Count == 0 ? $"Look it up at {ServiceHosts.Web}models." : $"Did you mean {string.Join(" or ", near)}?";
            throw CliException.Service($"The service does not know the endpoint '{endpointId}'. {hint}");
        }
        EndpointDocument document;
        try
        {
            document = EndpointDocument.ReadToKeep($"The service's document of '{endpointId}'", found.Text, cancellationToken);
        }
        catch (CliException refused)
        {
            // The user's files are sound; what came over the network is not.
            throw CliException.Service(refused.Message, refused);
        }
        return document.EndpointId == endpointId
            ? (document, found.Source)
            : throw CliException.Service($"Asked for '{endpointId}', the service sent the document of '{document.EndpointId}'. Nothing was written; ask for that endpoint by its own id.");
    }
}
