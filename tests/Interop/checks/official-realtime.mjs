// The official client's realtime connection. Its address is a constant, so the platform's WebSocket is led to the emulator.
import { emulatedClient, emulatedWebSocket, key } from "../emulated.mjs";
import { emulatorAt } from "./emulator.mjs";
import { equal, matches } from "./expect.mjs";
import { assertImages, id, input } from "./official-calls.mjs";

export function officialRealtime(address) {
  const fal = emulatedClient(address);
  const emulator = emulatorAt(address);

  // A connection, one message on it, and what came of that.
  async function talk(message, settings = {}) {
    const native = globalThis.WebSocket;
    globalThis.WebSocket = emulatedWebSocket(address);
    let connection;
    try {
      return await new Promise((resolve) => {
        connection = fal.realtime.connect(id, { throttleInterval: 0, ...settings, onResult: (result) => resolve({ result }), onError: (error) => resolve({ error }) });
        connection.send(message);
      });
    } finally {
      connection?.close();
      globalThis.WebSocket = native;
    }
  }

  return {
    async realtime() {
      const { result, error } = await talk(input);
      equal(error, undefined);
      assertImages(result);
      const { body } = await emulator.last("Realtime");
      equal(JSON.parse(body).prompt, input.prompt);
    },

    async "realtime with a token of one's own"() {
      const tokenProvider = async (app) => {
        const answer = await fetch(`${address}rest/tokens/realtime`, {
          method: "POST",
          headers: { authorization: `Key ${key}`, "content-type": "application/json" },
          body: JSON.stringify({ allowed_apps: [app], duration: 120 }),
        });
        return (await answer.json()).token;
      };
      assertImages((await talk(input, { tokenProvider, maxBuffering: 2 })).result);
    },

    async "a wrong input of realtime is an ApiError"() {
      const { error } = await talk({ num_images: 1 });
      equal(error.name, "ApiError");
      matches(error.message, /^INVALID_REQUEST: prompt/);
    },
  };
}
