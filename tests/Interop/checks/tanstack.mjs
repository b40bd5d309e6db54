// TanStack AI with `@tanstack/ai-fal`, led here by the proxy address that it hands on to the official client.
import { generateImage, generateSpeech, generateTranscription, generateVideo, getVideoJobStatus } from "@tanstack/ai";
import { falImage, falSpeech, falTranscription, falVideo } from "@tanstack/ai-fal";
import { key } from "../emulated.mjs";
import { equal, eventually, failure, matches, ok } from "./expect.mjs";

export default function (address) {
  const config = { apiKey: key, proxyUrl: { url: `${address}api/fal/proxy`, when: "always" } };

  return {
    async generateImage() {
      const { images, id } = await generateImage({ adapter: falImage("fal-ai/kling-image/v3/text-to-image", config), prompt: "a lighthouse in fog", numberOfImages: 2 });
      equal(images.length, 2);
      ok(id, "The request id");
      equal((await fetch(images[0].url)).status, 200);
    },

    async "a wrong input of generateImage"() {
      const error = await failure(generateImage({ adapter: falImage("fal-ai/kling-image/v3/text-to-image", config), prompt: "a fox", numberOfImages: 50, debug: false }));
      equal(error.status, 422);
    },

    async generateSpeech() {
      const { audio, contentType } = await generateSpeech({ adapter: falSpeech("interop/speech", config), text: "Hello from a lighthouse." });
      matches(contentType, /^audio\//);
      ok(audio.length > 40, "The length of the sound");
    },

    async generateTranscription() {
      const { text, segments } = await generateTranscription({ adapter: falTranscription("fal-ai/interop-transcription", config), audio: new Uint8Array(64).buffer });
      equal(text, "A lighthouse in fog.");
      ok(segments.length > 0, "The segments");
    },

    async generateVideo() {
      const adapter = falVideo("fal-ai/kling-video/v2.5-turbo/pro/image-to-video", config);
      const { jobId } = await generateVideo({ adapter, prompt: "waves", modelOptions: { image_url: "https://example.com/sea.png" } });
      const done = await eventually(async () => {
        const state = await getVideoJobStatus({ adapter, jobId });
        return state.status === "completed" && state;
      }, "The video");
      equal((await fetch(done.url)).headers.get("content-type"), "video/mp4");
    },
  };
}
