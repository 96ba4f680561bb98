import { Argument, Command } from "commander";
import { list } from "./option-words.ts";

/** `odoo-connector spec`: a connector.yaml checked and explained. */
export function specCommand(): Command {
  const spec = new Command("spec").description("check a connector.yaml, and explain what can stand in one");

  spec
    .command("check")
    .description("check a connector.yaml as init-connector would, and write nothing")
    .addArgument(
      new Argument("[spec]", "a connector.yaml, a folder that holds one, or a known system").default(".", "here"),
    )
    .option("--odoo <versions>", "versions of Odoo to check it for, separated by commas, or all (default: 19.0)", list)
    .option("--json", "print one JSON document")
    .action(async (target: string, options: { odoo?: string[]; json?: boolean }) => {
      const [{ checkSpecOf }, { nodeFileSystem }, { ODOO_VERSIONS }] = await Promise.all([
        import("../app/spec.ts"),
        import("../fs/node.ts"),
        import("../odoo/capabilities.ts"),
      ]);
      const versions = options.odoo?.includes("all") ? ODOO_VERSIONS : (options.odoo ?? []);
      const checked = await checkSpecOf(nodeFileSystem, { target, cwd: process.cwd(), versions });
      if (options.json === true) {
        print(JSON.stringify(checked));
        return;
      }
      const width = Math.max(...checked.entities.map(({ name }) => name.length));
      print(`${checked.file} is fine: ${checked.title} for Odoo ${checked.versions.join(", ")}`);
      for (const { name, model, direction, binding } of checked.entities) {
        print(`  ${name.padEnd(width)}  ${model} (${direction}), binding ${binding}`);
      }
    });

  spec
    .command("explain")
    .description("say what a key means and takes, with an example")
    .argument("<key>", "its place (entities.mapping.transform), a section (auth), or its name (match_on)")
    .action(async (key: string) => {
      const [{ explain }, { nodeFileSystem }] = await Promise.all([import("../app/spec.ts"), import("../fs/node.ts")]);
      print(await explain(nodeFileSystem, key));
    });

  spec
    .command("docs")
    .description("print the reference of connector.yaml as Markdown: every key with an example")
    .action(async () => {
      const [{ openReference }, { referenceMarkdown }, { nodeFileSystem }] = await Promise.all([
        import("../app/spec.ts"),
        import("../spec/reference-text.ts"),
        import("../fs/node.ts"),
      ]);
      process.stdout.write(referenceMarkdown(await openReference(nodeFileSystem)));
    });

  return spec.addHelpText(
    "after",
    `
Examples:
  $ odoo-connector spec check ./addons/shopify_connector --odoo all
  $ odoo-connector spec explain entities.mapping.transform
  $ odoo-connector spec docs > connector-yaml.md`,
  );
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
