// node bundle.mjs <page.mjs>
// Prints a page's script and all that it imports, the client's ES module among it, as one module for a browser.
import { build } from "esbuild";

const { outputFiles } = await build({ entryPoints: [process.argv[2]], bundle: true, format: "esm", platform: "browser", write: false, logLevel: "error" });
process.stdout.write(outputFiles[0].text);
