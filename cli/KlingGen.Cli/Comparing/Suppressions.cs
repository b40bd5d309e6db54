using System.Text.Json;
using KlingGen.Cli.Hosting;
using KlingGen.Comparison;

namespace KlingGen.Cli.Comparing;

/// <summary>Changes that somebody has seen and accepted.</summary>
internal sealed class Suppressions
{
    /// <summary>The file that is read where it stands in the working directory.</summary>
    public const string UsualName = "klinggen.suppressions.json";

    private readonly HashSet<Suppression> _used = [];
    private readonly IReadOnlyList<Suppression> _entries;

    private Suppressions(string name, IReadOnlyList<Suppression> entries) => (Name, _entries) = (name, entries);

    /// <summary>The file's name; empty where there is none.</summary>
    public string Name { get; }

    /// <summary>What should be reported about the file: rules that do not exist, entries that nothing fitted.</summary>
    public IEnumerable<string> Notes => _entries.Where(entry => !_used.Contains(entry)).Select(entry =>
        ChangeRules.Find(entry.Rule) is null ? $"{Name}: there is no rule {entry.Rule}." : $"{Name}: no change matches the entry for {entry}; remove it.");

    public static async Task<Suppressions> ReadAsync(CliHost host, string? path, CancellationToken cancellationToken)
    {
        if (path is null && !File.Exists(host.PathOf(UsualName)))
            return new Suppressions("", []);
        path ??= UsualName;
        return Parse(path, await TextSource.ReadAsync(host, path, cancellationToken));
    }

    /// <summary>The first entry that fits a change, or null.</summary>
    public Suppression? Find(string endpointId, ModelChange change)
    {
        Suppression? found = _entries.FirstOrDefault(entry => entry.Fits(endpointId, change));
        if (found is not null)
            _used.Add(found);
        return found;
    }

    private static Suppressions Parse(string name, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("suppressions", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
                throw CliException.Unusable($"{name} has no list 'suppressions'. See docs/cli/diff.md for its form.");
            return new Suppressions(name, [.. list.EnumerateArray().Select((item, i) => Entry(name, i, item))]);
        }
        catch (JsonException error)
        {
            throw CliException.Unusable($"{name}({error.LineNumber + 1},{error.BytePositionInLine + 1}) is not JSON. Correct the file.", error);
        }
    }

    private static Suppression Entry(string name, int index, JsonElement item)
    {
        string? rule = null, member = null, endpoint = null, reason = null;
        bool isSound = item.ValueKind == JsonValueKind.Object;
        if (isSound)
        {
            foreach (JsonProperty property in item.EnumerateObject())
            {
                string? value = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;
                isSound &= value is not null;
                _ = property.Name switch
                {
                    "rule" => rule = value,
                    "member" => member = value,
                    "endpoint" => endpoint = value,
                    "reason" => reason = value,
                    _ => throw CliException.Unusable($"{name}: entry {index + 1} has a member '{Schemas.EndpointIds.Shown(property.Name)}'; known are rule, member, endpoint and reason."),
                };
            }
        }
        return isSound && rule is not null && !string.IsNullOrWhiteSpace(reason)
            ? new Suppression(rule, member, endpoint, reason)
            : throw CliException.Unusable($"{name}: entry {index + 1} must have at least the texts 'rule' and 'reason'.");
    }
}

/// <summary>An accepted change.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Member">The member; with <c>*</c> at its end, all that begin so; null for every member.</param>
/// <param name="Endpoint">The endpoint's id; null for every endpoint.</param>
/// <param name="Reason">Why it is accepted.</param>
internal sealed record Suppression(string Rule, string? Member, string? Endpoint, string Reason)
{
    public bool Fits(string endpointId, ModelChange change) =>
        change.RuleId == Rule && (Endpoint is null || Endpoint == endpointId) && (Member is null || Member == change.Member
            || (Member.EndsWith('*') && change.Member.StartsWith(Member[..^1], StringComparison.Ordinal)));

    public override string ToString() => string.Join(" ", new[] { Rule, Member, Endpoint }.OfType<string>());
}
