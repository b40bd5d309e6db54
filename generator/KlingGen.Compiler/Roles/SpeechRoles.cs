namespace KlingGen.Compiler;

/// <summary>Endpoints that speak. Music and noises are made from a text too; what speaks has a voice or a language.</summary>
internal static class SpeechRoles
{
    private static readonly string[] s_spoken = ["voice", "voices", "speaker", "speakers", "language"];
    private static readonly string[] s_formats = ["mp3", "wav", "flac", "ogg", "opus", "pcm", "aac", "m4a", "ulaw", "alaw", "mulaw"];

    public static RoleResult Find(RoleMembers members, RecordSpec input, MemberSpec output, string[] texts)
    {
        if (!input.Members.Any(static member => EndpointRoles.Says(member, s_spoken)))
            return EndpointRoles.None("the sound is no speech: the request has no voice and no language");
        MemberSpec[] needed = [.. input.Members.Where(static member => member.Presence == MemberPresence.Required && RoleMembers.IsText(member) && !EndpointRoles.Says(member, s_spoken))];
        if (needed.Length > 1)
            return EndpointRoles.None($"a call needs several texts ({string.Join(", ", needed.Select(static member => member.WireName))})");
        string? text = needed.Length == 1 ? needed[0].WireName : texts.FirstOrDefault(name => input.Members.Any(member => member.WireName == name && RoleMembers.IsText(member)));
        if (text is null)
            return EndpointRoles.None("the request has no single text to speak");
        string? voice = members.Find(input, "voice", "voice_id", "voice_name", "speaker");
        if (EndpointRoles.Missing(input, text, voice) is { } missing)
            return EndpointRoles.None(missing);

        (string? format, string[] formats) = ImageRoles.Format(members, input, s_formats);
        return new RoleResult(
            new SpeechRole
            {
                Text = text,
                Voice = voice,
                Language = members.Find(input, "language", "language_code", "language_boost", "custom_audio_language"),
                Speed = members.Find(input, "speed", "voice_speed", "speech_rate"),
                Pitch = members.Find(input, "pitch"),
                Volume = members.Find(input, "volume", "vol"),
                Format = format,
                Formats = formats.ToEquatableArray(),
                Output = output.WireName,
            },
            "");
    }
}
