// Calls of the official client: runs, the queue, streams, and what its options become on the wire.
import { createFalClient } from "@fal-ai/client";
import { emulatedClient, emulatedFetch, key } from "../emulated.mjs";
import { emulatorAt } from "./emulator.mjs";
import { equal, eventually, failure, matches, ok } from "./expect.mjs";

export const id = "fal-ai/kling-image/v3/text-to-image";
export const input = { prompt: "a lighthouse in fog", num_images: 2 };

export function assertImages(data, count = 2) {
  equal(data.images.length, count, "The number of images");
  for (const image of data.images) matches(image.url, /^https?:\/\/(127\.0\.0\.1|localhost):\d+\//, "The address of an image");
}

export function officialCalls(address) {
  const fal = emulatedClient(address);
  const emulator = emulatorAt(address);

  return {
    async run() {
      const { data, requestId } = await fal.run(id, { input });
      assertImages(data);
      ok(requestId, "The request id");
    },

    async "run with all its options"() {
      await fal.run(id, { input, startTimeout: 30, storageSettings: { expiresIn: "1h" }, method: "post", abortSignal: new AbortController().signal });
      const { headers } = await emulator.last("Run");
      equal(headers["x-fal-request-timeout"], "30");
      equal(JSON.parse(headers["x-fal-object-lifecycle-preference"]).expiration_duration_seconds, 3600);
    },

    async "run by the parts of an id"() {
      assertImages((await fal.run("https://fal.run/fal-ai/kling-image", { input, path: "/v3/text-to-image" })).data);
    },

    async "subscribe by polling"() {
      const states = [];
      let enqueued;
      const { data, requestId } = await fal.subscribe(id, { input, logs: true, pollInterval: 20, onEnqueue: (value) => (enqueued = value), onQueueUpdate: (update) => states.push(update.status) });
      assertImages(data);
      equal(requestId, enqueued);
      equal(states.at(-1), "COMPLETED");
    },

    async "subscribe by streaming"() {
      let last;
      const { data } = await fal.subscribe(id, { input, logs: true, mode: "streaming", onQueueUpdate: (update) => (last = update) });
      assertImages(data);
      equal(last.status, "COMPLETED");
      ok(last.logs.length > 0 && last.logs.every((entry) => typeof entry.message === "string"), "The logs");
    },

    async "queue calls"() {
      const submitted = await fal.queue.submit(id, { input });
      equal(submitted.status, "IN_QUEUE");
      equal((await emulator.last("Submit")).headers["x-fal-queue-priority"], "normal");
      const status = await fal.queue.status(id, { requestId: submitted.request_id, logs: true });
      ok(["IN_QUEUE", "IN_PROGRESS", "COMPLETED"].includes(status.status), status.status);
      equal((await fal.queue.subscribeToStatus(id, { requestId: submitted.request_id, pollInterval: 20 })).status, "COMPLETED");
      const { data, requestId } = await fal.queue.result(id, { requestId: submitted.request_id });
      assertImages(data);
      equal(requestId, submitted.request_id);
    },

    async "submit with all its options"() {
      const webhookUrl = `${address}emulator/health`;
      const { request_id: requestId } = await fal.queue.submit(id, {
        input, webhookUrl, priority: "low", hint: "the same runner", startTimeout: 45, storageSettings: { expiresIn: 86400 }, headers: { "X-Fal-No-Retry": "1", "X-Fal-Queue-Priority": "normal" },
      });
      const { headers, path, request_id: recorded } = await emulator.last("Submit");
      equal(recorded, requestId);
      equal(new URL(path, address).searchParams.get("fal_webhook"), webhookUrl);
      equal(headers["x-fal-queue-priority"], "low");
      equal(headers["x-fal-runner-hint"], "the same runner");
      equal(headers["x-fal-request-timeout"], "45");
      equal(headers["x-fal-no-retry"], "1");
      equal(JSON.parse(headers["x-fal-object-lifecycle-preference"]).expiration_duration_seconds, 86400);
      const delivery = await eventually(async () => (await emulator.deliveries()).find((one) => one.request_id === requestId), "The webhook");
      equal(JSON.parse(delivery.body).status, "OK");
    },

    async "the stream of a status"() {
      const { request_id: requestId } = await fal.queue.submit(id, { input });
      const stream = await fal.queue.streamStatus(id, { requestId, logs: true });
      const states = [];
      for await (const status of stream) states.push(status.status);
      equal((await stream.done()).status, "COMPLETED");
      ok(states.includes("IN_PROGRESS"), states.join());
    },

    async cancel() {
      const { request_id: requestId } = await fal.queue.submit(id, { input });
      await fal.queue.cancel(id, { requestId });
      equal((await emulator.last("Cancel")).status, 202);
    },

    async "cancel of a finished request"() {
      const { request_id: requestId } = await fal.queue.submit(id, { input });
      await fal.queue.subscribeToStatus(id, { requestId, pollInterval: 20 });
      equal((await failure(fal.queue.cancel(id, { requestId }))).status, 400);
    },

    async stream() {
      const stream = await fal.stream(id, { input });
      let events = 0;
      for await (const _ of stream) events++;
      assertImages(await stream.done());
      ok(events > 1, "The number of events");
      ok(stream.requestId, "The request id");
    },

    // In this mode the client asks for a short-lived token and goes past its own middleware.
    async "stream by a short-lived token"() {
      const direct = createFalClient({ credentials: key, fetch: emulatedFetch(address), suppressLocalCredentialsWarning: true });
      const stream = await direct.stream(id, { input, connectionMode: "client" });
      assertImages(await stream.done());
      const { headers } = await emulator.last("Stream");
      ok(new URL(headers["x-fal-target-url"]).searchParams.get("fal_jwt_token"), "The token");
      equal(headers.authorization, undefined);
    },

    async "a stream that is cut off by its caller"() {
      const stream = await fal.stream(id, { input });
      for await (const output of stream) {
        assertImages(output);
        stream.abort();
        // The client's iterator does not end by itself then.
        break;
      }
      await eventually(async () => (await fal.run(id, { input })).requestId, "An answer after it");
    },

    async "a call that its caller gives up"() {
      const caller = new AbortController();
      const call = failure(fal.run(id, { input, abortSignal: caller.signal }));
      caller.abort();
      equal((await call).name, "AbortError");
    },

    async "a subscription that its caller gives up"() {
      const caller = new AbortController();
      const error = await failure(fal.subscribe(id, { input, pollInterval: 20, abortSignal: caller.signal, onQueueUpdate: () => caller.abort() }));
      equal(error.name, "AbortError");
    },

    async "a subscription that takes too long is cancelled"() {
      let requestId;
      const error = await failure(fal.subscribe(id, { input, pollInterval: 20, timeout: 100, onEnqueue: (value) => (requestId = value) }));
      matches(error.message, /timed out/);
      await eventually(async () => (await emulator.arrived("Cancel")).some((one) => one.request_id === requestId), "The cancellation");
    },
  };
}
