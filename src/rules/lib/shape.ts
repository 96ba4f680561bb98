/** The shape of a connector on the runtime. */
import type { AddonModel } from "../../addon/types.ts";
import type { World } from "../../addon/world.ts";
import { isBackend, ownModels } from "./records.ts";

/** Folders that each connector has. */
const FOLDERS = ["models", "components", "views", "security", "data"] as const;

/** Whether an addon makes a backend of its own; others only add to a connector. */
export const isConnector = (world: World, addon: AddonModel): boolean =>
  !RUNTIME.has(addon.name) && ownModels(addon, world).some(({ model }) => isBackend(world, addon, model));

/** The addons that connectors stand on have a shape of their own. */
const RUNTIME: ReadonlySet<string> = new Set(["connector_base_backend", "generic_connector"]);

/** A path from the addon's folder, and from the folder within it where an adopted addon has what was generated. */
export const placesOf = (path: string): readonly string[] => [path, path.slice(path.indexOf("/") + 1)];

/** Folders of a connector in which an addon has no file. */
export const foldersMissing = ({ files }: AddonModel): readonly string[] =>
  FOLDERS.filter(
    (folder) => ![...files.keys()].some((path) => placesOf(path).some((one) => one.startsWith(`${folder}/`))),
  );
