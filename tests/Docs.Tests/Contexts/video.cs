// An endpoint that takes files.
// includes: default
// schema: kling-video-v2.5-turbo-pro-image-to-video.json
global using MyApp.Fal.KlingVideoV25TurboProImageToVideo;

public abstract partial class Ambient
{
    protected static KlingVideoV25TurboProImageToVideoInput clipInput = null!;
}
