// The checks of the official client behind a site's proxy: index.html?<emulator address>. What came of them is in window.lines when they are done.
import checks from "./checks/site-proxy.mjs";
import { outcomes } from "./checks/run.mjs";

outcomes(checks(decodeURIComponent(location.search.slice(1)))).then((lines) => (window.lines = lines));
