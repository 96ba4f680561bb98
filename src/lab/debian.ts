import { dirname, join } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { madeOnce, type LabContext } from "./context.ts";
import { run } from "./process.ts";
import { findOdoo, type OdooSource } from "./source.ts";
import { PACKAGED } from "./versions.ts";

/** Debian's package of the series, and the packages its tree has links into (scripts and fonts of the web client). */
const PACKAGES = [
  "odoo-19",
  ...["libjs-jquery", "libjs-jquery-form", "libjs-underscore", "fonts-font-awesome"],
  ...["fonts-roboto-unhinted", "fonts-montserrat", "fonts-inconsolata", "fonts-ocr-b"],
];

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** The one way that is always open, for the end of every message. */
const OTHER_WAY = `name a source tree of your own instead: --odoo DIR (a checkout or an unpacked archive of Odoo)`;

const cannot = (message: string): ConnectorError =>
  new ConnectorError({ message: `Odoo ${PACKAGED} can't be had by apt here: ${message}`, hint: OTHER_WAY });

/**
 * Mirrors of Debian that this machine uses, best first: from `$ODOO_CONNECTOR_DEBIAN_MIRROR` or apt's own
 * configuration (`apt-get indextargets`, lines of `address|release|component`). Security archives have no full suite.
 */
export function readMirrors(indexTargets: string): string[] {
  const mirrors: string[] = [];
  for (const line of indexTargets.split("\n")) {
    const [site = "", release = "", component = ""] = line.trim().split("|");
    if (
      !/^(https?|mirror\+https?|file):/.test(site) ||
      component !== "main" ||
      release.includes("security") ||
      site.includes("security")
    )
      continue;
    const address = site.replace(/\/$/, "");
    if (!mirrors.includes(address)) mirrors.push(address);
  }
  return mirrors;
}

async function findMirrors(context: LabContext): Promise<string[]> {
  const own = process.env.ODOO_CONNECTOR_DEBIAN_MIRROR;
  if (own) return [own];
  const format = "$(SITE)|$(RELEASE)|$(COMPONENT)";
  const targets = await run("apt-get", ["indextargets", "--format", format, "Created-By: Packages"], {
    signal: context.signal,
  });
  if (targets.failure) throw cannot("there is no apt-get on this machine");
  const mirrors = readMirrors(targets.stdout);
  if (mirrors.length === 0)
    throw cannot("apt's configuration names no Debian mirror ($ODOO_CONNECTOR_DEBIAN_MIRROR can)");
  return mirrors;
}

/**
 * Odoo 19.0 in the cache folder, from Debian's package: apt with folders of its own, so neither root is needed nor
 * anything of the machine changed; signatures are verified with the keyring that the machine trusts.
 */
export async function packagedOdoo(context: LabContext): Promise<OdooSource> {
  const folder = await madeOnce(
    context,
    join("odoo", PACKAGED),
    `getting Odoo ${PACKAGED} (Debian package ${PACKAGES[0] ?? ""})`,
    (making) => download(context, making),
  );
  return findOdoo(context.fs, folder);
}

async function download(context: LabContext, making: string): Promise<void> {
  const { fs, signal } = context;
  const mirrors = await findMirrors(context);
  const apt = join(making, "apt");
  for (const name of ["lists/partial", "cache/archives/partial", "packages"]) await fs.makeDirectory(join(apt, name));
  const signedBy = (await fs.kind(KEYRING)) === undefined ? "" : `[signed-by=${KEYRING}] `;
  const options = [
    `Dir::Etc::sourcelist=${apt}/sources.list`,
    "Dir::Etc::sourceparts=/nonexistent",
    `Dir::State::lists=${apt}/lists`,
    `Dir::Cache=${apt}/cache`,
    "Acquire::Languages=none",
    "Acquire::PDiffs=false",
    "Acquire::Retries=3",
  ].flatMap((option) => ["-o", option]);
  const env = { ...process.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" };
  const trouble: string[] = [];
  for (const mirror of mirrors) {
    await fs.writeText(join(apt, "sources.list"), `deb ${signedBy}${mirror} sid main\n`);
    const update = await run("apt-get", [...options, "update", "--error-on=any"], { env, signal });
    const fetched =
      update.code === 0
        ? await run("apt-get", [...options, "download", ...PACKAGES], { env, signal, cwd: join(apt, "packages") })
        : update;
    if (fetched.code === 0) {
      trouble.length = 0;
      break;
    }
    trouble.push(lastErrors(fetched.stderr));
  }
  if (trouble.length > 0) throw cannot(trouble.join("; "));
  for (const name of await fs.list(join(apt, "packages"))) {
    const unpacked = await run("dpkg", ["-x", join(apt, "packages", name), making], { env, signal });
    if (unpacked.code !== 0) throw cannot(`dpkg: ${unpacked.failure ?? lastErrors(unpacked.stderr)}`);
  }
  await fs.remove(apt);
  const packages = join(making, "usr", "lib", "python3", "dist-packages");
  const addons = join(packages, "odoo", "addons");
  // The package holds all addons twice, the second time without most of their files.
  const all = new Set(await fs.list(addons));
  if ((await fs.list(join(packages, "addons")).catch(() => [])).every((name) => all.has(name))) {
    await fs.remove(join(packages, "addons"));
  }
  await fillGaps(fs, addons);
}

/** Files that a manifest's asset bundles name one by one (patterns may match nothing): `mail/static/lib/x.js`. */
export function namedAssets(manifest: string): string[] {
  return [...manifest.matchAll(/["']\/?(\w+\/static\/[^"'*]+\.(?:js|css|scss|less|xml))["']/g)].map(
    (match) => match[1] ?? "",
  );
}

/**
 * Debian leaves out scripts whose source it has not got; Odoo then logs an error for each bundle that names one, as
 * soon as somebody opens a page. An empty file in its place is what such a bundle comes to anyway.
 */
async function fillGaps(fs: FileSystem, addons: string): Promise<void> {
  const modules = await fs.list(addons);
  for (const module of modules) {
    const manifest = join(addons, module, "__manifest__.py");
    if ((await fs.kind(manifest)) !== "file") continue;
    for (const asset of namedAssets(await fs.readText(manifest))) {
      const file = join(addons, asset);
      if (!modules.includes(asset.split("/")[0] ?? "") || (await fs.kind(file)) !== undefined) continue;
      await fs.makeDirectory(dirname(file));
      await fs.writeText(file, "");
    }
  }
}

/** apt's error lines, without its warnings. */
function lastErrors(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const errors = lines.filter((line) => line.startsWith("E:"));
  return (errors.length > 0 ? errors : lines).slice(-3).join(" ");
}
