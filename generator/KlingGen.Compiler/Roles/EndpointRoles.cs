namespace KlingGen.Compiler;

/// <summary>
/// Finds the role of an endpoint by the structure of its request and result, never by its id: what it must be given, and what it gives. The rules stand in
/// <c>docs/ai.md</c>.
/// </summary>
public static class EndpointRoles
{
    private static readonly string[] s_texts = ["prompt", "text", "text_prompt", "input_text", "script"];
    private static readonly string[] s_transcripts = ["text", "transcription", "transcript"];
    private static readonly string[] s_picture = ["image", "images", "img", "imgs", "picture", "pictures", "photo", "photos"];
    private static readonly string[] s_sound = ["audio", "audios", "sound", "speech", "song", "music"];

    /// <summary>The role of an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static RoleResult Find(EndpointSpec endpoint)
    {
        var members = new RoleMembers(endpoint);
        if (members.Input is not { } input)
            return None("the request is no object");
        if (members.Output is not { } output)
            return None("the result is no object");

        MemberSpec[] files = [.. output.Members.Where(members.IsFile)];
        MemberSpec[] pictures = [.. files.Where(file => Says(file, s_picture))];
        MemberSpec[] sounds = [.. files.Where(file => Says(file, s_sound))];
        if (pictures.Length > 0 && files.All(file => pictures.Contains(file) || RoleMembers.IsSideFile(file)))
            return ImageRoles.Find(members, input, Best(pictures), s_texts, s_picture);
        if (sounds.Length > 0 && sounds.Length == files.Length)
            return SpeechRoles.Find(members, input, Best(sounds), s_texts);
        if (files.Length == 0 && output.Members.FirstOrDefault(member => s_transcripts.Contains(member.WireName) && RoleMembers.IsText(member)) is { } transcript)
            return Transcript(members, input, transcript);
        return None(files.Length == 0 ? "the result has no picture, no sound and no transcript" : $"the result is a file of another kind ({string.Join(", ", files.Select(static file => file.WireName))})");
    }

    /// <summary>Whether one of the words of a member's name is among some.</summary>
    internal static bool Says(MemberSpec member, string[] words) => member.WireName.Split('_').Any(words.Contains);

    internal static RoleResult None(string reason) => new(null, reason);

    /// <summary>What keeps an endpoint from being called with nothing but some members.</summary>
    internal static string? Missing(RecordSpec input, params string?[] given)
    {
        string[] others = [.. input.Members.Where(member => member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable && !given.Contains(member.WireName)).Select(static member => member.WireName)];
        return others.Length == 0 ? null : $"a call also needs {string.Join(", ", others)}";
    }

    private static RoleResult Transcript(RoleMembers members, RecordSpec input, MemberSpec transcript)
    {
        MemberSpec[] sounds = [.. input.Members.Where(member => Says(member, s_sound) && RoleMembers.IsMedia(member))];
        if (sounds.Length == 0)
            return None("the request takes no sound");
        if (Missing(input, sounds[0].WireName) is { } missing)
            return None(missing);
        return new RoleResult(new TranscriptRole { Audio = sounds[0].WireName, Language = members.Find(input, "language", "language_code", "source_language"), Output = transcript.WireName }, "");
    }

    // A list holds what the single member holds, and more.
    private static MemberSpec Best(MemberSpec[] candidates) => candidates.FirstOrDefault(static member => member.Value.Type is ListType && member.Obsolete is null) ?? candidates[0];
}
