namespace KlingGen.Compiler.OpenApi;

/// <summary>Recognises the service's files (images, videos, sounds, archives) by their members, whatever they are called.</summary>
internal static class FileShape
{
    public static bool IsFile(IReadOnlyList<MemberSpec> members) =>
        MediaNames.IsFile([.. members.Select(static member => member.WireName)])
        && members.Single(static member => member.WireName == "url").Value.Type is ScalarType { Kind: ScalarKind.String };
}
