import { parentPort } from "node:worker_threads";
import { createPythonChecker } from "./python-check.ts";

// A file of its own in the bundle: ruff is loaded at once, while the main thread still looks for files.
const check = createPythonChecker();

parentPort?.on("message", (texts: readonly string[]) => parentPort?.postMessage(texts.map(check)));
