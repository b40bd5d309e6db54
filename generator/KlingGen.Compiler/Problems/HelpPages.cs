using System.Reflection;

namespace KlingGen.Compiler;

/// <summary>
/// Where the page of a rule is. The property <c>ProjectAddress</c> of Directory.Build.props is the one place that knows the project's address;
/// while it is empty, there is nothing to link to, and <c>klinggen explain</c> prints the pages.
/// </summary>
/// <param name="address">The address above <c>docs/</c>; null or empty while there is none.</param>
public sealed class HelpPages(string? address)
{
    /// <summary>The pages of this build.</summary>
    public static HelpPages Current { get; } = new(typeof(HelpPages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(static data => data.Key == "ProjectAddress")?.Value);

    /// <summary>The page of a rule, from the root of the repository.</summary>
    /// <param name="id">The id of the rule.</param>
    public static string PathOf(string id) => id.StartsWith("KLG", StringComparison.Ordinal) ? $"docs/diagnostics/{id}.md"
        : id.StartsWith("KLD", StringComparison.Ordinal) ? $"docs/cli/rules/{id}.md"
        : $"docs/cli/check.md#{id.ToLowerInvariant()}";

    /// <summary>The command that prints the page.</summary>
    /// <param name="id">The id of the rule.</param>
    public static string CommandOf(string id) => $"klinggen explain {id}";

    /// <summary>The absolute address of the page; null while the project has none.</summary>
    /// <param name="id">The id of the rule.</param>
    public string? UriOf(string id) => string.IsNullOrEmpty(address) ? null : $"{address!.TrimEnd('/')}/{PathOf(id)}";

    /// <summary>Where to read on: the address of the page, else the command that prints it.</summary>
    /// <param name="id">The id of the rule.</param>
    public string Of(string id) => UriOf(id) ?? CommandOf(id);

    /// <summary>The sentence that says where to read on.</summary>
    /// <param name="id">The id of the rule.</param>
    public string SentenceOf(string id) => UriOf(id) is { } uri ? $"See {uri}." : $"Run '{CommandOf(id)}' to read more.";

    /// <summary>The id in Markdown, as a link where there is one.</summary>
    /// <param name="id">The id of the rule.</param>
    public string MarkdownOf(string id) => UriOf(id) is { } uri ? $"[{id}]({uri})" : id;
}
