import { SyntaxFault } from "./fault.ts";
import { formatXml } from "./xml.ts";

export interface XmlJob {
  path: string;
  text: string;
}

/** Plain data, so that it can cross from one thread to another. */
export type XmlAnswer = { text: string } | { fault: { path: string; line: number | undefined; message: string } };

/** Formats all jobs; the answers stand in their order. */
export async function runXmlJobs(jobs: readonly XmlJob[]): Promise<XmlAnswer[]> {
  const answers: XmlAnswer[] = [];
  for (const { path, text } of jobs) {
    try {
      answers.push({ text: await formatXml(path, text) });
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      answers.push({ fault: { path: error.path, line: error.line, message: error.reason } });
    }
  }
  return answers;
}
