import { foldersMissing, isConnector, placesOf } from "./lib/shape.ts";
import { rule } from "./rule.ts";

/** The files of a connector, each with what else it may be called. */
const FILES: readonly (readonly [path: string, pattern: RegExp])[] = [
  ["README.rst", /^README(?:\.(?:rst|md|txt))?$/i],
  ["models/backend.py", /^models\/(?:.*\/)?\w*backend\w*\.py$/],
  ["views/backend_views.xml", /^views\/(?:.*\/)?\w*backend\w*\.xml$/],
  ["views/menu_views.xml", /^views\/(?:.*\/)?\w*menu\w*\.xml$/],
  ["security/ir.model.access.csv", /^security\/(?:.*\/)?(?:ir[._]model[._]access.*\.csv|\w*access\w*\.xml)$/],
  ["data/queue_job_function_data.xml", /^data\/(?:.*\/)?\w*(?:queue|job)\w*\.xml$/],
  ["data/ir_cron_data.xml", /^data\/(?:.*\/)?\w*cron\w*\.xml$/],
];

export default rule({
  code: "structure-required-file",
  group: "structure",
  severity: "warning",
  title: "A connector without a file that each connector has",
  why: "Whoever maintains it looks for its backend, menus, rights and jobs where all connectors have them; without a README nobody knows how it is set up.",
  instead: "Add the file, and list it in the manifest where it is data.",
  needs: "generic_connector",
  check({ addon, world, report }) {
    const { manifest } = addon;
    if (manifest === undefined || !isConnector(world, addon)) return;
    const gone = foldersMissing(addon);
    const listed = [...manifest.data, ...manifest.demo];
    const paths = [...addon.files.keys()].flatMap(placesOf);
    for (const [path, pattern] of FILES) {
      // A folder that is missing is a finding itself; so is a file that the manifest lists and that is not there.
      if (paths.some((one) => pattern.test(one)) || gone.some((folder) => path.startsWith(`${folder}/`))) continue;
      if (listed.some(({ text }) => pattern.test(text))) continue;
      report({
        at: { file: manifest.file, from: manifest.from, to: manifest.from + 1 },
        message: `${addon.name} has no ${path}`,
      });
    }
  },
});
