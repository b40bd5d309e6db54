// The few assertions that the checks need, the same in Node and in a browser.
const shown = (value) => {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
};

export function ok(value, what = "The value") {
  if (!value) throw new Error(`${what} is ${shown(value)}.`);
}

export function equal(actual, expected, what = "The value") {
  if (actual !== expected) throw new Error(`${what} is ${shown(actual)}, and not ${shown(expected)}.`);
}

export function matches(text, pattern, what = "The text") {
  if (typeof text !== "string" || !pattern.test(text)) throw new Error(`${what} is ${shown(text)}, which does not match ${pattern}.`);
}

export function sameBytes(actual, expected) {
  equal(actual.length, expected.length, "The length");
  for (let at = 0; at < actual.length; at++) if (actual[at] !== expected[at]) throw new Error(`Byte ${at} is ${actual[at]}, and not ${expected[at]}.`);
}

// The error that a call ends with.
export async function failure(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("The call did not fail.");
}

// What comes to be true while the emulator works, within a bound.
export async function eventually(look, what) {
  for (let attempt = 0; attempt < 400; attempt++) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`${what} did not come.`);
}
