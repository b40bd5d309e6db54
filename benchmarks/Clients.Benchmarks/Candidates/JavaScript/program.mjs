// node program.mjs <folder with node_modules> <queue address> once <prompt> <images> | steady <count>
// The official client, led to the emulator by its own request middleware.
import { pathToFileURL } from "node:url";
import path from "node:path";

const [folder, queue, mode, ...rest] = process.argv.slice(2);
const { createFalClient } = (await import(pathToFileURL(path.join(folder, "node_modules/@fal-ai/client/src/index.js")))).default;
const requestMiddleware = async (request) => ({ ...request, url: request.url.replace("https://queue.fal.run/", queue) });
const fal = createFalClient({ credentials: "emulator-key-id:emulator-key-secret", requestMiddleware, suppressLocalCredentialsWarning: true });
const job = async (prompt, count) => (await fal.subscribe("fal-ai/kling-image/v3/text-to-image", { input: { prompt, num_images: count }, pollInterval: 10 })).data.images.length;

if (mode === "once") {
  try {
    console.log(`ok ${await job(rest[0], Number(rest[1]))}`);
  } catch (error) {
    console.log(`failed ${error.name} ${error.message} ${JSON.stringify(error)}`.replaceAll("\n", " "));
    process.exitCode = 1;
  }
} else {
  const count = Number(rest[0]);
  for (let i = 0; i < count / 10; i++) await job("warm", 1);
  const started = performance.now();
  for (let i = 0; i < count; i++) await job("a lighthouse in fog", 2);
  console.log(`${(((performance.now() - started) * 1000) / count).toFixed(1)} 0`);
}
