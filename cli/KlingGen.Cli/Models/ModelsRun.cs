using System.Text.Json;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Service;

namespace KlingGen.Cli.Models;

/// <summary>Asks the platform for its list of models, page by page.</summary>
internal sealed class ModelsRun(CliHost host, string? serviceAddress)
{
    private const int Page = 50;

    /// <param name="words">What to look for; empty for all.</param>
    /// <param name="category">A category such as <c>text-to-image</c>; null for all.</param>
    /// <param name="max">How many to give.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="CliException">The service cannot be reached, or does not answer as it should.</exception>
    public async Task<ModelsReport> RunAsync(string words, string? category, int max, CancellationToken cancellationToken)
    {
        using var service = new ServiceClient(host, ServiceOptions.Resolve(host, serviceAddress));
        var found = new List<FoundModel>();
        string? cursor = null;
        bool hasMore;
        do
        {
            string query = $"v1/models?limit={Page}&status=active"
                + (words.Length > 0 ? "&q=" + Uri.EscapeDataString(words) : "")
                + (category is null ? "" : "&category=" + Uri.EscapeDataString(category))
                + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor));
            ServiceReply reply = await service.PlatformAsync(query, "the list of models", cancellationToken);
            string? next;
            try
            {
                (next, hasMore) = Read(reply.Success("the list of models").Span, found);
            }
            catch (JsonException error)
            {
                throw CliException.Service($"{reply.Address.GetLeftPart(UriPartial.Authority)} answered with something that is not a list of models. Check the address.", error);
            }

            // A cursor that stands still would go on for ever.
            hasMore = hasMore && next is not null && next != cursor;
            cursor = next;
        }
        while (hasMore && found.Count < max);
        return new ModelsReport([.. found.Take(max)], hasMore || found.Count > max);
    }

    private static (string? Next, bool HasMore) Read(ReadOnlySpan<byte> body, List<FoundModel> found)
    {
        var reader = new Utf8JsonReader(body);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("models", out JsonElement models) || models.ValueKind != JsonValueKind.Array)
            throw new JsonException("no list");
        foreach (JsonElement model in models.EnumerateArray())
        {
            if (Text(model, "endpoint_id") is not { } id)
                continue;
            JsonElement metadata = model.TryGetProperty("metadata", out JsonElement given) ? given : default;
            found.Add(new FoundModel(id, Text(metadata, "category") ?? "", Text(metadata, "display_name") ?? "", Text(metadata, "description") ?? ""));
        }
        return (Text(root, "next_cursor"), root.TryGetProperty("has_more", out JsonElement more) && more.ValueKind == JsonValueKind.True);
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A model as the platform lists it. All of it is foreign text.</summary>
internal sealed record FoundModel(string Id, string Category, string Name, string Description);
