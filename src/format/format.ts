import type { Worker } from "node:worker_threads";
import { SyntaxFault } from "./fault.ts";
import type { PythonAnswer, PythonJob } from "./python-worker.ts";
import { formatXml, isFormattedXml, tidyXml } from "./xml.ts";

export interface Formattable {
  /** Its ending says the language. */
  path: string;
  content: string;
}

export interface Formatters {
  /**
   * The contents as their languages' formatters print them, in the same order: Python with ruff, XML with prettier.
   * Every other text is given one line end at its end. XML that already is as prettier prints it costs next to nothing.
   * @throws SyntaxFault for the first file that is no Python or no XML
   */
  format(files: readonly Formattable[]): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * Starts what takes its time to start: ruff, in a thread of its own, so that a spec can be read and planned meanwhile.
 * Only the bundle has a file for the thread; the sources are run by tools that give threads no TypeScript.
 */
export async function startFormatters(): Promise<Formatters> {
  const worker = import.meta.url.endsWith(".js") ? await startWorker() : undefined;
  return {
    async format(files) {
      const contents = files.map(({ path, content }) => {
        const text = endedOnce(content);
        return path.endsWith(".xml") ? tidyXml(text) : text;
      });
      const paths = files.map((file) => file.path);
      const python = [...contents.keys()].filter((at) => paths[at]?.endsWith(".py") && contents[at] !== "");
      const jobs = python.map((at): PythonJob => ({ path: paths[at] ?? "", text: contents[at] ?? "" }));
      const printed = worker ? inWorker(worker, jobs) : inProcess(jobs);
      // Where the XML fails first, the other's fault must not go unheard of: it would end the process.
      printed.catch(() => undefined);
      for (const [at, path] of paths.entries()) {
        const text = contents[at] ?? "";
        if (path.endsWith(".xml") && !isFormattedXml(text)) contents[at] = await formatXml(path, text);
      }
      for (const [at, text] of (await printed).entries()) contents[python[at] ?? -1] = text;
      return contents;
    },
    async close() {
      await worker?.terminate();
    },
  };
}

/** {@link startFormatters}, used once. */
export async function formatFiles(files: readonly Formattable[]): Promise<string[]> {
  const formatters = await startFormatters();
  try {
    return await formatters.format(files);
  } finally {
    await formatters.close();
  }
}

const endedOnce = (text: string): string => (text === "" ? "" : text.replace(/\s*$/, "\n"));

async function startWorker(): Promise<Worker> {
  const { Worker } = await import("node:worker_threads");
  const worker = new Worker(new URL("./python-worker.js", import.meta.url));
  // Nobody has to wait for a thread that is never asked.
  worker.unref();
  return worker;
}

async function inWorker(worker: Worker, jobs: readonly PythonJob[]): Promise<string[]> {
  if (jobs.length === 0) return [];
  const answer = await new Promise<PythonAnswer>((resolve, reject) => {
    worker.ref();
    worker.once("error", reject);
    worker.once("message", resolve);
    worker.postMessage(jobs);
  });
  worker.unref();
  if ("texts" in answer) return answer.texts;
  if ("crash" in answer) throw new Error(answer.crash);
  throw new SyntaxFault(answer.fault.path, answer.fault.line, answer.fault.reason);
}

async function inProcess(jobs: readonly PythonJob[]): Promise<string[]> {
  if (jobs.length === 0) return [];
  const { createPythonFormatter } = await import("./python.ts");
  const { format } = await createPythonFormatter();
  return jobs.map(({ path, text }) => format(path, text));
}
