// node bundle.mjs
// Prints page.mjs and all that it imports, the client's ES module among it, as one module for a browser.
import { build } from "esbuild";

const { outputFiles } = await build({ entryPoints: ["page.mjs"], bundle: true, format: "esm", platform: "browser", write: false, logLevel: "error" });
process.stdout.write(outputFiles[0].text);
