using KlingGen.Compiler;

namespace KlingGen.Comparison;

/// <summary>Finds members that were probably only renamed. A guess: it changes the words of the report, and no severity.</summary>
internal static class Renames
{
    public static List<(MemberSpec Before, MemberSpec After)> Find(IReadOnlyList<MemberSpec> gone, IReadOnlyList<MemberSpec> added)
    {
        var found = new List<(MemberSpec, MemberSpec)>();
        foreach (MemberSpec member in gone)
        {
            MemberSpec[] alike = [.. added.Where(other => LooksLike(member, other))];
            if (alike.Length == 1 && gone.Count(other => LooksLike(other, alike[0])) == 1)
                found.Add((member, alike[0]));
        }
        return found;
    }

    private static bool LooksLike(MemberSpec before, MemberSpec after) =>
        before.Value.Equals(after.Value) && (ShareWord(before.WireName, after.WireName) || (before.Doc.Summary is not null && before.Doc.Equals(after.Doc)));

    private static bool ShareWord(string left, string right) =>
        left.ToLowerInvariant().Split('_', '-', ' ').Intersect(right.ToLowerInvariant().Split('_', '-', ' '), StringComparer.Ordinal).Any(static word => word.Length > 2)
        || string.Equals(left.Replace("_", ""), right.Replace("_", ""), StringComparison.OrdinalIgnoreCase);
}
