// node interop.mjs <emulator address> <client>
// Calls the emulator with a client of the service and prints one line a check; see checks/run.mjs.
import { outcomes } from "./checks/run.mjs";

const [address, client] = process.argv.slice(2);
const { default: checks } = await import(`./checks/${client}.mjs`);
const lines = await outcomes(checks(address));
console.log(lines.join("\n"));
process.exit(lines.every((line) => line.startsWith("ok ")) ? 0 : 1);
