using System.Globalization;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Projects;
using KlingGen.Cli.Schemas;
using KlingGen.Cli.Service;
using KlingGen.Cli.Snippets;
using KlingGen.Compiler;

namespace KlingGen.Cli.Adding;

/// <summary><c>klinggen add</c>: everything is read and checked first, and written together at the end.</summary>
internal sealed class AddRun(CliHost host, AddRequest request)
{
    public async Task<AddReport> RunAsync(CancellationToken cancellationToken)
    {
        if (request.Sources.Count(static source => source == TextSource.StandardInput) > 1)
            throw CliException.Usage("Standard input ('-') can be read only once. Give it once.");
        foreach (string source in request.Sources)
            if (!DocumentSource.IsFile(host, source))
                EndpointIds.Check(source);

        Consumer? consumer = Consumer.Find(host, request.Project);
        var project = consumer as ProjectView;
        var program = consumer as FileProgram;
        string folderPath = SchemaFolder.Locate(host, request.Schemas) ?? Path.Combine(consumer?.Folder ?? host.WorkingDirectory, SchemaFolder.UsualName);
        SchemaFolder folder = (await SchemaFolder.OpenAsync(host, folderPath, cancellationToken)).Sound();

        using var service = new ServiceClient(host, ServiceOptions.Resolve(host, request.Service));
        var documents = new DocumentSource(host, service);
        var added = new List<AddedSchema>();
        var batch = new FileBatch();
        LockFile locked = folder.Lock;
        var missing = new List<string>();
        foreach (string source in request.Sources)
        {
            (EndpointDocument document, string origin) = await documents.ReadAsync(source, locked.Entries.Select(static entry => entry.EndpointId), cancellationToken);
            // A file is added without the network.
            LockPrice? price = DocumentSource.IsFile(host, source) ? null : await Prices.FetchAsync(service, document.EndpointId, host.Time.GetUtcNow(), cancellationToken);
            LockEntry? former = locked.Find(document.EndpointId);
            price = Prices.Keep(former?.QuotedPrice, price);
            string name = NameInFolder(source, folderPath, document.EndpointId, locked) ?? SchemaFileName.For(document.EndpointId, locked);
            var entry = new LockEntry
            {
                EndpointId = document.EndpointId,
                File = name,
                Source = origin,
                Fetched = host.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                Sha256 = document.Form.Sha256,
                QuotedPrice = price,
                Tool = ToolVersion.Text,
            };
            string file = Path.Combine(folderPath, name);
            bool isChanged = !IsSame(folder, former, entry, file);
            if (isChanged)
                batch.Add(file, SchemaFolder.Bytes(document.Form.Text));
            else
                entry = former! with { QuotedPrice = price, Source = former.Source == LockSources.Emulator ? origin : former.Source };
            locked = locked.With(entry);
            SchemaItem? item = consumer?.ItemFor(file);
            if (consumer is not null && item is null && !missing.Contains(file))
                missing.Add(file);
            EndpointSpec model = Model(document, item, consumer?.RootNamespace ?? "MyApp", entry.Price);
            added.Add(new AddedSchema(document.EndpointId, host.Shown(file), isChanged, entry, model, document.Warnings, FirstCall.Write(model, ServiceOptions.Emulator(host, request.Service))));
        }

        batch.Add(folder.LockPath, SchemaFolder.Bytes(locked.ToText()));
        List<string> items = AddItems(batch, project, missing);
        if (!request.IsDryRun)
            batch.Commit();
        return new AddReport(added, host.Shown(folder.LockPath), project is null ? null : host.Shown(project.Project.FullPath), items, project is null || project.HasGenerator, request.IsDryRun)
        {
            Program = program is null ? null : Lines(program, missing),
        };
    }

    private ProgramLines Lines(FileProgram program, List<string> missing) => new(
        host.Shown(program.FullPath),
        program.Schemas is null ? null : program.LineWith([]),
        [.. program.HasGenerator ? [] : new[] { FileProgram.PackageLine }, .. missing.Count == 0 ? [] : new[] { program.LineWith(missing) }]);

    // A file that lies in the folder already keeps its name.
    private string? NameInFolder(string source, string folder, string endpointId, LockFile locked)
    {
        if (source == TextSource.StandardInput || !DocumentSource.IsFile(host, source) || Path.GetDirectoryName(host.PathOf(source)) != Path.GetFullPath(folder))
            return null;
        string name = Path.GetFileName(source);
        return SchemaFileName.IsPlain(name) && locked.Entries.All(other => other.EndpointId == endpointId || other.File != name) ? name : null;
    }

    private static bool IsSame(SchemaFolder folder, LockEntry? former, LockEntry entry, string file) =>
        former is not null && former.Sha256 == entry.Sha256 && former.File == entry.File && File.Exists(file)
        && CanonicalForm.Of(file, File.ReadAllText(file)).Form?.Sha256 == entry.Sha256 && folder.HasLock;

    private static List<string> AddItems(FileBatch batch, ProjectView? project, List<string> missing)
    {
        if (project is null || missing.Count == 0)
            return [];
        List<string> items = [.. missing.Select(file => Path.GetRelativePath(project.Project.Folder, file).Replace('\\', '/'))];
        batch.Add(project.Project.FullPath, project.Project.WithItems(items));
        return items;
    }

    private static EndpointSpec Model(EndpointDocument document, SchemaItem? item, string rootNamespace, LockPrice? price)
    {
        var input = new SchemaInput(document.EndpointId, document.Form.Text, item?.Text("Namespace"), rootNamespace, item?.Text("ClientName"), item?.Text("Visibility"));
        return (SchemaReader.Read(input).Endpoint ?? document.Model(rootNamespace, price)) with { Price = price };
    }
}
