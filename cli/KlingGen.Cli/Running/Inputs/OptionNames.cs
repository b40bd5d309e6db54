using System.Text;
using KlingGen.Compiler;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>
/// The members of a request as options: <c>num_images</c> is <c>--num-images</c>. A name that the tool itself uses, or that two members share, has
/// <c>--input.</c> before it; that form always works.
/// </summary>
internal static class OptionNames
{
    /// <summary>What every member's option can begin with.</summary>
    public const string Prefix = "--input.";

    /// <summary>The option of each member, in the schema's order.</summary>
    /// <param name="members">The members.</param>
    /// <param name="taken">Names of the tool's own options, with their dashes.</param>
    public static IReadOnlyList<(string Option, MemberSpec Member)> Of(IEnumerable<MemberSpec> members, IReadOnlySet<string> taken)
    {
        var used = new HashSet<string>(taken, StringComparer.Ordinal);
        var options = new List<(string, MemberSpec)>();
        foreach (MemberSpec member in members)
        {
            string word = Word(member.WireName);
            string? option = new[] { "--" + word, Prefix + word, Prefix + member.WireName }.FirstOrDefault(name => IsOption(name) && !used.Contains(name));
            if (option is null)
                continue;
            used.Add(option);
            options.Add((option, member));
        }
        return options;
    }

    /// <summary>A wire name in small letters with dashes; empty where it has no letter and no digit.</summary>
    public static string Word(string wire)
    {
        var word = new StringBuilder(wire.Length);
        for (int i = 0; i < wire.Length; i++)
        {
            char c = wire[i];
            if (!char.IsLetterOrDigit(c))
            {
                if (word.Length > 0 && word[^1] != '-')
                    word.Append('-');
                continue;
            }
            if (char.IsUpper(c) && i > 0 && char.IsLower(wire[i - 1]))
                word.Append('-');
            word.Append(char.ToLowerInvariant(c));
        }
        return word.ToString().Trim('-');
    }

    // The parser takes no blanks in names, and splits them at '=' and ':'.
    private static bool IsOption(string name) => name.Length > 2 && name != Prefix && name.All(static c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('=' or ':'));
}
