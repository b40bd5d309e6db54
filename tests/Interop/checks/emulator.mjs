// The emulator's own side: what has arrived, and what shall go wrong.
export function emulatorAt(address) {
  const ask = async (path, init) => {
    const response = await fetch(`${address}emulator/${path}`, init);
    if (!response.ok) throw new Error(`/emulator/${path} was answered ${response.status}: ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  };
  const arrived = async (operation) => ask(`journal?operation=${operation}`);
  return {
    arrived,
    // The last request of an operation, its header names in lower case.
    async last(operation) {
      const entry = (await arrived(operation)).at(-1);
      return { ...entry, headers: Object.fromEntries(Object.entries(entry.headers).map(([name, value]) => [name.toLowerCase(), value])) };
    },
    fault: (rule) => ask("faults", { method: "POST", headers: { "content-type": "text/plain" }, body: rule }),
    clock: (change) => ask("clock", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(change) }),
    deliveries: () => ask("webhooks"),
  };
}
