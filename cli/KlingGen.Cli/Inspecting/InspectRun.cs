using KlingGen.Cli.Hosting;
using KlingGen.Cli.Projects;
using KlingGen.Cli.Schemas;
using KlingGen.Cli.Service;
using KlingGen.Compiler;

namespace KlingGen.Cli.Inspecting;

/// <summary>Finds an endpoint: a file, a locked schema, or, where there is neither, the service's document.</summary>
internal sealed class InspectRun(CliHost host, string target, string? schemas, string? serviceAddress, string? space)
{
    private const string NoProject = "MyApp";

    public async Task<InspectedEndpoint> RunAsync(CancellationToken cancellationToken)
    {
        SchemaFolder? folder = SchemaFolder.Locate(host, schemas ?? FolderOfFile()) is { } path ? await SchemaFolder.OpenAsync(host, path, cancellationToken) : null;
        if (DocumentSource.IsFile(host, target))
        {
            string text = await TextSource.ReadAsync(host, target, cancellationToken);
            string name = target == TextSource.StandardInput ? "standard input" : target;
            return Inspect(EndpointDocument.Read(name, text, cancellationToken), name, null, folder);
        }

        EndpointIds.Check(target);
        if (folder?.Lock.Find(target) is { } entry)
        {
            string file = folder.FileOf(entry);
            return Inspect(EndpointDocument.Read(host.Shown(file), await TextSource.ReadAsync(host, file, cancellationToken), cancellationToken), host.Shown(file), file, folder);
        }

        using var service = new ServiceClient(host, ServiceOptions.Resolve(host, serviceAddress));
        (EndpointDocument document, _) = await new DocumentSource(host, service).FetchAsync(target, folder?.Lock.Entries.Select(static entry => entry.EndpointId) ?? [], cancellationToken);
        InspectedEndpoint fetched = Inspect(document, service.DocumentAddress(target).ToString(), null, folder);
        LockPrice? price = await Prices.FetchAsync(service, target, host.Time.GetUtcNow(), cancellationToken);
        return fetched with { Price = price, Model = fetched.Model with { Price = price is { IsOfService: true } ? price : null } };
    }

    // A file knows its price from the lock file beside it.
    private string? FolderOfFile()
    {
        if (target == TextSource.StandardInput || !DocumentSource.IsFile(host, target))
            return null;
        string? folder = Path.GetDirectoryName(host.PathOf(target));
        return folder is not null && File.Exists(Path.Combine(folder, LockFile.FileName)) ? folder : null;
    }

    private InspectedEndpoint Inspect(EndpointDocument document, string source, string? file, SchemaFolder? folder)
    {
        Consumer? project = Consumer.Find(host, null);
        SchemaItem? item = file is null ? null : project?.ItemFor(file);
        var input = new SchemaInput(source, document.Form.Text, space ?? item?.Text("Namespace"), project?.RootNamespace ?? NoProject, item?.Text("ClientName"), item?.Text("Visibility"), item?.Text("AI"));
        ReadResult read = SchemaReader.Read(input);
        return read.Endpoint is { } model
            ? new InspectedEndpoint(model with { Price = folder?.Lock.Find(document.EndpointId)?.Price }, source, [.. read.Problems]) { Price = folder?.Lock.Find(document.EndpointId)?.QuotedPrice, Document = document.Form.Text }
            : throw CliException.Usage($"{read.Problems[0].Message} Give another --namespace.");
    }
}
