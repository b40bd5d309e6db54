using KlingGen.Compiler;

namespace KlingGen.Comparison;

/// <summary>
/// Members by which the service's prices go: those whose description says so, and those that are named like a quantity, a size, an effort or an
/// extra. The names are a list of habit, documented in <c>docs/cli/diff.md</c>: no keyword of a schema says what a price depends on.
/// </summary>
internal static class CostDrivers
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "n", "num_images", "num_outputs", "num_samples", "num_videos", "num_results", "batch_size", "max_images", "count",
        "duration", "duration_seconds", "seconds", "length", "video_length", "audio_duration", "music_length_ms", "num_frames", "max_frames", "frames", "fps", "frames_per_second", "num_seconds",
        "resolution", "image_size", "video_size", "output_size", "size", "width", "height", "megapixels", "target_resolution", "max_resolution",
        "scale", "scale_factor", "upscale_factor", "upscale", "upscaling_factor", "num_inference_steps", "steps", "quality", "video_quality", "tier", "mode", "speed", "rendering_speed", "model", "model_name", "variant", "version", "acceleration",
        "generate_audio", "with_audio", "enable_audio", "audio", "sound", "enable_web_search", "web_search", "max_tokens", "max_new_tokens", "thinking_level", "enable_hd", "hd", "texture", "enable_pbr",
    };

    /// <summary>Why the price goes by a member of a request, as a clause; null where nothing says so. A description that denies it outweighs the name.</summary>
    /// <param name="member">The member.</param>
    /// <param name="find">The emitted types by name, whose own words count too.</param>
    public static string? Reason(MemberSpec member, Func<string, DefinitionSpec?> find)
    {
        (string? words, bool isDenied) = Words(member, find);
        return words ?? (!isDenied && s_names.Contains(member.WireName) ? $"it is named '{member.WireName}'" : null);
    }

    /// <summary>The same for a member that exists before and after: what is said now comes first.</summary>
    public static string? Reason(MemberSpec? before, Func<string, DefinitionSpec?> findBefore, MemberSpec? after, Func<string, DefinitionSpec?> findAfter)
    {
        if (before is null || after is null)
            return before is not null ? Reason(before, findBefore) : after is not null ? Reason(after, findAfter) : null;
        return Words(after, findAfter).Reason ?? Words(before, findBefore).Reason ?? Reason(after, findAfter);
    }

    private static (string? Reason, bool IsDenied) Words(MemberSpec member, Func<string, DefinitionSpec?> find)
    {
        PriceWords own = PriceWords.Read(member.Doc);
        if (own.Quote is null && !own.IsDenied && NameOf(member.Value.Type) is { } name && find(name) is { } type)
            own = PriceWords.Read(type.Doc);
        return (own.Quote is null ? null : $"its description says \"{own.Quote}\"", own.IsDenied);
    }

    private static string? NameOf(TypeSpec type) => type switch
    {
        NamedType named => named.Name,
        ListType list => NameOf(list.Item.Type),
        MapType map => NameOf(map.Value.Type),
        _ => null,
    };
}
