import { createHash } from "node:crypto";
import { join } from "node:path";
import { ConnectorError } from "../errors.ts";
import { madeOnce, type LabContext } from "./context.ts";
import { run, type RunResult } from "./process.ts";
import { SERIES } from "./series.ts";
import type { OdooVersion } from "./versions.ts";

export const digest = (...parts: readonly string[]): string =>
  createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 12);

interface Interpreter {
  executable: string;
  /** `3.11.7` */
  version: string;
}

async function probe(command: string): Promise<Interpreter | undefined> {
  const code = "import platform, sys; print(sys.executable); print(platform.python_version())";
  const result = await run(command, ["-c", code]);
  const [executable, version] = result.stdout.trim().split("\n");
  return result.code === 0 && executable && version ? { executable, version } : undefined;
}

/** Interpreters by the names they have on a path, the series' favourite first. */
async function findInterpreter(series: OdooVersion): Promise<Interpreter | undefined> {
  const wanted = SERIES[series].python;
  for (const command of [...wanted.map((minor) => `python3.${minor}`), "python3", "python"]) {
    const found = await probe(command);
    const minor = /^3\.(\d+)\./.exec(found?.version ?? "")?.[1];
    if (found && minor !== undefined && wanted.includes(Number(minor))) return found;
  }
  return undefined;
}

const hasUv = async (): Promise<boolean> => (await run("uv", ["--version"])).code === 0;

/** A Python environment in the cache. */
export interface PythonEnvironment {
  python: string;
  /** Installs packages into a folder, without what they depend on. */
  installInto(folder: string, packages: readonly string[]): Promise<RunResult>;
  identity: string;
}

/**
 * The series' Python with all the wheels that Odoo and the OCA addons import. With uv where it can be had (on the
 * path, or as a package: seconds), else with pip.
 * @throws ConnectorError (2) naming what is missing.
 */
export async function pythonEnvironment(context: LabContext, series: OdooVersion): Promise<PythonEnvironment> {
  const { signal } = context;
  const uv = await hasUv();
  const interpreter = await findInterpreter(series);
  const names = SERIES[series].python.map((minor) => `3.${minor}`);
  if (!interpreter && !uv) {
    throw new ConnectorError({
      message: `Odoo ${series} needs Python ${names.join(", ")}, and none is on the path`,
      hint: "install one, or uv, which brings its own",
    });
  }
  const { requirements } = SERIES[series];
  // Without an interpreter of ours uv brings the favourite, whose exact version is its business.
  const identity = digest(
    ...requirements,
    interpreter?.version ?? `uv ${names[0] ?? ""}`,
    process.platform,
    process.arch,
  );
  const folder = await madeOnce(
    context,
    join("python", `${series}-${identity}`),
    `installing Odoo ${series}'s Python packages`,
    async (making) => {
      const venv = uv
        ? await run(
            "uv",
            ["venv", "--quiet", "--allow-existing", "--python", interpreter?.executable ?? names[0] ?? "3", making],
            { env: cleanPython(), signal },
          )
        : await run(interpreter?.executable ?? "python3", ["-m", "venv", making], { env: cleanPython(), signal });
      if (venv.code !== 0) throw pythonProblem("a virtual environment can't be made", venv);
      // pip stands in the environment only where it was made without uv.
      if (!uv)
        await run(join(making, "bin", "python"), ["-m", "pip", "install", "--quiet", "uv"], {
          env: cleanPython(),
          signal,
        });
      const installed = await installer(join(making, "bin", "python"), signal).then((install) => install(requirements));
      if (installed.code !== 0) throw pythonProblem("Python packages can't be installed", installed);
    },
  );
  const python = join(folder, "bin", "python");
  return {
    python,
    identity,
    async installInto(target, packages) {
      const install = await installer(python, signal);
      return install(["--no-deps", "--target", target, ...packages]);
    },
  };
}

/**
 * The best installer there is for an environment: uv of the path, uv within it, pip. Where uv fails pip is asked too:
 * it may know a certificate or a proxy that uv has not been told of.
 */
async function installer(
  python: string,
  signal: AbortSignal | undefined,
): Promise<(args: readonly string[]) => Promise<RunResult>> {
  const options = { env: cleanPython(), signal };
  const uv = ["pip", "install", "--quiet", "--python", python];
  if (await hasUv()) return (args) => run("uv", [...uv, ...args], options);
  const inside = (await run(python, ["-m", "uv", "--version"])).code === 0;
  return async (args) => {
    const quick = inside ? await run(python, ["-m", "uv", ...uv, ...args], options) : undefined;
    if (quick?.code === 0) return quick;
    return run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...args], options);
  };
}

const HARMFUL = ["PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "CONDA_PREFIX"];

/** Our environment without what would make another Python out of the one we start. */
export function cleanPython(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of HARMFUL) Reflect.deleteProperty(env, name);
  return env;
}

function pythonProblem(what: string, result: RunResult): ConnectorError {
  const lines = (result.stderr || result.stdout).trim().split("\n").slice(-6).join("\n");
  const venv = /ensurepip|python3-venv/.test(lines);
  return new ConnectorError({
    message: `${what}: ${result.failure ?? lines}`,
    hint: venv
      ? "install your system's package python3-venv, or uv"
      : "see what pip or uv said above; the cache is left as it was",
  });
}
