// Runs checks one after the other and gives one line each: "ok <name>" or "not ok <name>: <reason>".
const longest = 120_000;

// A call that would never end becomes a failure with its name.
function within(check) {
  let timer;
  const limit = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("It did not end.")), longest)));
  return Promise.race([check, limit]).finally(() => clearTimeout(timer));
}

export async function outcomes(checks) {
  const lines = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      await within(check());
      lines.push(`ok ${name}`);
    } catch (error) {
      lines.push(`not ok ${name}: ${error?.message ?? error} ${error?.cause?.message ?? ""}`.replaceAll("\n", " ").trim());
    }
  }
  return lines;
}
