using KlingGen.Cli.Hosting;
using KlingGen.Cli.Service;
using KlingGen.Compiler;
using KlingGen.Emulator;

namespace KlingGen.Cli.Running;

/// <summary>Who is called: the service, a running emulator, or one that lives as long as this object.</summary>
internal sealed class RunService : IAsyncDisposable
{
    private readonly FalEmulator? _emulator;
    private readonly string? _folder;
    private readonly HttpClient? _http;

    private RunService(CliHost host, FalClientOptions options, bool looksUpPrices, Uri? address, FalEmulator? emulator, string? folder)
    {
        _emulator = emulator;
        _folder = folder;
        Address = address;
        options.LookUpPrices = looksUpPrices;
        options.TimeProvider = host.Time;

        // A test's network stands in for the real one; the library's own client is the better one for that.
        _http = host.NewHandler.Method == ((Func<HttpMessageHandler>)ApiSender.NewHandler).Method ? null : new HttpClient(host.NewHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        Client = new FalClient(options, _http);
    }

    public FalClient Client { get; }

    /// <summary>The emulator's address; null for the service.</summary>
    public Uri? Address { get; }

    /// <summary>Whether the jobs are gone when this object is.</summary>
    public bool IsEphemeral => _emulator is not null;

    /// <summary>Opens the way to who shall be called.</summary>
    /// <exception cref="CliException">There is no key, or the emulator cannot start.</exception>
    public static async Task<RunService> OpenAsync(CliHost host, RunRequest request, CancellationToken cancellationToken)
    {
        bool asks = request.Endpoint.Price is null;
        if (!request.OwnEmulator)
            return Open(host, request.Emulator, asks);

        string folder = Directory.CreateTempSubdirectory("klinggen-emulator-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "endpoint.json"), request.Endpoint.Document, cancellationToken);
            var options = new FalEmulatorOptions { Schemas = { folder } };
            if (request.Endpoint.Price is { } price)
                options.Prices[request.EndpointId] = new FalEmulatorPrice(price.Amount, price.Unit, price.Currency);
            FalEmulator emulator = await FalEmulator.StartAsync(options, cancellationToken);
            return new RunService(host, FalClientOptions.ForEmulator(emulator.Address), asks, emulator.Address, emulator, folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Directory.Delete(folder, recursive: true);
            throw CliException.Unusable($"The emulator could not start: {Sentences.Of(error)} Check the folder for temporary files, or start an emulator and give its address to --emulator.", error);
        }
    }

    /// <summary>Starts an emulator that lives as long as this object, for several endpoints.</summary>
    /// <exception cref="CliException">The emulator cannot start.</exception>
    public static async Task<RunService> OpenOwnAsync(CliHost host, IEnumerable<string> files, IEnumerable<(string EndpointId, LockPrice Price)> prices, CancellationToken cancellationToken)
    {
        var options = new FalEmulatorOptions();
        foreach (string file in files)
            options.Schemas.Add(file);
        foreach ((string id, LockPrice price) in prices)
            options.Prices[id] = new FalEmulatorPrice(price.Amount, price.Unit, price.Currency);
        try
        {
            FalEmulator emulator = await FalEmulator.StartAsync(options, cancellationToken);
            return new RunService(host, FalClientOptions.ForEmulator(emulator.Address), true, emulator.Address, emulator, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw CliException.Unusable($"The emulator could not start: {Sentences.Of(error)} Check the schema files with 'klinggen check', or start an emulator and give its address to --emulator.", error);
        }
    }

    /// <summary>Opens the way to the service, or to a running emulator.</summary>
    /// <exception cref="CliException">There is no key.</exception>
    public static RunService Open(CliHost host, Uri? emulator, bool looksUpPrices)
    {
        FalClientOptions options = emulator is null ? new FalClientOptions { ApiKey = ServiceOptions.Key(host) } : FalClientOptions.ForEmulator(emulator);
        if (options.ApiKey is null)
            throw CliException.Usage($"There is no API key: set FAL_KEY to '<key id>:<key secret>' (keys are made at {ServiceHosts.Dashboard}/keys), or try it with --emulator, which needs none.");
        return new RunService(host, options, looksUpPrices, emulator, null, null);
    }

    /// <summary>No way to anybody: for what is only reckoned.</summary>
    public static RunService Offline(CliHost host) => new(host, new FalClientOptions { AllowAnonymous = true }, false, null, null, null);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _http?.Dispose();
        if (_emulator is not null)
            await _emulator.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
