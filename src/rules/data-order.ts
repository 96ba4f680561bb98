import { rule } from "./rule.ts";

export default rule({
  code: "data-order",
  group: "data",
  severity: "error",
  title: "An XML id that is used before it is defined",
  why: "Odoo loads data files in the manifest's order: the id is not there yet, and the installation fails. Where the addon is installed already an update hides it.",
  instead: "List the file that defines the id first.",
  check({ addon, world, report }) {
    // Odoo's first module makes some of its records in SQL, before any file is loaded.
    if (addon.name === "base") return;
    for (const reference of addon.references) {
      const { id, order, by } = reference;
      // Templates and groups are looked up when somebody sees the page.
      if (order === undefined || by.startsWith("t-") || by === "groups") continue;
      const found = world.recordOf(addon, id);
      // What another addon makes is there, wherever this one changes it.
      if (found?.addon !== addon || found.record.module !== addon.name) continue;
      const { record } = found;
      const isLater =
        record.order !== undefined &&
        (record.order > order || (record.file === reference.file && record.from > reference.to));
      if (isLater && record.id !== undefined)
        report({
          at: reference,
          message:
            record.file === reference.file
              ? `${id} is defined further down`
              : `${id} is defined in ${record.file}, which is loaded later`,
          instead:
            record.file === reference.file
              ? "Move its definition above this line."
              : `List ${record.file} before ${reference.file} in the manifest.`,
        });
    }
  },
});
