export { labContext, openLab, Lab } from "./lab.ts";
export { stopEmbedded } from "./postgres.ts";
export { purgeCache } from "./context.ts";
export type { CreateOptions, InstallOptions, OpenOptions, ServerOptions, TestOptions } from "./lab.ts";
export type { LabServer } from "./server.ts";
export { OdooClient, OdooError, type JobSummary } from "./client.ts";
export type { LabDatabase, LabProgress, OnProgress, RunLog, TestReport } from "./types.ts";
export type { LogEntry, LogLevel } from "./log.ts";
