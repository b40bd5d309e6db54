// Files of the official client: whole, in parts, inside an input, and through its proxy.
import { emulatedClient, proxiedClient } from "../emulated.mjs";
import { emulatorAt } from "./emulator.mjs";
import { equal, matches, ok, sameBytes } from "./expect.mjs";
import { assertImages, id, input } from "./official-calls.mjs";

const download = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());

export function officialFiles(address) {
  const fal = emulatedClient(address);
  const emulator = emulatorAt(address);
  const picture = (...bytes) => new Blob([new Uint8Array(bytes)], { type: "image/png" });

  return {
    async "an uploaded file comes back byte for byte"() {
      const bytes = new Uint8Array([1, 2, 3, 250]);
      const url = await fal.storage.upload(new Blob([bytes], { type: "application/octet-stream" }), { lifecycle: { expiresIn: "1h" } });
      sameBytes(await download(url), bytes);
      equal(JSON.parse((await emulator.last("UploadInitiate")).headers["x-fal-object-lifecycle"]).expiration_duration_seconds, 3600);
    },

    async "a named file keeps its name and type"() {
      const url = await fal.storage.upload(new File([new Uint8Array([9])], "face.png", { type: "image/png" }));
      matches(url, /face.*\.png$|\.png$/);
      equal((await fetch(url)).headers.get("content-type"), "image/png");
    },

    // More than 90 MiB goes in parts of 10 MiB.
    async "a large file goes in parts"() {
      const part = new Uint8Array(1 << 20).map((_, at) => at % 251);
      const file = new Blob(Array.from({ length: 91 }, () => part), { type: "video/mp4" });
      const before = (await emulator.arrived("UploadPart")).length;
      const url = await fal.storage.upload(file);
      equal((await emulator.arrived("UploadPart")).length - before, 10, "The number of parts");
      const answer = await fetch(url, { headers: { range: `bytes=${file.size - 4}-` } });
      sameBytes((await new Uint8Array(await answer.arrayBuffer())).slice(-4), part.slice(-4));
      equal(Number((await fetch(url, { method: "HEAD" })).headers.get("content-length")), file.size, "The length");
    },

    async "files inside an input are uploaded"() {
      const given = await fal.storage.transformInput({ text: "as it is", list: [picture(1), { deep: picture(2) }], nothing: null });
      equal(given.text, "as it is");
      equal(given.nothing, null);
      sameBytes(await download(given.list[0]), [1]);
      sameBytes(await download(given.list[1].deep), [2]);
    },

    async "files inside a call are uploaded"() {
      await fal.queue.submit(id, { input: { ...input, elements: [{ frontal_image_url: picture(7, 8), reference_image_urls: [picture(9)] }] } });
      const sent = JSON.parse((await emulator.last("Submit")).body);
      sameBytes(await download(sent.elements[0].frontal_image_url), [7, 8]);
      sameBytes(await download(sent.elements[0].reference_image_urls[0]), [9]);
    },

    async "calls and an upload through the proxy header"() {
      const proxied = proxiedClient(address);
      const submitted = await proxied.queue.submit(id, { input });
      for (const url of [submitted.status_url, submitted.response_url, submitted.cancel_url]) matches(url, /^https:\/\/queue\.fal\.run\/fal-ai\/kling-image\/requests\//);
      await proxied.queue.subscribeToStatus(id, { requestId: submitted.request_id, pollInterval: 20 });
      assertImages((await proxied.queue.result(id, { requestId: submitted.request_id })).data);
      assertImages((await proxied.run(id, { input })).data);
      const stream = await proxied.stream(id, { input });
      assertImages(await stream.done());
      const url = await proxied.storage.upload(picture(4, 5, 6));
      sameBytes(await download(url), [4, 5, 6]);
      ok((await emulator.last("Run")).headers["x-fal-target-url"], "The proxy header");
    },
  };
}
