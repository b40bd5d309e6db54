namespace KlingGen.Compiler.Comparison;

/// <summary>
/// Members by which the service's prices go: how many, how long, how large, how good, with or without sound. A list of habit, told in
/// <c>docs/cli/diff.md</c>: no schema says what a price depends on.
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

    public static bool Contains(string? wireName) => wireName is not null && s_names.Contains(wireName);
}
