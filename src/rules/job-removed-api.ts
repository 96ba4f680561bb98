import { rule } from "./rule.ts";
import { placeOf } from "./lib/python.ts";
import { isTried } from "./lib/recordsets.ts";

/** Names by module of OCA's addons that are gone, with what took their place. */
const GONE: Readonly<Record<string, Readonly<Record<string, { readonly from: number; readonly instead: string }>>>> = {
  "odoo.addons.queue_job.job": {
    job: { from: 14, instead: "Drop the decorator: add a `queue.job.function` record for the method." },
    related_action: {
      from: 14,
      instead: "Drop the decorator: set `related_action` on the `queue.job.function` record.",
    },
  },
  "odoo.addons.queue_job.exception": {
    NothingToDoJob: { from: 18, instead: "Return a text that says so: the job is done." },
  },
};
/** Modules that are gone as a whole. */
const MODULES =
  /^odoo\.addons\.connector\.(?:queue|unit|session|connector|backend|related_action|checkpoint|deprecate)(?:\.|$)/;

export default rule({
  code: "job-removed-api",
  group: "job",
  severity: "error",
  title: "An import of what `queue_job` or `connector` no longer have",
  why: "The import fails, and Odoo can't load the addon.",
  instead: "Use components and job functions: `with_delay()` on any method, settings in a `queue.job.function` record.",
  check({ addon, cap, report }) {
    for (const python of addon.python.values()) {
      for (const { module, level, names, ...span } of python.importsFrom) {
        if (level > 0) continue;
        // Who minds that the import fails has something else to go on with.
        if (MODULES.test(module) && !isTried(python, span)) {
          report({ at: placeOf(python.path, span), message: `${module} does not exist in Odoo ${cap.series}` });
          continue;
        }
        for (const name of names) {
          const gone = GONE[module]?.[name.name];
          if (gone === undefined || cap.major < gone.from || isTried(python, span)) continue;
          report({
            at: placeOf(python.path, name),
            message: `${module} has no ${name.name} for Odoo ${cap.series}`,
            instead: gone.instead,
          });
        }
      }
    }
  },
});
