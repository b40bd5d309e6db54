// Errors of the official client: what it makes of the emulator's answers.
import { ApiError, ValidationError } from "@fal-ai/client";
import { emulatedClient } from "../emulated.mjs";
import { emulatorAt } from "./emulator.mjs";
import { equal, failure, matches, ok } from "./expect.mjs";
import { assertImages, id, input } from "./official-calls.mjs";

export function officialErrors(address) {
  const fal = emulatedClient(address);
  const emulator = emulatorAt(address);
  const isApiError = (error, status) => {
    ok(error instanceof ApiError, `An ApiError, and not ${error},`);
    equal(error.status, status, "The status");
    return error;
  };

  return {
    async "a wrong input is a ValidationError with field errors"() {
      const error = isApiError(await failure(fal.subscribe(id, { input: { prompt: "x", num_images: 10 }, pollInterval: 20 })), 422);
      ok(error instanceof ValidationError, "A ValidationError");
      equal(error.fieldErrors.length, 1);
      const [field] = error.getFieldErrors("num_images");
      equal(field.loc.join("."), "body.num_images");
      equal(field.type, "less_than_equal");
      ok(field.msg, "The message");
    },

    async "a wrong input of a run is a ValidationError too"() {
      const error = isApiError(await failure(fal.run(id, { input: { num_images: 0 } })), 422);
      equal(error.getFieldErrors("prompt").length, 1);
      equal(error.getFieldErrors("num_images").length, 1);
      ok(error.requestId, "The request id");
    },

    async "a refused content is a ValidationError"() {
      await emulator.fault("Failure; type=content_policy_violation; times=1");
      const error = isApiError(await failure(fal.subscribe(id, { input, pollInterval: 20 })), 422);
      equal(error.body.detail[0].type, "content_policy_violation");
      ok(error.requestId, "The request id");
    },

    // The account works on 40 requests at a time, for a second each: with 80 before it, one does not start within its 1.1 seconds.
    async "a start that comes too late is the user's timeout"() {
      await emulator.clock({ running: false });
      try {
        for (let job = 0; job < 80; job += 10) await Promise.all(Array.from({ length: 10 }, () => fal.queue.submit(id, { input })));
        const { request_id: requestId } = await fal.queue.submit(id, { input, startTimeout: 1.1 });
        await emulator.clock({ advance_seconds: 1.5 });
        const error = isApiError(await failure(fal.queue.result(id, { requestId })), 504);
        equal(error.isUserTimeout, true, "isUserTimeout");
        equal(error.requestId, requestId);
        await emulator.clock({ advance_seconds: 10 });
      } finally {
        await emulator.clock({ running: true });
      }
    },

    async "a service that is overloaded is asked again"() {
      await emulator.fault("Status; status=503; operation=Run; times=1");
      const before = (await emulator.arrived("Run")).length;
      assertImages((await fal.run(id, { input })).data);
      equal((await emulator.arrived("Run")).length - before, 2, "The number of attempts");
    },

    async "a lost status is asked for again"() {
      await emulator.fault("Status; status=500; operation=Status; times=1");
      assertImages((await fal.subscribe(id, { input, pollInterval: 20 })).data);
    },

    async "a wrong key is a 401"() {
      const error = isApiError(await failure(emulatedClient(address, "wrong:key").run(id, { input })), 401);
      matches(error.body.detail, /No user found/);
    },

    async "an unknown endpoint is a 404"() {
      isApiError(await failure(fal.run("fal-ai/absent", { input })), 404);
    },

    async "an unknown request is a 404"() {
      isApiError(await failure(fal.queue.result(id, { requestId: "00000000-0000-0000-0000-000000000000" })), 404);
    },

    async "a result before its time is a 400"() {
      const { request_id: requestId } = await fal.queue.submit(id, { input });
      matches(isApiError(await failure(fal.queue.result(id, { requestId })), 400).body.detail, /in progress/);
    },
  };
}
