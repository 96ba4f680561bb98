import { join } from "node:path";
import type { LabContext } from "./context.ts";
import { identify, isAlive, run, type ProcessIdentity } from "./process.ts";
import type { DatabaseServer } from "./postgres.ts";
import { RUN_SQL } from "./scripts.ts";
import type { LogEntry } from "./log.ts";

/** What the comment on a database of ours says; other databases of the server are never touched. */
export type Mark =
  | {
      kind: "template";
      madeFrom: string;
      modules: readonly string[];
      own: boolean;
      used: number;
      problems: readonly LogEntry[];
    }
  /** Dropped when its owner has ended. */
  | { kind: "copy" | "making"; owner: ProcessIdentity | undefined; problems: readonly LogEntry[] }
  /** Stays until it is replaced or purged. */
  | { kind: "kept"; problems: readonly LogEntry[] };

const PREFIX = "odoo-connector lab: ";

export interface Statement {
  sql: string;
  params?: readonly unknown[];
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The databases of a server, each with its folder of attached files. */
export class Databases {
  private readonly context: LabContext;
  private readonly python: string;
  private readonly server: DatabaseServer;
  readonly dataDir: string;

  constructor(context: LabContext, python: string, server: DatabaseServer) {
    this.context = context;
    this.python = python;
    this.server = server;
    this.dataDir = join(server.folder, "odoo-data");
  }

  /** Variables by which libpq finds the server. */
  get env(): NodeJS.ProcessEnv {
    const { PGPASSWORD, ...rest } = this.server.connection;
    return { ...rest, ...(PGPASSWORD === undefined ? {} : { PGPASSWORD }) };
  }

  /** Rows of each statement. Each is committed by itself. @throws Error with PostgreSQL's message. */
  async sql(database: string, statements: readonly Statement[]): Promise<unknown[][][]> {
    // Never stopped half-way: what cleans up after Ctrl-C comes through here.
    const result = await run(this.python, ["-c", RUN_SQL], {
      env: { ...process.env, ...this.env },
      input: JSON.stringify({ database, statements }),
    });
    if (result.code !== 0) throw new Error(result.failure ?? result.stderr.trim());
    return JSON.parse(result.stdout) as unknown[][][];
  }

  private filestore(name: string): string {
    return join(this.dataDir, "filestore", name);
  }

  /** All databases of ours, by name. */
  async list(): Promise<Map<string, Mark>> {
    const sql = "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database";
    const [rows = []] = await this.sql("postgres", [{ sql }]);
    const marks = new Map<string, Mark>();
    for (const [name, comment] of rows as [string, string | null][]) {
      if (comment?.startsWith(PREFIX)) marks.set(name, JSON.parse(comment.slice(PREFIX.length)) as Mark);
    }
    return marks;
  }

  /** Whether the server has a database of that name, ours or not. */
  async has(name: string): Promise<boolean> {
    const sql = "SELECT 1 FROM pg_database WHERE datname = %s";
    const [rows = []] = await this.sql("postgres", [{ sql, params: [name] }]);
    return rows.length > 0;
  }

  private comment(name: string, mark: Mark): Statement {
    return { sql: `COMMENT ON DATABASE ${quote(name)} IS ${literal(PREFIX + JSON.stringify(mark))}` };
  }

  async mark(name: string, mark: Mark): Promise<void> {
    await this.sql("postgres", [this.comment(name, mark)]);
  }

  /** An empty database, or a copy of another one of ours (nobody may be connected to that). */
  async create(name: string, mark: Mark, template?: string): Promise<void> {
    const create =
      template === undefined
        ? `CREATE DATABASE ${quote(name)} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'`
        : `CREATE DATABASE ${quote(name)} TEMPLATE ${quote(template)}`;
    await this.sql("postgres", [{ sql: create }, this.comment(name, mark)]);
    // Files are named by their content and never change, so a copy of the folder is a copy of the attachments.
    await this.context.fs.remove(this.filestore(name));
    if (template !== undefined && (await this.context.fs.kind(this.filestore(template))) === "directory") {
      await this.context.fs.copy(this.filestore(template), this.filestore(name));
    }
  }

  async drop(name: string): Promise<void> {
    await this.sql("postgres", [
      {
        sql: "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
        params: [name],
      },
      { sql: `DROP DATABASE IF EXISTS ${quote(name)}` },
    ]);
    await this.context.fs.remove(this.filestore(name));
  }

  /** Gives a database that is made to the end its name and mark. */
  async finish(making: string, name: string, mark: Mark): Promise<void> {
    const { fs } = this.context;
    if ((await fs.kind(this.filestore(making))) === "directory") {
      await fs.remove(this.filestore(name));
      await fs.rename(this.filestore(making), this.filestore(name));
    }
    await this.sql("postgres", [
      { sql: `ALTER DATABASE ${quote(making)} RENAME TO ${quote(name)}` },
      this.comment(name, mark),
    ]);
  }

  /** Drops what ended processes left behind. */
  async sweep(): Promise<void> {
    for (const [name, mark] of await this.list()) {
      if (mark.kind !== "copy" && mark.kind !== "making") continue;
      if (mark.owner === undefined || !(await isAlive(this.context.fs, mark.owner))) await this.drop(name);
    }
  }

  owner(): Promise<ProcessIdentity | undefined> {
    return identify(this.context.fs, process.pid);
  }
}

/** A text as an SQL literal; backslashes mean themselves (standard_conforming_strings). */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
