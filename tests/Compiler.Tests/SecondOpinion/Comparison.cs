using System.Globalization;

namespace Compiler.Tests.SecondOpinion;

/// <summary>Where two readings of a document part.</summary>
/// <param name="Place">Document, direction and members on the way.</param>
/// <param name="What">The keyword or property that differs.</param>
/// <param name="Ours">What the compiler says, or an empty text.</param>
/// <param name="Theirs">What Microsoft.OpenApi says, or an empty text.</param>
/// <param name="OurLeaf">The compiler's kind of value there, if one.</param>
/// <param name="TheirLeaf">The other reader's.</param>
internal sealed record Difference(string Place, string What, string Ours, string Theirs, Leaf? OurLeaf = null, Leaf? TheirLeaf = null)
{
    public override string ToString() => $"{Place}: {What}: ours '{Ours}', theirs '{Theirs}'";
}

/// <summary>Walks two readings side by side, counts what it compares, and collects what differs.</summary>
internal sealed class Comparison
{
    private readonly HashSet<(object? Ours, object? Theirs)> _visited = [];
    private readonly HashSet<string> _records = new(StringComparer.Ordinal);

    public List<Difference> Differences { get; } = [];

    /// <summary>Names of the records whose members were compared.</summary>
    public IReadOnlySet<string> Records => _records;

    public int Members { get; private set; }

    public int Rules { get; private set; }

    public void Compare(string place, Reading ours, Reading theirs)
    {
        Same(place, "nullable", YesNo(ours.IsNullable), YesNo(theirs.IsNullable) + (theirs.HasForeignNullable ? ", but 'nullable: true' is passed over" : ""), ours.IsNullable == theirs.IsNullable);
        if (ours.Leaves.Count == 1 && theirs.Leaves.Count == 1)
        {
            Compare(place, ours.Leaves[0], theirs.Leaves[0]);
            return;
        }

        List<Leaf> open = [.. theirs.Leaves.OrderBy(static leaf => leaf.RequiredNames(), StringComparer.Ordinal)];
        var lonely = new List<Leaf>();
        foreach (Leaf leaf in ours.Leaves.OrderBy(static leaf => leaf.RequiredNames(), StringComparer.Ordinal))
        {
            string key = leaf.Key();
            int match = open.FindIndex(other => other.Key() == key);
            if (match < 0)
            {
                lonely.Add(leaf);
                continue;
            }
            Compare(place + "<" + leaf.Kind + ">", leaf, open[match]);
            open.RemoveAt(match);
        }

        // What is left over of one kind belongs together all the same, and differs inside.
        foreach (Leaf leaf in lonely)
        {
            int match = open.FindIndex(other => other.Kind == leaf.Kind || (leaf.Kind == Kinds.Anything && other.Kind == Kinds.Object));
            if (match >= 0)
            {
                Compare(place + "<" + leaf.Kind + ">", leaf, open[match]);
                open.RemoveAt(match);
            }
            else
            {
                Differences.Add(new Difference(place, "alternative", leaf.Key(), "", leaf, theirs.Leaves.Count == 1 ? theirs.Leaves[0] : null));
            }
        }
        foreach (Leaf leaf in open)
            Differences.Add(new Difference(place, "alternative", "", leaf.Key(), ours.Leaves.Count == 1 ? ours.Leaves[0] : null, leaf));
    }

    private void Compare(string place, Leaf ours, Leaf theirs)
    {
        Same(place, "type", ours.Kind, theirs.Kind, ours, theirs);
        Same(place, "beside", ours.Beside, theirs.Beside, ours, theirs);
        foreach (string keyword in ours.Rules.Keys.Union(theirs.Rules.Keys).Order(StringComparer.Ordinal))
        {
            Rules++;
            Same(place, keyword, ours.Rules.GetValueOrDefault(keyword, ""), theirs.Rules.GetValueOrDefault(keyword, ""), ours, theirs);
        }
        if (ours.Values is not null || theirs.Values is not null)
        {
            Rules++;
            Same(place, "values", List(ours.Values), List(theirs.Values), ours, theirs);
            Same(place, "other values", YesNo(ours.TakesOthers), YesNo(theirs.TakesOthers), ours, theirs);
        }
        if (ours.Item is not null && theirs.Item is not null && ours.Kind == theirs.Kind)
            Compare(place + "[]", ours.Item(), theirs.Item());
        if (ours.Members is not null && theirs.Members is not null)
            CompareMembers(place, ours, theirs);
    }

    private void CompareMembers(string place, Leaf ours, Leaf theirs)
    {
        _records.Add((string)ours.Identity!);
        if (!_visited.Add((ours.Identity, theirs.Identity)))
            return;
        if (ours.IsShared)
        {
            CompareFiles(place, ours, theirs);
            return;
        }
        foreach (string name in ours.Members!.Keys.Union(theirs.Members!.Keys).Order(StringComparer.Ordinal))
        {
            string inner = place + "." + name;
            if (!ours.Members.TryGetValue(name, out MemberReading? our) || !theirs.Members.TryGetValue(name, out MemberReading? their))
            {
                Differences.Add(new Difference(place, "member", ours.Members.ContainsKey(name) ? name : "", theirs.Members.ContainsKey(name) ? name : "", ours, theirs));
                continue;
            }
            Members++;
            Same(inner, "required", YesNo(our.IsRequired), YesNo(their.IsRequired));
            if (our.Default is not null || their.Default is not null)
            {
                Rules++;
                Same(inner, "default", our.Default ?? "", their.Default ?? "");
            }
            Compare(inner, our.Value(), their.Value());
        }
    }

    /// <summary>A file of the runtime has each of the schema's members, in a type that holds it.</summary>
    private void CompareFiles(string place, Leaf ours, Leaf theirs)
    {
        foreach ((string name, MemberReading their) in theirs.Members!.OrderBy(static member => member.Key, StringComparer.Ordinal))
        {
            Members++;
            if (!ours.Members!.TryGetValue(name, out MemberReading? our))
                Differences.Add(new Difference(place, "member", "", name, ours, theirs));
            else
                foreach (Leaf leaf in their.Value().Leaves)
                    Same($"{place}.{name}", "type", our.Value().Leaves.Single().Kind.Replace(Kinds.Number, leaf.Kind == Kinds.Integer ? Kinds.Integer : Kinds.Number, StringComparison.Ordinal), leaf.Kind);
        }
    }

    private void Same(string place, string what, string ours, string theirs, bool same)
    {
        if (!same)
            Differences.Add(new Difference(place, what, ours, theirs));
    }

    private static string YesNo(bool value) => value ? "yes" : "no";

    private void Same(string place, string what, string ours, string theirs, Leaf? ourLeaf = null, Leaf? theirLeaf = null)
    {
        if (ours != theirs)
            Differences.Add(new Difference(place, what, ours, theirs, ourLeaf, theirLeaf));
    }

    private static string List(IReadOnlySet<string>? values) => values is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{values.Count}: {string.Join(" ", values.Order(StringComparer.Ordinal))}");
}
