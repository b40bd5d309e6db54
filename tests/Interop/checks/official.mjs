// All checks of the official client, for Node and for a browser.
import { officialCalls } from "./official-calls.mjs";
import { officialErrors } from "./official-errors.mjs";
import { officialFiles } from "./official-files.mjs";
import { officialRealtime } from "./official-realtime.mjs";

export default (address) => ({ ...officialCalls(address), ...officialFiles(address), ...officialErrors(address), ...officialRealtime(address) });
