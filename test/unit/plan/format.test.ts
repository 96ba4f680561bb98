import { expect, it } from "vitest";
import { isFormattedXml, tidyXml } from "../../../src/format/xml.ts";
import { nodeFileSystem } from "../../../src/fs/node.ts";
import { ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { createRenderer } from "../../../src/render/renderer.ts";
import { openTemplates } from "../../../src/render/source.ts";
import { plan, SHOPIFY } from "./generate.ts";

// Prettier takes longer to load than everything else takes to run.
it.each(ODOO_VERSIONS)("prints XML for Odoo %s that prettier has nothing to do on", async (version) => {
  const renderer = await createRenderer(await openTemplates(nodeFileSystem));
  for (const file of await plan(SHOPIFY, version)) {
    if (!file.path.endsWith(".xml")) continue;
    expect(isFormattedXml(tidyXml(renderer.render(file.template, file.data))), file.path).toBe(true);
  }
});
