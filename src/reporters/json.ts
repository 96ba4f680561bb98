/** For programs: one document with all findings. */
import { counts, pageOf, type Reported, statistics } from "./types.ts";

/** @param exitCode that the command ends with */
export function jsonReport(result: Reported, exitCode: number, withStatistics: boolean): string {
  const { findings, unresolved, addons, files, known, gone } = result;
  const document = {
    ok: exitCode === 0,
    exitCode,
    counts: counts(findings),
    addons,
    files,
    baseline: { known, gone },
    findings: findings.map((finding) => ({ ...finding, page: pageOf(finding.code) })),
    ...(unresolved.length > 0 ? { unresolved } : {}),
    ...(withStatistics ? { statistics: statistics(findings) } : {}),
  };
  return JSON.stringify(document, null, 2);
}
