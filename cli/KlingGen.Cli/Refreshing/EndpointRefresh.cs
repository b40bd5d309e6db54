using System.Globalization;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Schemas;
using KlingGen.Cli.Service;
using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Refreshing;

/// <summary>Fetches one endpoint's document and price, and compares them with what is kept. Writes nothing.</summary>
internal sealed class EndpointRefresh(CliHost host, SchemaFolder folder, ServiceClient service)
{
    /// <summary>Compares; a failure of the service is part of the answer.</summary>
    public async Task<Refreshed> RunAsync(LockEntry entry, CancellationToken cancellationToken)
    {
        string file = folder.FileOf(entry);
        try
        {
            (EndpointDocument fetched, string source) = await new DocumentSource(host, service).FetchAsync(entry.EndpointId, folder.Lock.Entries.Select(static other => other.EndpointId), cancellationToken);
            LockPrice? price = await Prices.FetchAsync(service, entry.EndpointId, host.Time.GetUtcNow(), cancellationToken);
            return await CompareAsync(entry, file, fetched, source, Prices.Keep(entry.QuotedPrice, price), cancellationToken);
        }
        catch (CliException error) when (error.ExitCode == ExitCodes.Service)
        {
            return new Refreshed(entry.EndpointId, file, RefreshState.Failed) { Entry = entry, Failure = error.Message };
        }
    }

    private async Task<Refreshed> CompareAsync(LockEntry entry, string file, EndpointDocument fetched, string source, LockPrice? price, CancellationToken cancellationToken)
    {
        LockEntry renewed = entry with
        {
            Fetched = host.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            Sha256 = fetched.Form.Sha256,
            Source = entry.Sha256 == fetched.Form.Sha256 && entry.Source != LockSources.Emulator ? entry.Source : source,
            QuotedPrice = price,
            Tool = ToolVersion.Text,
        };
        (string? kept, CanonicalForm? form) = await KeptAsync(file, cancellationToken);
        EquatableArray<ModelChange> changes = kept is null ? default : Changes(entry, kept, fetched, renewed);
        if (form?.Sha256 == fetched.Form.Sha256)
        {
            return entry.Sha256 == fetched.Form.Sha256 && entry.QuotedPrice == price && entry.Source == renewed.Source
                ? new Refreshed(entry.EndpointId, file, RefreshState.Fresh) { Entry = entry }
                : new Refreshed(entry.EndpointId, file, RefreshState.Relocked) { Entry = renewed, Changes = changes };
        }
        return new Refreshed(entry.EndpointId, file, form is null ? RefreshState.Restored : RefreshState.Changed) { Entry = renewed, Text = fetched.Form.Text, Changes = changes };
    }

    private async Task<(string? Text, CanonicalForm? Form)> KeptAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            string text = await TextSource.ReadAsync(host, file, cancellationToken);
            return (text, CanonicalForm.Of(file, text, cancellationToken).Form);
        }
        catch (CliException) when (!Directory.Exists(file))
        {
            // Missing, or no text: the service's document takes its place.
            return (null, null);
        }
    }

    private static EquatableArray<ModelChange> Changes(LockEntry entry, string kept, EndpointDocument fetched, LockEntry renewed)
    {
        PlacedReadResult before = SchemaReader.ReadWithPlaces(new SchemaInput(entry.EndpointId, kept));
        PlacedReadResult after = SchemaReader.ReadWithPlaces(new SchemaInput(entry.EndpointId, fetched.Form.Text));
        return before.Endpoint is null
            ? default
            : ModelComparison.Compare(before.Endpoint with { Price = entry.Price }, after.Endpoint! with { Price = renewed.Price }, before.Places, after.Places);
    }
}
