import { SyntaxFault } from "./fault.ts";
import type { XmlAnswer, XmlJob } from "./xml-jobs.ts";
import { isFormattedXml, tidyXml } from "./xml.ts";

export interface Formattable {
  /** Its ending says the language. */
  path: string;
  content: string;
}

/**
 * The contents as their languages' formatters print them, in the same order: Python with ruff, XML with prettier.
 * Every other text is given one line end at its end. XML is printed in a worker while Python is done here; files that
 * already are as the formatter prints them cost next to nothing.
 * @throws SyntaxFault for the first file that is no Python or no XML
 */
export async function formatFiles(files: readonly Formattable[]): Promise<string[]> {
  const contents = files.map(({ path, content }) => {
    const text = endedOnce(content);
    return path.endsWith(".xml") ? tidyXml(text) : text;
  });
  const isKind = (ending: string, index: number): boolean => files[index]?.path.endsWith(ending) ?? false;
  const indexes = [...contents.keys()];
  const xml = indexes.filter((index) => isKind(".xml", index) && !isFormattedXml(contents[index] ?? ""));
  const python = indexes.filter((index) => isKind(".py", index) && contents[index] !== "");

  const printedXml = printXml(xml.map((index) => ({ path: files[index]?.path ?? "", text: contents[index] ?? "" })));
  // Where Python fails first, the other's fault must not go unheard of: it would end the process.
  printedXml.catch(() => undefined);
  if (python.length > 0) {
    const { createPythonFormatter } = await import("./python.ts");
    const formatter = await createPythonFormatter();
    for (const index of python) contents[index] = formatter.format(files[index]?.path ?? "", contents[index] ?? "");
  }
  for (const [at, text] of (await printedXml).entries()) contents[xml[at] ?? -1] = text;
  return contents;
}

const endedOnce = (text: string): string => (text === "" ? "" : text.replace(/\s*$/, "\n"));

async function printXml(jobs: readonly XmlJob[]): Promise<string[]> {
  if (jobs.length === 0) return [];
  // Only the bundle has a worker file; the sources are run by tools that give threads no TypeScript.
  const answers = import.meta.url.endsWith(".js") ? await inWorker(jobs) : await inProcess(jobs);
  return answers.map((answer) => {
    if ("text" in answer) return answer.text;
    throw new SyntaxFault(answer.fault.path, answer.fault.line, answer.fault.message);
  });
}

async function inProcess(jobs: readonly XmlJob[]): Promise<XmlAnswer[]> {
  const { runXmlJobs } = await import("./xml-jobs.ts");
  return runXmlJobs(jobs);
}

async function inWorker(jobs: readonly XmlJob[]): Promise<XmlAnswer[]> {
  const { Worker } = await import("node:worker_threads");
  const worker = new Worker(new URL("./xml-worker.js", import.meta.url));
  try {
    return await new Promise((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", resolve);
      worker.postMessage(jobs);
    });
  } finally {
    await worker.terminate();
  }
}
