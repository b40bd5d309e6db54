using System.Text.Json;

namespace KlingGen.Emulator.Endpoints;

/// <summary>The endpoints served, by id.</summary>
internal sealed class EndpointCatalog
{
    private readonly Dictionary<string, EmulatedEndpoint> _byId;
    private readonly HashSet<string> _applications;

    private EndpointCatalog(Dictionary<string, EmulatedEndpoint> byId)
    {
        _byId = byId;
        _applications = [.. byId.Keys.Select(static id => EndpointName.Of(id)?.Application ?? id)];
        EndpointIds = [.. byId.Keys.Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> EndpointIds { get; }

    public EmulatedEndpoint? Find(string id) => _byId.GetValueOrDefault(id);

    public bool HasApplication(string application) => _applications.Contains(application);

    public static EndpointCatalog Load(IEnumerable<string> paths)
    {
        var endpoints = new Dictionary<string, EmulatedEndpoint>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
            {
                foreach (string file in Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal))
                    Add(endpoints, Read(file, out _));
            }
            else if (File.Exists(path))
            {
                Add(endpoints, Read(path, out string reason) ?? throw new InvalidDataException($"'{path}' cannot be served. {reason}"));
            }
            else
            {
                throw new FileNotFoundException($"'{Path.GetFullPath(path)}' is neither a schema file nor a folder of them.", path);
            }
        }

        return new EndpointCatalog(endpoints);
    }

    private static void Add(Dictionary<string, EmulatedEndpoint> endpoints, EmulatedEndpoint? endpoint)
    {
        if (endpoint is not null)
            endpoints[endpoint.Id] = endpoint;
    }

    private static EmulatedEndpoint? Read(string file, out string reason)
    {
        byte[] bytes = File.ReadAllBytes(file);
        if (SchemaFacts.Read(file, bytes, out reason) is not { } facts)
            return null;

        ReadOnlyMemory<byte> json = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsMemory(3) : bytes;
        using var document = JsonDocument.Parse(json);
        return new EmulatedEndpoint(facts, document.RootElement.Clone(), bytes);
    }
}
