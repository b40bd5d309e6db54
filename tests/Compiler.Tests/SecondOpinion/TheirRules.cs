using System.Globalization;
using Microsoft.OpenApi;

namespace Compiler.Tests.SecondOpinion;

/// <summary>Everything that Microsoft.OpenApi's schemas demand of one value: the strictest of each kind, whatever the type.</summary>
internal static class TheirRules
{
    public static Dictionary<string, string> Read(IReadOnlyList<IOpenApiSchema> parts)
    {
        var rules = new Dictionary<string, string>();
        Bound("minimum", static part => part.Minimum, larger: true);
        Bound("maximum", static part => part.Maximum, larger: false);
        Bound("exclusiveMinimum", static part => part.ExclusiveMinimum, larger: true);
        Bound("exclusiveMaximum", static part => part.ExclusiveMaximum, larger: false);
        Bound("multipleOf", static part => part.MultipleOf?.ToString(CultureInfo.InvariantCulture), larger: true);
        Bound("minLength", static part => Text(part.MinLength), larger: true);
        Bound("maxLength", static part => Text(part.MaxLength), larger: false);
        Bound("minItems", static part => Text(part.MinItems), larger: true);
        Bound("maxItems", static part => Text(part.MaxItems), larger: false);
        Bound("minProperties", static part => Text(part.MinProperties), larger: true);
        Bound("maxProperties", static part => Text(part.MaxProperties), larger: false);
        if (parts.Select(static part => part.Pattern).FirstOrDefault(static pattern => pattern is not null) is { } pattern)
            rules.Add("pattern", pattern);
        if (parts.Any(static part => part.UniqueItems == true))
            rules.Add("uniqueItems", "true");
        return rules;

        void Bound(string keyword, Func<IOpenApiSchema, string?> read, bool larger)
        {
            string[] found = [.. parts.Select(read).OfType<string>().OrderBy(static text => double.Parse(text, CultureInfo.InvariantCulture))];
            if (found.Length > 0)
                rules.Add(keyword, Canonical.Number(larger ? found[^1] : found[0]));
        }
    }

    private static string? Text(int? count) => count?.ToString(CultureInfo.InvariantCulture);
}
