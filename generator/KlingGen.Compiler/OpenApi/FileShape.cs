namespace KlingGen.Compiler.OpenApi;

/// <summary>Recognises the service's files (images, videos, sounds, archives) by their members, whatever they are called.</summary>
internal static class FileShape
{
    private static readonly HashSet<string> s_companions = new(StringComparer.Ordinal) { "content_type", "file_name", "file_size", "file_data" };

    public static bool LooksLikeFile(ICollection<string> names) => names.Contains("url") && names.Any(s_companions.Contains);

    public static bool IsFile(IReadOnlyList<MemberSpec> members) =>
        LooksLikeFile([.. members.Select(static member => member.WireName)])
        && members.Single(static member => member.WireName == "url").Value.Type is ScalarType { Kind: ScalarKind.String };
}
