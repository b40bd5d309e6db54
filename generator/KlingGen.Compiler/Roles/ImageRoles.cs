namespace KlingGen.Compiler;

/// <summary>Endpoints that make pictures.</summary>
internal static class ImageRoles
{
    private static readonly string[] s_formats = ["png", "jpeg", "jpg", "webp", "gif", "avif"];

    public static RoleResult Find(RoleMembers members, RecordSpec input, MemberSpec output, string[] texts, string[] picture)
    {
        string? prompt = texts.FirstOrDefault(name => input.Members.Any(member => member.WireName == name && member.Obsolete is null && RoleMembers.IsText(member)));
        MemberSpec[] images = [.. input.Members.Where(member => member.Obsolete is null && RoleMembers.IsMedia(member) && EndpointRoles.Says(member, picture))];
        MemberSpec[] needed = [.. images.Where(static member => member.Presence == MemberPresence.Required)];
        if (needed.Length > 1)
            return EndpointRoles.None($"a call needs pictures of different meaning ({string.Join(", ", needed.Select(static member => member.WireName))})");
        // Of several that need not be given, nobody knows which is meant, unless one has the plainest name.
        MemberSpec? image = needed.Length == 1 ? needed[0] : images.FirstOrDefault(static member => member.WireName is "image_url" or "image_urls" or "image" or "images") ?? (images.Length == 1 ? images[0] : null);
        if (prompt is null && image is null)
            return EndpointRoles.None("the request takes neither a prompt nor a picture");
        if (EndpointRoles.Missing(input, prompt, image?.WireName) is { } missing)
            return EndpointRoles.None(missing);

        (ImageSizeKind kind, string? size, string[] sizes) = Size(members, input);
        (string? format, string[] formats) = Format(members, input, s_formats);
        return new RoleResult(
            new ImageRole
            {
                Prompt = prompt,
                Image = image?.WireName,
                IsImageList = image?.Value.Type is ListType,
                NeedsImage = needed.Length == 1,
                Count = ImageCount.MemberIn(input)?.WireName,
                SizeKind = kind,
                Size = size,
                Sizes = sizes.ToEquatableArray(),
                Format = format,
                Formats = formats.ToEquatableArray(),
                Output = output.WireName,
            },
            "");
    }

    /// <summary>A member whose values are file formats, and those values.</summary>
    public static (string? Pointer, string[] Values) Format(RoleMembers members, RecordSpec input, string[] known)
    {
        foreach ((string pointer, MemberSpec member) in members.Scalars(input))
        {
            string[] values = members.Values(member.Value.Type);
            if (member.WireName.Split('_').Contains("format") && values.Length > 0 && values.All(value => known.Contains(value.Split('_')[0].ToLowerInvariant())))
                return (pointer, values);
        }
        return (null, []);
    }

    private static (ImageSizeKind Kind, string? Member, string[] Values) Size(RoleMembers members, RecordSpec input)
    {
        foreach (MemberSpec member in input.Members.Where(static member => member.Obsolete is null && member.Value.Type is NamedType))
        {
            if (members.Record(member.Value.Type) is { } size && HasSize(size) && size.Members.All(static inner => inner.WireName is "width" or "height" || inner.Presence == MemberPresence.Optional))
                return (ImageSizeKind.Nested, member.WireName, []);
        }
        if (HasSize(input))
            return (ImageSizeKind.Members, "", []);
        foreach (MemberSpec member in input.Members.Where(static member => member.Obsolete is null))
        {
            string[] sizes = [.. members.Values(member.Value.Type).Where(IsSize)];
            if (sizes.Length > 0)
                return (ImageSizeKind.Text, member.WireName, sizes);
        }
        return (ImageSizeKind.None, null, []);
    }

    private static bool HasSize(RecordSpec record) => IsWhole(record, "width") && IsWhole(record, "height");

    private static bool IsWhole(RecordSpec record, string name) =>
        record.Members.Any(member => member.WireName == name && member.Obsolete is null && member.Value.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 });

    private static bool IsSize(string text) => text.Split('x', '*') is { Length: 2 } sides && sides.All(static side => side.Length is > 0 and < 6 && side.All(static c => c is >= '0' and <= '9'));
}
