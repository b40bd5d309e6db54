// node interop.mjs <emulator address>
// Calls the emulator with the official JavaScript client and prints one line a check: "ok <name>" or "not ok <name>: <reason>".
import assert from "node:assert/strict";
import { ApiError, ValidationError } from "@fal-ai/client";
import { emulatedClient, proxiedClient } from "./emulated.mjs";

const clientWith = (credentials) => emulatedClient(process.argv[2], credentials);

const fal = clientWith();
const id = "fal-ai/kling-image/v3/text-to-image";
const input = { prompt: "a lighthouse in fog", num_images: 2 };

function assertImages(data, count = 2) {
  assert.equal(data.images.length, count);
  for (const image of data.images) assert.match(image.url, /^http:\/\/127\.0\.0\.1:\d+\//);
}

const checks = {
  async run() {
    const { data, requestId } = await fal.run(id, { input });
    assertImages(data);
    assert.ok(requestId);
  },

  async "subscribe by polling"() {
    const states = [];
    let enqueued;
    const { data, requestId } = await fal.subscribe(id, {
      input,
      logs: true,
      pollInterval: 20,
      onEnqueue: (value) => (enqueued = value),
      onQueueUpdate: (update) => states.push(update.status),
    });
    assertImages(data);
    assert.equal(requestId, enqueued);
    assert.equal(states.at(-1), "COMPLETED");
  },

  async "subscribe by streaming"() {
    let last;
    const { data } = await fal.subscribe(id, { input, logs: true, mode: "streaming", onQueueUpdate: (update) => (last = update) });
    assertImages(data);
    assert.equal(last.status, "COMPLETED");
    assert.ok(last.logs.length > 0 && last.logs.every((entry) => typeof entry.message === "string"));
  },

  async "queue calls"() {
    const submitted = await fal.queue.submit(id, { input, priority: "low", hint: "sticky" });
    assert.equal(submitted.status, "IN_QUEUE");
    const status = await fal.queue.status(id, { requestId: submitted.request_id, logs: true });
    assert.ok(["IN_QUEUE", "IN_PROGRESS", "COMPLETED"].includes(status.status));
    await fal.queue.subscribeToStatus(id, { requestId: submitted.request_id, pollInterval: 20 });
    const { data, requestId } = await fal.queue.result(id, { requestId: submitted.request_id });
    assertImages(data);
    assert.equal(requestId, submitted.request_id);
  },

  async cancel() {
    const { request_id: requestId } = await fal.queue.submit(id, { input });
    await fal.queue.cancel(id, { requestId });
  },

  async "cancel of a finished request"() {
    const { request_id: requestId } = await fal.queue.submit(id, { input });
    await fal.queue.subscribeToStatus(id, { requestId, pollInterval: 20 });
    await assert.rejects(fal.queue.cancel(id, { requestId }), (error) => error instanceof ApiError && error.status === 400);
  },

  async stream() {
    const stream = await fal.stream(id, { input });
    let events = 0;
    for await (const _ of stream) events++;
    assertImages(await stream.done());
    assert.ok(events > 0);
  },

  async "a wrong input is a ValidationError with field errors"() {
    await assert.rejects(fal.subscribe(id, { input: { prompt: "x", num_images: 10 }, pollInterval: 20 }), (error) => {
      assert.ok(error instanceof ValidationError);
      assert.equal(error.status, 422);
      assert.equal(error.getFieldErrors("num_images").length, 1);
      return true;
    });
  },

  async "a wrong key is a 401"() {
    await assert.rejects(clientWith("wrong:key").run(id, { input }), (error) => error instanceof ApiError && error.status === 401);
  },

  async "an unknown endpoint is a 404"() {
    await assert.rejects(fal.run("fal-ai/absent", { input }), (error) => error instanceof ApiError && error.status === 404);
  },

  async "an unknown request is a 404"() {
    await assert.rejects(
      fal.queue.result(id, { requestId: "00000000-0000-0000-0000-000000000000" }),
      (error) => error instanceof ApiError && error.status === 404,
    );
  },

  async "calls and an upload through the proxy header"() {
    const proxied = proxiedClient(process.argv[2]);
    const submitted = await proxied.queue.submit(id, { input });
    for (const url of [submitted.status_url, submitted.response_url, submitted.cancel_url]) assert.match(url, /^https:\/\/queue\.fal\.run\/fal-ai\/kling-image\/requests\//);
    await proxied.queue.subscribeToStatus(id, { requestId: submitted.request_id, pollInterval: 20 });
    const { data } = await proxied.queue.result(id, { requestId: submitted.request_id });
    assertImages(data);
    assertImages((await proxied.run(id, { input })).data);
    const bytes = new Uint8Array([4, 5, 6]);
    const url = await proxied.storage.upload(new Blob([bytes], { type: "application/octet-stream" }));
    assert.deepEqual(new Uint8Array(await (await fetch(url)).arrayBuffer()), bytes);
  },

  async "an uploaded file comes back byte for byte"() {
    const bytes = new Uint8Array([1, 2, 3, 250]);
    const url = await fal.storage.upload(new Blob([bytes], { type: "application/octet-stream" }));
    assert.deepEqual(new Uint8Array(await (await fetch(url)).arrayBuffer()), bytes);
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${name}: ${error?.message ?? error}`.replaceAll("\n", " "));
  }
}
process.exit(failed ? 1 : 0);
