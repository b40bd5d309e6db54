using System.Globalization;
using KlingGen.Compiler;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>Follows a dotted path such as <c>elements.0.frontal-image-url</c> through the types of a request.</summary>
internal sealed class PlaceFinder(InputModel model)
{
    private const int Deepest = 32;

    // A list is filled one by one: a number beyond this is a slip of the finger.
    private const int MaxItems = 1000;

    private static readonly ValueSpec s_anything = new(new ScalarType(ScalarKind.Json), true, RuleSpec.None);

    /// <summary>The place, or null where the path leads nowhere. Members are known by their wire names and by their option names.</summary>
    public InputPlace? Find(string path)
    {
        string dotted = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        var steps = new List<InputStep>();
        return dotted.Length > 0 && Walk(model.Root, null, dotted, steps, 0) is { } end ? new InputPlace(steps, end.Value, end.Member) : null;
    }

    private (ValueSpec Value, MemberSpec? Member)? Walk(ValueSpec at, MemberSpec? member, string? rest, List<InputStep> steps, int depth)
    {
        if (rest is null)
            return (at, member);
        if (depth > Deepest || rest.Length == 0)
            return null;
        return at.Type switch
        {
            ListType list => Item(list, rest, steps, depth),
            MapType map => Entry(map, rest, steps, depth),
            ScalarType { Kind: ScalarKind.Json } => Anything(rest, steps, depth),
            NamedType named => model.Find(named) switch
            {
                RecordSpec record => Member(record.Members, rest, steps, depth),
                TupleSpec tuple => Position(tuple, rest, steps, depth),
                UnionSpec union => Case(union, rest, steps, depth),
                _ => null,
            },
            _ => null,
        };
    }

    private (ValueSpec, MemberSpec?)? Member(IEnumerable<MemberSpec> members, string rest, List<InputStep> steps, int depth)
    {
        // A name may itself have dots: the longest that fits is the one.
        foreach ((string name, MemberSpec member) in members.SelectMany(static member => new[] { (member.WireName, member), (OptionNames.Word(member.WireName), member) }).OrderByDescending(static pair => pair.Item1.Length))
            if (name.Length > 0 && Behind(rest, name, out string? behind) && Step(InputStep.Of(member.WireName), member.Value, member, behind, steps, depth) is { } found)
                return found;
        return null;
    }

    private (ValueSpec, MemberSpec?)? Position(TupleSpec tuple, string rest, List<InputStep> steps, int depth) =>
        TryIndex(rest, out int index, out string? behind) && index < tuple.Items.Count
            ? Step(InputStep.Of(index), tuple.Items[index].Value, tuple.Items[index], behind, steps, depth)
            : null;

    private (ValueSpec, MemberSpec?)? Item(ListType list, string rest, List<InputStep> steps, int depth) =>
        TryIndex(rest, out int index, out string? behind) ? Step(InputStep.Of(index), list.Item, null, behind, steps, depth) : null;

    private (ValueSpec, MemberSpec?)? Entry(MapType map, string rest, List<InputStep> steps, int depth)
    {
        (string key, string? behind) = Cut(rest);
        return key.Length == 0 ? null : Step(InputStep.Of(key), map.Value, null, behind, steps, depth);
    }

    private (ValueSpec, MemberSpec?)? Case(UnionSpec union, string rest, List<InputStep> steps, int depth)
    {
        foreach (UnionCaseSpec item in union.Cases)
            if (Walk(item.Value, null, rest, steps, depth + 1) is { } found)
                return found;
        return null;
    }

    private (ValueSpec, MemberSpec?)? Anything(string rest, List<InputStep> steps, int depth)
    {
        if (TryIndex(rest, out int index, out string? behind))
            return Step(InputStep.Of(index), s_anything, null, behind, steps, depth);
        (string key, behind) = Cut(rest);
        return key.Length == 0 ? null : Step(InputStep.Of(key), s_anything, null, behind, steps, depth);
    }

    private (ValueSpec, MemberSpec?)? Step(InputStep step, ValueSpec to, MemberSpec? member, string? behind, List<InputStep> steps, int depth)
    {
        steps.Add(step);
        if (Walk(to, member, behind, steps, depth + 1) is { } found)
            return found;
        steps.RemoveAt(steps.Count - 1);
        return null;
    }

    private static bool TryIndex(string rest, out int index, out string? behind)
    {
        (string number, behind) = Cut(rest);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < MaxItems;
    }

    private static (string First, string? Behind) Cut(string rest)
    {
        int dot = rest.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (rest, null) : (rest[..dot], rest[(dot + 1)..]);
    }

    private static bool Behind(string rest, string name, out string? behind)
    {
        behind = null;
        if (!rest.StartsWith(name, StringComparison.Ordinal))
            return false;
        if (rest.Length == name.Length)
            return true;
        behind = rest[(name.Length + 1)..];
        return rest[name.Length] == '.';
    }
}
