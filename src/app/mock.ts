/** Use case: find the spec that somebody named and start its mock. */
import nodePath from "node:path";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import type { Mock, MockOptions } from "../mock/server.ts";
import { systemsFolder } from "./package.ts";

export interface MockTarget {
  /** A spec file, a folder that holds `connector.yaml`, or the name of a known system. */
  target: string;
  /** What relative paths are relative to. */
  cwd: string;
  /** Folder of the known systems' specs; this package's own by default. */
  systems?: string;
}

/**
 * The file that a target means. A path wins over a name, because only a path can be ambiguous to its owner.
 * @throws ConnectorError for a target that means none, and for an addon whose writing was interrupted
 */
export async function findSpec(fs: FileSystem, { target, cwd, systems = systemsFolder }: MockTarget): Promise<string> {
  const path = nodePath.resolve(cwd, target);
  const kind = await fs.kind(path);
  if (kind === "file") return path;
  if (kind === "directory") {
    const inside = nodePath.join(path, "connector.yaml");
    const { refuseInterrupted } = await import("../write/transaction.ts");
    await refuseInterrupted(fs, nodePath.dirname(path));
    if ((await fs.kind(inside)) === "file") return inside;
    throw new ConnectorError({ message: `${target} holds no connector.yaml`, place: "SPEC" });
  }
  const names = (await fs.list(systems).catch(() => []))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length));
  if (names.includes(target)) return nodePath.join(systems, `${target}.yaml`);
  const { hintFor } = await import("../spec/words.ts");
  const hint = hintFor(target, names) ?? `Known systems: ${names.join(", ")}`;
  throw new ConnectorError({ message: `There is no file, folder or known system "${target}"`, place: "SPEC", hint });
}

/** Loads the spec that a target means and starts its mock. Throws `ConnectorError` for a spec that is none. */
export async function runMock(
  fs: FileSystem,
  target: MockTarget,
  options: Omit<MockOptions, "spec">,
): Promise<{ mock: Mock; file: string }> {
  const file = await findSpec(fs, target);
  const [{ loadSpec }, { startMock }] = await Promise.all([import("../spec/load.ts"), import("../mock/server.ts")]);
  const loaded = await loadSpec(await fs.readText(file), file);
  return { mock: await startMock({ ...options, spec: loaded.spec }), file };
}
