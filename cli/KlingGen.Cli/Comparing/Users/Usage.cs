using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Comparing.Users;

/// <summary>What of an endpoint's code somebody refers to.</summary>
internal sealed class Usage
{
    /// <summary>Types that are named, made, read or passed on.</summary>
    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>Types that are made by a constructor: such code also meets members that it does not name.</summary>
    public HashSet<string> Made { get; } = new(StringComparer.Ordinal);

    /// <summary><c>Type.Member</c>: properties, enum values, cases of unions.</summary>
    public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => Types.Count == 0;

    /// <summary>Whether a change concerns the code: what it names; and of what it makes or takes apart, what it would have to name.</summary>
    public bool Concerns(EndpointSpec endpoint, ModelChange change)
    {
        if (IsEmpty)
            return false;
        string member = change.Member.TrimEnd('[', ']', '{', '}');
        string type = member.Split('.')[0];
        if (change.Direction == ChangeDirection.None || member == endpoint.EndpointId)
            return true;
        if (Members.Contains(member))
            return true;
        if (member == type)
            return Types.Contains(type);

        return (Made.Contains(type) && IsMet(change)) || (change.RuleId is "KLD036" or "KLD041" && Types.Contains(type));
    }

    /// <summary>What reaches code that does not name the member: a new demand, and a default that is taken in its stead.</summary>
    private static bool IsMet(ModelChange change) => change.Direction.HasFlag(ChangeDirection.Request) && change.RuleId switch
    {
        "KLD012" => change.Wire == ChangeSeverity.Error,
        "KLD015" or "KLD019" or "KLD023" or "KLD024" => true,
        _ => false,
    };
}
