// The checks of the official client as a page: index.html?<emulator address>. What came of them is in window.lines when they are done.
import checks from "./checks/official.mjs";
import { outcomes } from "./checks/run.mjs";

outcomes(checks(decodeURIComponent(location.search.slice(1)))).then((lines) => (window.lines = lines));
