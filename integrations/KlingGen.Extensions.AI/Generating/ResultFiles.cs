using System.Text.Json;
using KlingGen.CompilerServices;
using Microsoft.Extensions.AI;

namespace KlingGen.Extensions.AI;

/// <summary>The files of a result as contents.</summary>
internal static class ResultFiles
{
    /// <summary>The result as JSON.</summary>
    public static FalJson Json<TOutput>(FalResult<TOutput> result)
        where TOutput : IFalJson<TOutput> => result.RawJson ?? FalJson.From(result.Value);

    /// <summary>The files at a member: one, several, or none.</summary>
    public static IEnumerable<FalFile> Of(FalJson output, string member)
    {
        if (!output.TryGetProperty(member, out FalJson? found))
            yield break;
        foreach (FalJson file in found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : [found])
        {
            if (file.ValueKind == JsonValueKind.String && file.GetString() is { Length: > 0 } address)
                yield return new FalFile { Url = address };
            else if (file.ValueKind == JsonValueKind.Object && file.TryGetProperty("url", out FalJson? url) && url.ValueKind == JsonValueKind.String && url.GetString() is { Length: > 0 } text)
                yield return new FalFile { Url = text, ContentType = Text(file, "content_type"), FileName = Text(file, "file_name") };
        }
    }

    /// <summary>A file by its address; one inside the result as what it is.</summary>
    public static AIContent ByAddress(FalFile file, string topLevel)
    {
        if (file.Url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return new DataContent(file.Url) { Name = file.FileName };
        return new UriContent(file.Url, TypeOf(file, topLevel));
    }

    /// <summary>A file with its bytes, fetched where it lies at an address.</summary>
    public static async Task<AIContent> ByContentAsync(FalFile file, string topLevel, FalClient client, CancellationToken cancellationToken)
    {
        byte[] bytes = await file.GetBytesAsync(client, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new DataContent(bytes, TypeOf(file, topLevel)) { Name = file.FileName };
    }

    /// <summary>What is known of the call besides its result, in values that every serializer knows.</summary>
    public static AdditionalPropertiesDictionary Facts<TOutput>(FalResult<TOutput> result)
        where TOutput : IFalJson<TOutput>
    {
        var facts = new AdditionalPropertiesDictionary { [FalAIProperties.EndpointId] = result.EndpointId };
        if (result.RequestId is not null)
            facts[FalAIProperties.RequestId] = result.RequestId;
        if (result.Cost is { } cost)
            facts[FalAIProperties.Cost] = cost.ToString();
        if (result.BillableUnits is { } units)
            facts[FalAIProperties.BillableUnits] = units.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return facts;
    }

    private static string TypeOf(FalFile file, string topLevel) =>
        file.ContentType is { Length: > 0 } type && type.Contains('/', StringComparison.Ordinal) ? type.Split(';')[0].Trim() : MediaTypes.ByFileName(file.FileName ?? Path(file.Url)) ?? topLevel + "/*";

    private static string Path(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? address) ? address.AbsolutePath : url;

    private static string? Text(FalJson file, string name) => file.TryGetProperty(name, out FalJson? text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
