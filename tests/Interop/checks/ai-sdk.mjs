// The AI SDK (`ai`) with its provider for the service, `@ai-sdk/fal`.
import { createFal } from "@ai-sdk/fal";
import { experimental_generateSpeech as generateSpeech, experimental_generateVideo as generateVideo, experimental_transcribe as transcribe, generateImage } from "ai";
import { emulatedFetch, key } from "../emulated.mjs";
import { emulatorAt } from "./emulator.mjs";
import { equal, failure, matches, ok } from "./expect.mjs";

const id = "fal-ai/kling-image/v3/text-to-image";

export default function (address) {
  const fal = createFal({ apiKey: key, fetch: emulatedFetch(address) });
  const emulator = emulatorAt(address);

  return {
    async generateImage() {
      const { images, responses } = await generateImage({ model: fal.image(id), prompt: "a lighthouse in fog", n: 2, aspectRatio: "16:9", maxRetries: 0 });
      equal(images.length, 2);
      for (const image of images) {
        matches(image.mediaType, /^image\//);
        ok(image.uint8Array.length > 100, "The length of an image");
      }
      ok(responses[0].headers["x-fal-request-id"], "The request id");
    },

    async "generateImage by its base address alone"() {
      const based = createFal({ apiKey: key, baseURL: `${address}run` });
      equal((await generateImage({ model: based.image(id), prompt: "a lighthouse in fog", maxRetries: 0 })).images.length, 1);
    },

    async "a wrong input of generateImage"() {
      const error = await failure(generateImage({ model: fal.image(id), prompt: "a fox", maxRetries: 0, providerOptions: { fal: { aspect_ratio: "7:5" } } }));
      equal(error.statusCode, 422);
      matches(error.message, /body\.aspect_ratio/);
    },

    async generateSpeech() {
      const { audio } = await generateSpeech({ model: fal.speech("interop/speech"), text: "Hello from a lighthouse.", voice: "any", maxRetries: 0 });
      matches(audio.mediaType, /^audio\//);
      ok(audio.uint8Array.length > 40, "The length of the sound");
    },

    async transcribe() {
      const sound = new Uint8Array([82, 73, 70, 70, 4, 0, 0, 0, 87, 65, 86, 69]);
      const { text, segments } = await transcribe({ model: fal.transcription("interop-transcription"), audio: sound, maxRetries: 0 });
      equal(text, "A lighthouse in fog.");
      ok(segments.length > 0, "The segments");
      matches(JSON.parse((await emulator.last("Submit")).body).audio_url, /^data:audio\/wav;base64,/);
    },

    async generateVideo() {
      const { videos } = await generateVideo({
        model: fal.video("kling-video/v2.5-turbo/pro/image-to-video"), prompt: { text: "waves", image: new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]) }, maxRetries: 0, providerOptions: { fal: { pollIntervalMs: 50 } },
        download: async ({ url }) => ({ data: new Uint8Array(await (await fetch(url)).arrayBuffer()), mediaType: "video/mp4" }),
      });
      equal(videos.length, 1);
      equal(videos[0].mediaType, "video/mp4");
    },
  };
}
