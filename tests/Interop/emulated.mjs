// The official JavaScript client with its requests pointed at the emulator by its own request middleware.
import { createFalClient } from "@fal-ai/client";

const prefixes = { "fal.run": "run", "queue.fal.run": "queue", "rest.fal.ai": "rest", "v3.fal.media": "cdn" };

export function emulatedClient(address, credentials = "emulator-key-id:emulator-key-secret") {
  const emulator = address.replace(/\/$/, "");
  const toEmulator = (request) => {
    const url = new URL(request.url);
    const prefix = prefixes[url.host];
    return prefix ? { ...request, url: `${emulator}/${prefix}${url.pathname}${url.search}` } : request;
  };
  return createFalClient({ credentials, requestMiddleware: async (request) => toEmulator(request), suppressLocalCredentialsWarning: true });
}

// The same client with the emulator in the place of its server proxy: the real address travels in a header.
export function proxiedClient(address, credentials = "emulator-key-id:emulator-key-secret") {
  const proxied = (request) => ({ ...request, url: `${address}api/fal/proxy`, headers: { ...request.headers, "x-fal-target-url": request.url } });
  return createFalClient({ credentials, requestMiddleware: async (request) => proxied(request), suppressLocalCredentialsWarning: true });
}
