// A connector of 60 files and more that grows: add-binding, upgrade with nothing to do, status. Each against bare Node, and
// against `copier update` on a template of the same size of which as many files have changed.
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { inRounds, labCache, measure, project, withFolder } from "./measure.mjs";

const ROUNDS = 7;
/** Seconds. */
const LIMITS = { "add-binding": 0.25, "upgrade with nothing to do": 0.2, status: 0.15 };
const COPIER = "9.19.1";

const tool = (...args) => measure(process.execPath, [join(project, "bin/odoo-connector.js"), ...args]);

export default function grow() {
  return withFolder(async (folder) => {
    const fresh = join(folder, "fresh");
    const addon = (root) => join(root, "shopify_connector");
    await tool("init", "shopify", "--entities", "customer,product,order", "--path", fresh, "--quiet");
    const files = filesBelow(addon(fresh));
    let runs = 0;
    const added = join(folder, "added");
    const add = async () => {
      rmSync(added, { recursive: true, force: true });
      cpSync(fresh, added, { recursive: true });
      return (await tool("add-binding", "ticket", "--odoo-model", "project.task", "--connector", addon(added))).seconds;
    };
    await add();
    const changed = files.filter((path) => textOf(addon(fresh), path) !== textOf(addon(added), path)).length;
    const copier = copierCommand();
    const template = copier && prepareTemplate(join(folder, "copier"), copier, addon(fresh), files, changed);
    const theirs = async () => {
      const place = join(folder, "copier", `run${runs++}`);
      cpSync(template, place, { recursive: true });
      return (await measure(copier, ["update", "--defaults", "--quiet", "--conflict", "inline", place])).seconds;
    };
    const commands = {
      "add-binding": add,
      "upgrade with nothing to do": async () => (await tool("upgrade", addon(fresh))).seconds,
      status: async () => (await tool("status", addon(fresh))).seconds,
    };
    const node = async () => (await measure(process.execPath, ["-e", "0"])).seconds;
    const quiet = await inRounds(ROUNDS, { ...commands, node });
    // By itself: it keeps both cores busy for seconds, and whoever comes next finds nothing of theirs in the caches.
    const beside = copier && (await inRounds(ROUNDS, { ...commands, copier: theirs }));
    return Object.entries(LIMITS).flatMap(([name, limit]) => {
      const title = `grow: ${name}, ${files.length} files`;
      const against = (found, peer) => {
        const [ours, theirs] = [found[name], found[peer]];
        return { unit: "s", ours, theirs, ratio: ours.median / theirs.median };
      };
      return [
        {
          ...{ name: `${title} vs node -e 0`, ...against(quiet, "node") },
          ...{ limit: `${limit} s`, ok: quiet[name].median <= limit },
        },
        copier
          ? {
              ...{ name: `${title} vs copier update, ${changed} changed`, ...against(beside, "copier") },
              ...{ limit: 1, ok: beside[name].median <= beside.copier.median },
            }
          : { name: `${title} vs copier update`, missing: "no Python with venv and PyPI to install copier from" },
      ];
    });
  });
}

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const textOf = (folder, path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), "latin1") : "");

/** The lab's cache keeps it, as it keeps the other peers. */
function copierCommand() {
  const venv = join(labCache(), "python", `copier-${COPIER}`);
  const command = join(venv, "bin", "copier");
  if (existsSync(command)) return command;
  try {
    execFileSync("python3", ["-m", "venv", venv], { stdio: "ignore" });
    execFileSync(join(venv, "bin", "pip"), ["install", "--quiet", `copier==${COPIER}`], { stdio: "ignore" });
    return command;
  } catch {
    rmSync(venv, { recursive: true, force: true });
    return undefined;
  }
}

/**
 * A template in git with two versions, and a project made from the first.
 * @returns the project's folder
 */
function prepareTemplate(folder, copier, addon, files, changed) {
  const template = join(folder, "template");
  const made = join(folder, "made");
  mkdirSync(template, { recursive: true });
  const git = (place, ...args) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", "-C", place, ...args], {
      stdio: "ignore",
    });
  writeFileSync(join(template, "copier.yml"), "title:\n  type: str\n  default: Shop\n");
  writeFileSync(join(template, "{{ _copier_conf.answers_file }}.jinja"), "{{ _copier_answers|to_nice_yaml }}\n");
  const texts = files.filter((path) => /\.(?:py|xml|csv|rst|md|yaml)$/.test(path));
  for (const path of files) {
    const isText = texts.includes(path);
    const place = join(template, isText ? `${path}.jinja` : path);
    mkdirSync(dirname(place), { recursive: true });
    const text = readFileSync(join(addon, path));
    writeFileSync(place, isText ? `{% raw %}${text.toString("utf8")}{% endraw %}\n# {{ title }}\n` : text);
  }
  git(template, "init", "-q");
  git(template, "add", "-A", "-f");
  git(template, "commit", "-qm", "one");
  git(template, "tag", "1.0.0");
  execFileSync(copier, ["copy", "--defaults", "--quiet", "--vcs-ref", "1.0.0", template, made], { stdio: "ignore" });
  git(made, "init", "-q");
  git(made, "add", "-A", "-f");
  git(made, "commit", "-qm", "made");
  for (const path of texts.slice(0, changed)) appendFileSync(join(template, `${path}.jinja`), "# more\n");
  git(template, "commit", "-qam", "two");
  git(template, "tag", "2.0.0");
  return made;
}
