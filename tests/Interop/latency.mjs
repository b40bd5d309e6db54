// node latency.mjs <emulator address> <jobs>
// Subscribes in the client's default mode, one job after the other, and prints the milliseconds of each.
import { emulatedClient } from "./emulated.mjs";

const fal = emulatedClient(process.argv[2]);
for (let job = -1; job < Number(process.argv[3]); job++) {
  const start = performance.now();
  await fal.subscribe("fal-ai/kling-image/v3/text-to-image", { input: { prompt: `latency ${job}` } });
  if (job >= 0) console.log((performance.now() - start).toFixed(3));
}
