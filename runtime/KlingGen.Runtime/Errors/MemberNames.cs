using System.Globalization;
using System.Text;
using KlingGen.Validation;

namespace KlingGen;

/// <summary>
/// Turns the service's <c>loc</c> into the C# member. The names come from the validation pass over the input itself, which turns to every member with its
/// wire name and its C# name; it is made when the first error asks for it. What the pass did not come to (there is no input at hand, or the
/// service names what the input does not have) is named by the rule that the generator uses for plain names.
/// </summary>
internal sealed class MemberNames
{
    private readonly Lazy<IReadOnlyDictionary<string, string>>? _byPointer;

    private MemberNames(Lazy<IReadOnlyDictionary<string, string>>? byPointer) => _byPointer = byPointer;

    public static MemberNames None { get; } = new(null);

    public static MemberNames Of<TInput>(TInput input) => input is IFalValidatable
        ? new MemberNames(new Lazy<IReadOnlyDictionary<string, string>>(() => FalValidator.NamesOf(input)))
        : None;

    /// <summary>The C# member at a location, such as <c>Elements[0].FrontalImageUrl</c>; empty for the input itself.</summary>
    public string At(FalErrorLocation location)
    {
        int start = location.Count > 0 && location[0] is "body" ? 1 : 0;
        for (int known = location.Count; known > start; known--)
        {
            if (_byPointer?.Value.TryGetValue(new FalErrorLocation(location.Take(known)).ToPointer(), out string? name) == true)
                return Follow(new StringBuilder(name), location, known);
        }

        return Follow(new StringBuilder(), location, start);
    }

    private static string Follow(StringBuilder member, FalErrorLocation location, int from)
    {
        for (int i = from; i < location.Count; i++)
        {
            if (location[i] is int index)
                member.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else
                AppendPascal(member.Append(member.Length == 0 ? "" : "."), (string)location[i]);
        }

        return member.ToString();
    }

    private static void AppendPascal(StringBuilder member, string wire)
    {
        bool start = true;
        foreach (char c in wire)
        {
            if (!char.IsLetterOrDigit(c))
            {
                start = true;
                continue;
            }

            member.Append(start ? char.ToUpperInvariant(c) : c);
            start = false;
        }
    }
}
