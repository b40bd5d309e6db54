// The official client on a page of an ASP.NET Core application, which has the key: `proxyUrl` leads to MapFalProxy.
import { ApiError, createFalClient, ValidationError } from "@fal-ai/client";
import { emulatorAt } from "./emulator.mjs";
import { equal, failure, matches, ok, sameBytes } from "./expect.mjs";
import { assertImages, id, input } from "./official-calls.mjs";

export default function (address) {
  const fal = createFalClient({ proxyUrl: "/api/fal/proxy" });
  const emulator = emulatorAt(address);

  return {
    async "run by the site"() {
      assertImages((await fal.run(id, { input })).data);
      const { headers } = await emulator.last("Run");
      matches(headers.authorization, /^Key /);
      ok(!headers.cookie, "The site's cookie");
    },

    async "subscribe by the site"() {
      const states = [];
      const { data, requestId } = await fal.subscribe(id, { input, logs: true, pollInterval: 20, onQueueUpdate: (update) => states.push(update.status) });
      assertImages(data);
      ok(requestId, "The request id");
      equal(states.at(-1), "COMPLETED");
    },

    async "queue calls by the site"() {
      const { request_id: requestId } = await fal.queue.submit(id, { input, priority: "low" });
      equal((await emulator.last("Submit")).headers["x-fal-queue-priority"], "low");
      await fal.queue.subscribeToStatus(id, { requestId, pollInterval: 20 });
      assertImages((await fal.queue.result(id, { requestId })).data);
    },

    async "stream by the site"() {
      const stream = await fal.stream(id, { input });
      assertImages(await stream.done());
    },

    async "upload by the site"() {
      const url = await fal.storage.upload(new Blob([new Uint8Array([4, 5, 6])], { type: "image/png" }));
      sameBytes(new Uint8Array(await (await fetch(url)).arrayBuffer()), [4, 5, 6]);
    },

    async "a wrong input is refused by the site in the service's words"() {
      const before = (await emulator.arrived("Run")).length;
      const error = await failure(fal.run(id, { input: { prompt: "a fox", num_images: 1000 } }));
      ok(error instanceof ValidationError, error?.message);
      ok(error.getFieldErrors("num_images").length > 0, "The errors of the field");
      equal((await emulator.arrived("Run")).length, before, "The number of runs");
    },

    async "an endpoint that the site does not allow"() {
      const error = await failure(fal.run("fal-ai/other", { input: {} }));
      ok(error instanceof ApiError, error?.message);
      equal(error.status, 400);
    },

    async "a call beyond the caller's budget"() {
      let error;
      for (let call = 0; call < 100 && !error; call++) await fal.run(id, { input: { prompt: "a fox", num_images: 9 } }).catch((reason) => (error = reason));
      ok(error instanceof ApiError, error?.message);
      equal(error.status, 402);
    },
  };
}
