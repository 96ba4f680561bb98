import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * Folder of everything the lab makes: `$ODOO_CONNECTOR_CACHE`, else the platform's cache folder. Root gets a system
 * folder: PostgreSQL then runs as another user, who cannot look into root's home.
 */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, uid: number | undefined): string {
  if (env.ODOO_CONNECTOR_CACHE) return resolve(env.ODOO_CONNECTOR_CACHE);
  if (uid === 0) return "/var/cache/odoo-connector";
  if (env.XDG_CACHE_HOME) return resolve(env.XDG_CACHE_HOME, "odoo-connector");
  return platform === "darwin"
    ? join(homedir(), "Library", "Caches", "odoo-connector")
    : join(homedir(), ".cache", "odoo-connector");
}
