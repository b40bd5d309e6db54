using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler;

/// <summary>
/// How many images a request asks for, where its schema says so: the integer <c>num_images</c>, the service's word for it. Where another integer has a say
/// too (<c>max_images</c>), the count does not follow from the request, and nothing is emitted.
/// </summary>
internal static class ImageCount
{
    private const string Member = "num_images";

    /// <summary>The C# expression over <c>input</c>, or null.</summary>
    public static string? Of(EndpointSpec endpoint)
    {
        if (MemberOf(endpoint) is not { } count)
            return null;
        string value = "input." + Identifier.Escape(count.Name);
        return count switch
        {
            { Presence: MemberPresence.Required } => value,
            { Default: { Kind: LiteralKind.Integer } otherwise } => $"{value} ?? {otherwise.Text}",
            _ => value,
        };
    }

    /// <summary>The member that holds the number, or null.</summary>
    public static MemberSpec? MemberOf(EndpointSpec endpoint)
    {
        if (endpoint.Input is not NamedType { Kind: NamedKind.Record } input
            || endpoint.Definitions.OfType<RecordSpec>().FirstOrDefault(record => record.Name == input.Name) is not { } record)
            return null;
        return MemberIn(record);
    }

    /// <summary>The member of a request that holds the number, or null.</summary>
    public static MemberSpec? MemberIn(RecordSpec request)
    {
        MemberSpec[] counts = [.. request.Members.Where(static member => IsInteger(member) && member.WireName.EndsWith("_images", StringComparison.Ordinal))];
        return counts is [{ WireName: Member, Obsolete: null, Presence: MemberPresence.Required or MemberPresence.Optional }] ? counts[0] : null;
    }

    private static bool IsInteger(MemberSpec member) => member.Value.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 };
}
