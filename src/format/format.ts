import { SyntaxFault } from "./fault.ts";
import type { PythonFormatter } from "./python.ts";
import type { PythonAnswer, PythonJob } from "./python-worker.ts";
import { formatXml, isFormattedXml, tidyXml } from "./xml.ts";

export interface Formattable {
  /** Its ending says the language. */
  path: string;
  content: string;
}

export interface Formatters {
  /**
   * The content as its language's formatter prints it: Python with ruff, XML with prettier. Every other text is given one
   * line end at its end. XML that already is as prettier prints it costs next to nothing.
   * @throws SyntaxFault where it is no Python or no XML
   */
  format(file: Formattable): Promise<string>;
  close(): Promise<void>;
}

type FormatPython = (path: string, text: string) => Promise<string>;

/**
 * Starts what takes its time to start: ruff, in a thread of its own, so that a spec can be read and planned meanwhile.
 * Only the bundle has a file for the thread; the sources are run by tools that give threads no TypeScript.
 */
export async function startFormatters(): Promise<Formatters> {
  const python = /\.c?js$/.test(import.meta.url) ? await startThread() : undefined;
  const formatPython = python?.format ?? formatHere;
  return {
    async format({ path, content }) {
      const text = content === "" ? "" : content.replace(/\s*$/, "\n");
      if (path.endsWith(".py") && text !== "") return formatPython(path, text);
      if (!path.endsWith(".xml")) return text;
      const tidy = tidyXml(text);
      return isFormattedXml(tidy) ? tidy : formatXml(path, tidy);
    },
    async close() {
      await python?.close();
    },
  };
}

/** {@link startFormatters}, used once: the contents in the files' order. */
export async function formatFiles(files: readonly Formattable[]): Promise<string[]> {
  const formatters = await startFormatters();
  try {
    return await Promise.all(files.map((file) => formatters.format(file)));
  } finally {
    await formatters.close();
  }
}

/** The thread prints each text while its caller goes on with the next one. */
async function startThread(): Promise<{ format: FormatPython; close: () => Promise<unknown> }> {
  const { Worker } = await import("node:worker_threads");
  const worker = new Worker(new URL("./python-worker.cjs", import.meta.url));
  const waiting: { resolve: (text: string) => void; reject: (error: unknown) => void }[] = [];
  let failure: Error | undefined;
  worker.on("message", (answer: PythonAnswer) => {
    const asked = waiting.shift();
    if (waiting.length === 0) worker.unref();
    if ("text" in answer) asked?.resolve(answer.text);
    else asked?.reject(new SyntaxFault(answer.path, answer.line, answer.reason));
  });
  worker.on("error", (error: Error) => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  // Nobody has to wait for a thread that is asked nothing.
  worker.unref();
  return {
    format: (path, text) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        waiting.push({ resolve, reject });
        worker.ref();
        const job: PythonJob = { path, text };
        worker.postMessage(job);
      }),
    close: () => {
      // A thread that has ended answers nobody.
      failure ??= new Error("what formats was closed");
      return worker.terminate();
    },
  };
}

let here: Promise<PythonFormatter> | undefined;

async function formatHere(path: string, text: string): Promise<string> {
  const { createPythonFormatter } = await import("./python.ts");
  here ??= createPythonFormatter();
  return (await here).format(path, text);
}
