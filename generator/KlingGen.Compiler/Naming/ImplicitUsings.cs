namespace KlingGen.Compiler.Naming;

/// <summary>
/// Names of the types that a C# file knows without importing anything itself: those of the implicit usings of the SDKs for console, web, worker and
/// Blazor projects. An endpoint's <c>File</c> would make the consumer's own <c>File.ReadAllText</c> ambiguous (CS0104).
/// </summary>
internal static partial class ImplicitUsings
{
    private static readonly HashSet<string> s_names = new(Names.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    public static bool Contains(string name) => s_names.Contains(name);
}
