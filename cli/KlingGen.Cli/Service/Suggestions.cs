using System.Text.Json;
using KlingGen.Extensions.AI;

namespace KlingGen.Cli.Service;

/// <summary>Ids that are near to one that does not exist.</summary>
internal static class Suggestions
{
    private const int Maximum = 3;

    /// <summary>The nearest ids that the service's own search knows, best first. Whatever goes wrong, there are none.</summary>
    public static async Task<IReadOnlyList<string>> NearAsync(ServiceClient service, string endpointId, IEnumerable<string> known, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(known, StringComparer.Ordinal);
        string[] words = [.. endpointId.Split('/').SelectMany(static part => part.Split('-')).Append(endpointId[..Math.Max(1, endpointId.LastIndexOf('/'))]).Where(static word => word.Length > 2).Distinct(StringComparer.Ordinal).OrderByDescending(static word => word.Length).Take(4)];
        foreach (string word in words)
        {
            try
            {
                ServiceReply reply = await service.PlatformAsync("v1/models?limit=50&q=" + Uri.EscapeDataString(word), "similar endpoints", cancellationToken);
                found.UnionWith(Ids(reply.Success("similar endpoints").Span));
            }
            catch (Exception error) when (error is CliException or JsonException)
            {
                break;
            }
        }
        // The catalogue, or the lock file, may still know what the service has just denied.
        found.Remove(endpointId);
        int farthest = Math.Max(3, endpointId.Length / 2);
        return [.. found.Where(Schemas.EndpointIds.IsSound).Select(id => (Id: id, Distance: NearNames.Distance(id, endpointId))).Where(near => near.Distance <= farthest).OrderBy(static near => near.Distance).ThenBy(static near => near.Id, StringComparer.Ordinal).Take(Maximum).Select(static near => near.Id)];
    }

    private static List<string> Ids(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        var ids = new List<string>();
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("models", out JsonElement models) && models.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement model in models.EnumerateArray())
                if (model.ValueKind == JsonValueKind.Object && model.TryGetProperty("endpoint_id", out JsonElement id) && id.ValueKind == JsonValueKind.String)
                    ids.Add(id.GetString()!);
        }
        return ids;
    }
}
