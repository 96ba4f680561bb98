// Part of dist/cli.cjs: loads a bundle together with what V8 made of it when it was built, which saves half of a short
// run. Where that was another V8 it is of no use, and does no harm.
const { readFileSync } = require("node:fs");
const { createRequire, wrap } = require("node:module");
const { dirname } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

/** One for all copies of this file: a bundle that loads another one brings its own. */
const loaded = (globalThis[Symbol.for("odoo-connector.bundles")] ??= new Map());

exports.loaded = loaded;

/** @returns {{ exports: unknown, script: import("node:vm").Script }} */
exports.load = (path) => {
  if (!loaded.has(path)) loaded.set(path, loadOnce(path));
  return loaded.get(path);
};

function loadOnce(path) {
  // V8 spends a third of a run on optimizing functions that end before it pays; eight times later it pays.
  setFlagsFromString("--interrupt-budget=1000000");
  // What V8 made is of use only where the same flags are set. The first keeps what has run once until the build keeps it;
  // the others are set by whoever formats Python (src/format/python.ts), for all of the process.
  for (const flag of ["--no-flush-bytecode", "--liftoff-only", "--wasm-lazy-validation"]) setFlagsFromString(flag);
  let cachedData;
  try {
    cachedData = readFileSync(`${path}.cache`);
  } catch {
    // Not made yet.
  }
  // The build writes ASCII.
  const script = new Script(wrap(readFileSync(path, "latin1")), { filename: path, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  return { exports: module.exports, script };
}
