// `@huggingface/inference` with the provider fal-ai. It asks the queue by the global fetch, so that is what is led here;
// which endpoint a model is it asks at the hub of its own vendor, for whom this script answers.
import { InferenceClient } from "@huggingface/inference";
import { emulatedFetch, key } from "../emulated.mjs";
import { emulatorAt } from "./emulator.mjs";
import { equal, failure, matches, ok } from "./expect.mjs";

const endpoints = {
  "interop/painter": { providerId: "fal-ai/kling-image/v3/text-to-image", task: "text-to-image" },
  "interop/speaker": { providerId: "interop/speech", task: "text-to-speech" },
  "interop/listener": { providerId: "fal-ai/interop-transcription", task: "automatic-speech-recognition" },
  "interop/filmer": { providerId: "fal-ai/kling-video/v2.5-turbo/pro/image-to-video", task: "image-to-video" },
};

const hub = (inner) => async (url, init) => {
  const model = /^https:\/\/huggingface\.co\/api\/models\/([^?]+)/.exec(String(url))?.[1];
  return model ? Response.json({ inferenceProviderMapping: { "fal-ai": { ...endpoints[model], status: "live" } } }) : inner(url, init);
};

export default function (address) {
  globalThis.fetch = hub(emulatedFetch(address));
  const client = new InferenceClient(key);
  const emulator = emulatorAt(address);
  const provider = "fal-ai";

  return {
    async textToImage() {
      const image = await client.textToImage({ provider, model: "interop/painter", inputs: "a lighthouse in fog", parameters: { num_images: 1 } });
      matches(image.type, /^image\//);
      ok(image.size > 100, "The length of the image");
      equal(JSON.parse((await emulator.last("Submit")).body).prompt, "a lighthouse in fog");
    },

    async "textToImage to an address"() {
      matches(await client.textToImage({ provider, model: "interop/painter", inputs: "a lighthouse in fog" }, { outputType: "url" }), /^https?:/);
    },

    async "a wrong key"() {
      const error = await failure(new InferenceClient("wrong:key").textToImage({ provider, model: "interop/painter", inputs: "a fox" }));
      equal(error.httpResponse.status, 401);
    },

    async textToSpeech() {
      const sound = await client.textToSpeech({ provider, model: "interop/speaker", inputs: "Hello from a lighthouse." });
      matches(sound.type, /^audio\//);
    },

    async automaticSpeechRecognition() {
      const { text } = await client.automaticSpeechRecognition({ provider, model: "interop/listener", data: new Blob([new Uint8Array(64)], { type: "audio/wav" }) });
      equal(text, "A lighthouse in fog.");
    },

    async imageToVideo() {
      const video = await client.imageToVideo({ provider, model: "interop/filmer", inputs: new Blob([new Uint8Array([137, 80, 78, 71])], { type: "image/png" }), parameters: { prompt: "waves" } });
      equal(video.type, "video/mp4");
    },
  };
}
