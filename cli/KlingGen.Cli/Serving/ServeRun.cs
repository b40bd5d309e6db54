using System.Net.Sockets;
using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Service;
using KlingGen.Emulator;
using Microsoft.AspNetCore.Connections;
using Op = KlingGen.Emulator.FalOperation;

namespace KlingGen.Cli.Serving;

/// <summary>Runs the emulator until it is stopped.</summary>
internal sealed class ServeRun(CliHost host, ServeRequest request)
{
    private const int MaxShown = 20;
    private const int LongestMessage = 400;

    /// <summary>Ends when the command is cancelled, which is how it is meant to end.</summary>
    /// <exception cref="CliException">It cannot start: a schema, a fault, the certificate or the port.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using ServedSchemas schemas = ServedSchemas.Find(host, request.Schemas);
        using ServeCertificate? certificate = !request.Https ? null : request.Certificate is { } file ? ServeCertificate.Open(host, file) : ServeCertificate.OpenOwn(host, request.DataFolder());
        var options = new FalEmulatorOptions
        {
            Port = request.Port,
            BindAddress = request.Bind,
            AllowAnyKey = request.AnyKey,
            AllowAnonymous = request.AnyKey,
            AllowRemoteControl = request.RemoteControl,
            Timing = request.IsInstant ? FalEmulatorTiming.Instant : FalEmulatorTiming.Demo,
            Certificate = certificate?.Certificate,
            TimeProvider = new FalEmulatorClock(),
            Logger = new ErrorLogger(host),
            Record = Recording(),
            Replay = request.Replay is { } recordings ? new FalReplayOptions { Folder = host.PathOf(recordings), Strict = request.IsStrict } : null,
        };
        foreach (string path in schemas.Paths)
            options.Schemas.Add(path);

        var page = new ServePage(schemas);
        options.Page = page.AnswerAsync;
        await using FalEmulator emulator = await StartAsync(options, cancellationToken);
        page.Emulator = emulator;
        foreach (string rule in request.Faults)
            AddFault(emulator, rule);
        await AnnounceAsync(emulator, schemas, certificate);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, host.Time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C.
        }

        return request.FailsOnUnexpected ? await ReportUnexpectedAsync(emulator) : ExitCodes.Success;
    }

    private async Task<FalEmulator> StartAsync(FalEmulatorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await FalEmulator.StartAsync(options, cancellationToken);
        }
        catch (Exception error) when (error is SocketException or IOException { InnerException: AddressInUseException })
        {
            throw CliException.Unusable($"The emulator cannot listen on {request.Bind}, port {request.Port}: {Sentences.Of(error)} Take another port with --port; 0 takes any free one.", error);
        }
        catch (InvalidDataException error)
        {
            throw CliException.Unusable(error.Data.Contains(KlingGen.Emulator.Recording.Recordings.Mark) ? Sentences.Of(error) : $"{Sentences.Of(error)} Check it with 'klinggen check'.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (request.Record is null && request.Replay is null)
                throw ServedSchemas.Unreadable(error, ServedSchemas.Check);
            throw CliException.Unusable($"A schema file or the folder of recordings cannot be read: {Sentences.Of(error)} Check that it is there and that you may use it.", error);
        }
    }

    private FalRecordOptions? Recording()
    {
        if (request.Record is not { } folder)
            return null;
        FalClientOptions service = ServiceOptions.Resolve(host, request.Service);
        return new FalRecordOptions
        {
            Folder = host.PathOf(folder),
            ApiKey = service.ApiKey ?? throw CliException.Usage("There is no API key to record with: set FAL_KEY to '<key id>:<key secret>', or give --service and the address of another emulator."),
            Service = ServiceOptions.Emulator(host, request.Service),
            KeepMedia = request.KeepsMedia,
        };
    }

    private void AddFault(FalEmulator emulator, string rule)
    {
        try
        {
            emulator.Faults.AddLines(rule.StartsWith('@') ? File.ReadAllText(host.PathOf(rule[1..])) : rule);
        }
        catch (FormatException error)
        {
            throw CliException.Usage($"--fault: {(error.Message.Length <= LongestMessage ? Sentences.Of(error) : error.Message[..LongestMessage] + "… docs/emulator.md lists them all.")}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CliException.Unusable($"The fault file '{Schemas.EndpointIds.Shown(rule[1..])}' cannot be read: {Sentences.Of(error)} Give @ and the path of a text file with a rule a line.", error);
        }
    }

    private async Task AnnounceAsync(FalEmulator emulator, ServedSchemas schemas, ServeCertificate? certificate)
    {
        var health = new Uri(emulator.Address, "emulator/health");
        if (request.IsJson)
        {
            var ready = new JsonObject
            {
                ["address"] = emulator.Address.AbsoluteUri,
                ["health"] = health.AbsoluteUri,
                ["key"] = FalEmulator.DefaultApiKey,
                ["certificate"] = certificate?.TrustFile,
                ["record"] = request.Record is { } recording ? host.PathOf(recording) : null,
                ["replay"] = request.Replay is { } replayed ? host.PathOf(replayed) : null,
                ["endpoints"] = new JsonArray([.. emulator.Endpoints.Select(static id => (JsonNode)id)]),
            };
            await host.Output.WriteLineAsync(ready.ToJsonString());
        }
        else
        {
            string trust = certificate?.TrustFile is { } file ? $" Clients trust it by {host.Shown(file)}." : "";
            await host.Output.WriteLineAsync($"Ready at {emulator.Address} with {Sentences.Count(emulator.Endpoints.Count, "endpoint")} of {schemas.From}; key {FalEmulator.DefaultApiKey}.{trust}{Recorded()} Ctrl+C stops it.");
        }

        await host.Output.FlushAsync();
    }

    private string Recorded()
    {
        if (request.Record is { } record)
            return $" Calls go to {ServiceOptions.Emulator(host, request.Service)?.AbsoluteUri ?? "fal.ai and cost what they cost there"}; they are kept in {host.Shown(host.PathOf(record))}.";
        return request.Replay is { } replay ? $" Answers come from {host.Shown(host.PathOf(replay))}{(request.IsStrict ? ", and from nowhere else" : "")}." : "";
    }

    private async Task<int> ReportUnexpectedAsync(FalEmulator emulator)
    {
        FalJournalEntry[] unexpected = [.. emulator.Journal.Where(static entry => entry.Operation == Op.Unknown || (entry.Status == 404 && entry.Operation is Op.Submit or Op.Run or Op.Stream))];
        foreach (FalJournalEntry entry in unexpected.Take(MaxShown))
            await host.Error.WriteLineAsync($"klinggen: Unexpected: {entry.Method} {Schemas.EndpointIds.Shown(entry.Path)} was answered {entry.Status}.");
        if (unexpected.Length > MaxShown)
            await host.Error.WriteLineAsync($"klinggen: … and {unexpected.Length - MaxShown} more.");
        return unexpected.Length > 0 ? ExitCodes.Findings : ExitCodes.Success;
    }
}
