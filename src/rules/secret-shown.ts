import type { XmlElement } from "../parse/tree.ts";
import { argument } from "../parse/python/walk.ts";
import { attributeOf } from "../parse/xml.ts";
import { placeOf } from "./lib/python.ts";
import { isSecretName } from "./lib/secrets.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "secret-shown",
  group: "secret",
  severity: "warning",
  title: 'A credential stands in a view without `password="True"`',
  why: "It is readable over the shoulder, on screenshots and in shared screens.",
  instead: 'Write `password="True"` on the field of a form, and leave it out of lists.',
  needs: "connector",
  check({ addon, world, report }) {
    for (const { record, model, arch } of addon.views) {
      if (model === undefined) continue;
      for (const [element, of] of fieldsOf(arch, model)) {
        const name = attributeOf(element, "name") ?? "";
        const field = of === undefined ? undefined : world.field(addon, of, name);
        if (field?.type !== "char" || !isSecretName(name)) continue;
        if (isTrue(attributeOf(element, "password")) || isTrue(attributeOf(element, "invisible"))) continue;
        if (isTrue(attributeOf(element, "column_invisible"))) continue;
        // What Odoo makes itself is there to be copied to the other side.
        const made = world.classesOf(of ?? "").map((one) => one.fields.get(name)?.call);
        if (made.some((call) => ["default", "compute"].some((word) => call && argument(call, word) !== undefined)))
          continue;
        // A widget of its own can hide it.
        if (attributeOf(element, "widget")?.includes("password") === true) continue;
        const edit = attributeOf(element, "password") === undefined && element.nameSpan;
        report({
          at: placeOf(record.file, element),
          message: `${of ?? ""}.${name} is shown in the clear`,
          ...(edit === false
            ? {}
            : { fix: [{ file: record.file, from: edit.to, to: edit.to, text: ' password="True"' }] }),
        });
      }
    }

    /** The fields of a view, each with the model that it is of. */
    function* fieldsOf(element: XmlElement, model: string | undefined): Generator<[XmlElement, string | undefined]> {
      for (const child of element.children) {
        const isField = child.name === "field" && attributeOf(child, "name") !== undefined;
        if (isField) yield [child, model];
        const inner =
          isField && child.children.length > 0 && model !== undefined && !["xpath"].includes(element.name)
            ? world.field(addon, model, attributeOf(child, "name") ?? "")?.comodel
            : model;
        // Below a locator the place in the other view decides, which is not known here.
        yield* fieldsOf(child, inner ?? model);
      }
    }
  },
});

const isTrue = (value: string | undefined): boolean => /^(?:1|true)$/i.test(value ?? "");
