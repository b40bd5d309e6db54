using System.Globalization;
using System.Text.Json;

namespace KlingGen.Extensions.AI;

/// <summary>What is fixed about a tool: its face, and the money.</summary>
internal sealed record ToolTerms
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required JsonElement Schema { get; init; }

    /// <summary>The maximum number of images of a call; null where nobody knows.</summary>
    public long? MaxImages { get; init; }

    public required FalBudget Budget { get; init; }

    public decimal? MaxCostPerCall { get; init; }

    /// <summary>What a call may cost without approval; null where none is needed, or where every call is approved before it is made.</summary>
    public decimal? ApproveAbove { get; init; }

    public TimeSpan Wait { get; init; }

    public string? FilesFolder { get; init; }

    public FalCallOptions? CallOptions { get; init; }

    public bool NeedsApproval(decimal cost) => ApproveAbove is { } limit && cost > limit;

    /// <summary>What a call costs at most; null where that is not known.</summary>
    public decimal? WorstCost(FalPrice? price)
    {
        decimal? worst = price?.IsPerImage == true && price.Currency == Budget.Currency && MaxImages is { } images ? price.CostOf(images)?.Amount : Budget.CostWhenUnknown;
        return worst is null ? MaxCostPerCall : Math.Min(worst.Value, MaxCostPerCall ?? worst.Value);
    }

    /// <summary>The price in a sentence for a model.</summary>
    public string PriceText(FalPrice? price)
    {
        if (price?.IsPerImage == true)
            return string.Create(CultureInfo.InvariantCulture, $"Costs {new FalCost(price.Amount, price.Currency)} an image.");
        string reserved = Budget.CostWhenUnknown is { } max ? $" {new FalCost(max, Budget.Currency)} of the budget are set aside for a call." : "";
        return price is null ? $"What it costs is not known.{reserved}" : string.Create(CultureInfo.InvariantCulture, $"Costs {new FalCost(price.Amount, price.Currency)} a unit ({price.Unit}).{reserved}");
    }

    public static JsonElement Parse(ReadOnlySpan<byte> schema)
    {
        var reader = new Utf8JsonReader(schema);
        return JsonElement.ParseValue(ref reader);
    }
}
