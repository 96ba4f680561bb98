import { foldersMissing, isConnector } from "./lib/shape.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "structure-required-folder",
  group: "structure",
  severity: "warning",
  title: "A connector without a folder that each connector has",
  why: "Without views nobody can set up its backend, without rights nobody but the superuser can read it, without jobs and schedules nothing is exchanged by itself.",
  instead: "Add the folder with its files, and list those in the manifest.",
  needs: "generic_connector",
  check({ addon, world, report }) {
    const { manifest } = addon;
    if (manifest === undefined || !isConnector(world, addon)) return;
    const listed = [...manifest.data, ...manifest.demo];
    for (const folder of foldersMissing(addon)) {
      // That the manifest's files are not there is a finding itself.
      if (listed.some(({ text }) => text.startsWith(`${folder}/`))) continue;
      report({
        at: { file: manifest.file, from: manifest.from, to: manifest.from + 1 },
        message: `${addon.name} has no folder ${folder}`,
      });
    }
  },
});
