partial class KlingImageV3TextToImageClient : IFalImageModel<KlingImageV3TextToImageInput, KlingImageV3TextToImageOutput>
{
    FalModelInfo IFalModel<KlingImageV3TextToImageInput, KlingImageV3TextToImageOutput>.Info => s_info;
    FalImageRole IFalImageModel<KlingImageV3TextToImageInput, KlingImageV3TextToImageOutput>.Role => s_role;

    ReadOnlySpan<byte> IFalModel<KlingImageV3TextToImageInput, KlingImageV3TextToImageOutput>.InputSchema => """
        {"type":"object","properties":{
        "prompt":{"type":"string","description":"What the images should show.","maxLength":2500},
        "negative_prompt":{"type":"string","description":"What the images should not show.","maxLength":2500},
        "elements":{"type":"array","description":"Characters or objects to bring in, so that their faces stay the same.","items":{"type":"object","properties":{"frontal_image_url":{"type":"string","description":"The element seen from the front (address or file)."},"reference_image_urls":{"type":"array","description":"The element from up to three other angles.","items":{"type":"string","description":"Address or file."}}}}},
        "resolution":{"type":"string","description":"Size class of the images: 1K is standard, 2K is high resolution.","enum":["1K","2K"],"default":"1K"},
        "num_images":{"type":"integer","description":"How many images to make.","minimum":1,"maximum":9,"default":1},
        "aspect_ratio":{"type":"string","description":"Width to height of the images.","enum":["16:9","9:16","1:1","4:3","3:4","3:2","2:3","21:9"],"default":"16:9"},
        "output_format":{"type":"string","description":"File format of the images.","enum":["jpeg","png","webp"],"default":"png"}},"required":["prompt"]}
        """u8;

    private static readonly FalModelInfo s_info = new()
    {
        Name = "fal-ai_kling-image_v3_text-to-image",
        Description = "Makes up to nine images from a text, optionally with given characters or objects, in two resolutions and eight aspect ratios.",
        MaxImages = 9L,
    };

    private static readonly FalImageRole s_role = new()
    {
        Prompt = "prompt",
        Count = "num_images",
        Format = "output_format",
        Formats = ["jpeg", "png", "webp"],
        Output = "images",
    };
}
