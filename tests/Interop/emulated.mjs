// Clients of the service led to the emulator, each by what it offers for it.
import { createFalClient } from "@fal-ai/client";

export const key = "emulator-key-id:emulator-key-secret";

const prefixes = { "fal.run": "run", "queue.fal.run": "queue", "rest.fal.ai": "rest", "v3.fal.media": "cdn" };

// For clients that take a function in the place of fetch. The real address travels in a header, so what the answers name are the service's own addresses:
// clients that take those apart, or send their key to the same origin alone, find what they expect.
export const emulatedFetch = (address, inner = globalThis.fetch) => (url, init) => {
  if (!prefixes[new URL(url).host]) return inner(url, init);
  const headers = new Headers(init?.headers);
  headers.set("x-fal-target-url", String(url));
  return inner(`${address}api/fal/proxy`, { ...init, headers });
};

// The official client by its own request middleware.
export function emulatedClient(address, credentials = key) {
  const requestMiddleware = async (request) => {
    const { host, pathname, search } = new URL(request.url);
    return prefixes[host] ? { ...request, url: `${address}${prefixes[host]}${pathname}${search}` } : request;
  };
  return createFalClient({ credentials, requestMiddleware, suppressLocalCredentialsWarning: true });
}

// The same client with the emulator in the place of its server proxy: the real address travels in a header.
export function proxiedClient(address, credentials = key) {
  return createFalClient({ credentials, proxyUrl: { url: `${address}api/fal/proxy`, when: "always" }, suppressLocalCredentialsWarning: true });
}

// For realtime connections, whose address the official client has as a constant: globalThis.WebSocket = emulatedWebSocket(address).
export const emulatedWebSocket = (address, Native = globalThis.WebSocket) =>
  class extends Native {
    constructor(url, protocols) {
      super(String(url).replace("wss://fal.run/", `${address.replace("http", "ws")}run/`), protocols);
    }
  };
